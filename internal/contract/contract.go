// Package contract checks HTTP requests and answers against an OpenAPI document while a test runs. It
// stands between genba's clients and the sandbox, so that the two cannot agree on a mistake. It must
// not know a vendor, and nothing but tests imports it.
package contract

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// Contract is one vendor's document, read and checked.
type Contract struct {
	router  routers.Router
	secrets map[string]bool // query and body names that carry credentials
	options openapi3filter.Options
}

// New reads an OpenAPI 3 document. Reading takes some ten milliseconds: tests share the result.
func New(spec []byte) (*Contract, error) {
	doc, err := openapi3.NewLoader().LoadFromData(spec)
	if err != nil {
		return nil, fmt.Errorf("read the OpenAPI document: %w", err)
	}
	router, err := legacy.NewRouter(doc)
	if err != nil {
		return nil, fmt.Errorf("check the OpenAPI document: %w", err)
	}
	c := &Contract{router: router, secrets: map[string]bool{}}
	if doc.Components != nil {
		for _, scheme := range doc.Components.SecuritySchemes {
			if s := scheme.Value; s.Type == "apiKey" {
				c.secrets[s.Name] = true
			}
		}
	}
	c.options = openapi3filter.Options{
		AuthenticationFunc:                authenticate,
		IncludeResponseStatus:             true,
		MultiError:                        true,
		RejectWhenRequestBodyNotSpecified: true,
		SkipSettingDefaults:               true,
		// Otherwise a message holds the schema and the value, which may hold a token.
		SchemaValidationOptions: []openapi3.SchemaValidationOption{openapi3.DisableSchemaErrorDetails()},
	}
	return c, nil
}

// Wrap returns h with every request and answer checked. The prefix is what stands in front of the document's
// paths, "" for nothing. What breaks the contract goes to report, from the server's goroutines and
// before the client has the answer; request and answer pass unchanged.
func (c *Contract) Wrap(prefix string, h http.Handler, report func(Violation)) http.Handler {
	return &checker{contract: c, prefix: prefix, next: h, report: report}
}

// Fail makes every violation an error of the test.
func Fail(t testing.TB) func(Violation) {
	return func(v Violation) {
		t.Helper()
		t.Errorf("contract: %v", v)
	}
}

// Wrap reads the document and wraps h; violations, or a document that cannot be used, fail the test.
func Wrap(t testing.TB, spec []byte, prefix string, h http.Handler) http.Handler {
	t.Helper()
	c, err := New(spec)
	if err != nil {
		t.Fatal(err)
	}
	return c.Wrap(prefix, h, Fail(t))
}
