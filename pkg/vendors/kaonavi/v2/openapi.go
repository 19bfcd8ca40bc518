package v2

import _ "embed"

// OpenAPI is the vendor's contract as OpenAPI 3.0.3, written from what is public about it. Tests check what genba sends
// and what the sandbox answers against it; nothing reads it while genba works.
//
//go:embed openapi.yaml
var OpenAPI []byte
