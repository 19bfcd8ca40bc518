package kaonavi

import _ "embed"

// OpenAPI is the vendor's contract as OpenAPI 3.0.3, written from its document. Tests check what genba
// sends and what the sandbox answers against it; nothing reads it while genba works.
//
//go:embed openapi.yaml
var OpenAPI []byte
