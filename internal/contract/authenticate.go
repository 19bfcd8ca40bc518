package contract

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"

	"github.com/getkin/kin-openapi/openapi3filter"
)

// bodyProperty is the extension by which a document says that a key may stand in the body instead of
// the place that OpenAPI has a word for.
const bodyProperty = "x-body-property"

// authenticate wants the credential to be there; whether it is good is for the server to say.
func authenticate(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	r := in.RequestValidationInput.Request
	scheme := in.SecurityScheme
	switch {
	case scheme.Type == "http" || scheme.Type == "oauth2":
		if r.Header.Get("Authorization") != "" {
			return nil
		}
	case scheme.In == "header" && r.Header.Get(scheme.Name) != "":
		return nil
	case scheme.In == "query" && r.URL.Query().Get(scheme.Name) != "":
		return nil
	}
	name, ok := scheme.Extensions[bodyProperty].(string)
	if ok && in.RequestValidationInput.Route.Operation.RequestBody != nil && inBody(r, name) {
		return nil
	}
	return errors.New("no credential")
}

func inBody(r *http.Request, name string) bool {
	if r.GetBody == nil {
		return false
	}
	body, err := r.GetBody()
	if err != nil {
		return false
	}
	data, err := io.ReadAll(body)
	if err != nil {
		return false
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/x-www-form-urlencoded" {
		form, _ := url.ParseQuery(string(data))
		return form.Get(name) != ""
	}
	var object map[string]any
	if json.Unmarshal(data, &object) != nil {
		return false
	}
	text, _ := object[name].(string)
	return text != ""
}
