package contract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// Side is who broke the contract.
type Side string

// The sides.
const (
	Request Side = "request"
	Answer  Side = "answer"
)

// Violation is one breach. It holds no credential.
type Violation struct {
	Side         Side
	Method, Path string // the path with its query, credentials masked
	Status       int    // of the answer; 0 for a request
	Err          error
}

// String returns one line. A list of a thousand wrong elements is cut short; Err has them all.
func (v Violation) String() string {
	side, reason := string(v.Side), strings.ReplaceAll(v.Err.Error(), "\n", " | ")
	if v.Status != 0 {
		side = fmt.Sprintf("%s %d", v.Side, v.Status)
	}
	const enough = 600
	if len(reason) > enough {
		reason = strings.ToValidUTF8(reason[:enough], "") + "…"
	}
	return fmt.Sprintf("%s %s: %s: %s", v.Method, v.Path, side, reason)
}

type checker struct {
	contract *Contract
	prefix   string
	next     http.Handler
	report   func(Violation)
}

func (c *checker) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		c.found(r, Violation{Side: Request, Err: fmt.Errorf("read the body: %w", err)})
		http.Error(w, "the contract check could not read the body", http.StatusBadRequest)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	in, err := c.request(r, body)
	if err != nil {
		c.found(r, Violation{Side: Request, Err: err})
	}
	rec := &recorder{header: w.Header(), status: http.StatusOK}
	c.next.ServeHTTP(rec, r)
	if in != nil { // else there is no such operation, and nothing to hold the answer against
		if err := c.answer(r, in, rec); err != nil {
			c.found(r, Violation{Side: Answer, Status: rec.status, Err: err})
		}
	}
	w.WriteHeader(rec.status)
	_, _ = w.Write(rec.body.Bytes()) // the client went away: there is nobody to tell
}

// request checks a copy, because the validator rewrites what it is given. The input is nil when the
// document has no such operation.
func (c *checker) request(r *http.Request, body []byte) (*openapi3filter.RequestValidationInput, error) {
	checked := r.Clone(r.Context())
	rest, ok := strings.CutPrefix(r.URL.Path, c.prefix)
	if !ok {
		return nil, fmt.Errorf("the path is not below %s", c.prefix)
	}
	checked.URL.Path, checked.URL.RawPath = rest, strings.TrimPrefix(r.URL.EscapedPath(), c.prefix) // a key may hold an escaped slash
	checked.ContentLength = int64(len(body))
	checked.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	checked.Body, _ = checked.GetBody()
	route, pathParams, err := c.contract.router.FindRoute(checked)
	if err != nil {
		return nil, err
	}
	in := &openapi3filter.RequestValidationInput{
		Request: checked, PathParams: pathParams, QueryParams: checked.URL.Query(), Route: route, Options: &c.contract.options,
	}
	err = openapi3filter.ValidateRequest(r.Context(), in)
	return in, errors.Join(err, c.unknownQuery(route, in.QueryParams), unknownForm(route, r.Header.Get("Content-Type"), body))
}

// unknownForm finds names that a closed schema of a form does not have: the validator looks only for those that it knows.
func unknownForm(route *routers.Route, contentType string, body []byte) error {
	kind, _, _ := mime.ParseMediaType(contentType)
	if kind != "application/x-www-form-urlencoded" || route.Operation.RequestBody == nil {
		return nil
	}
	media := route.Operation.RequestBody.Value.GetMediaType(kind)
	if media == nil || media.Schema == nil || media.Schema.Value.AdditionalProperties.Has == nil || *media.Schema.Value.AdditionalProperties.Has {
		return nil
	}
	form, err := url.ParseQuery(string(body))
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if media.Schema.Value.Properties[name] == nil {
			err = errors.Join(err, fmt.Errorf("%q of the form is not in the document", name))
		}
	}
	return err
}

// queryPattern is the extension by which an operation says what other names its query may hold, where a vendor makes them of
// the names of fields: a regular expression for the whole name.
const queryPattern = "x-query-pattern"

// unknownQuery finds what OpenAPI lets pass: a misspelt name of an optional parameter, and one sent twice.
func (c *checker) unknownQuery(route *routers.Route, query url.Values) error {
	var errs []error
	others, err := regexp.Compile("^(" + extension(route, queryPattern) + ")$")
	if err != nil {
		return fmt.Errorf("%s: %w", queryPattern, err)
	}
	for name, values := range query {
		known := c.contract.secrets[name] ||
			route.Operation.Parameters.GetByInAndName("query", name) != nil ||
			route.PathItem.Parameters.GetByInAndName("query", name) != nil ||
			others.MatchString(name)
		if !known {
			errs = append(errs, fmt.Errorf("query parameter %q is not in the document", name))
		}
		if len(values) > 1 {
			errs = append(errs, fmt.Errorf("query parameter %q is sent %d times", name, len(values)))
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(errs...)
}

func extension(route *routers.Route, name string) string {
	text, _ := route.Operation.Extensions[name].(string)
	return text
}

func (c *checker) answer(r *http.Request, in *openapi3filter.RequestValidationInput, rec *recorder) error {
	out := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: rec.status, Header: rec.header, Options: &c.contract.options,
	}
	out.SetBodyBytes(rec.body.Bytes())
	return openapi3filter.ValidateResponse(r.Context(), out)
}

// found fills in whose violation it is and reports it.
func (c *checker) found(r *http.Request, v Violation) {
	v.Method, v.Path = r.Method, r.URL.Path
	if r.URL.RawQuery != "" {
		pairs := strings.Split(r.URL.RawQuery, "&")
		for i, pair := range pairs {
			if name, _, _ := strings.Cut(pair, "="); c.contract.secrets[name] {
				pairs[i] = name + "=***"
			}
		}
		v.Path += "?" + strings.Join(pairs, "&")
	}
	c.report(v)
}

// recorder holds the answer back until it is checked, so that whoever reads it can rely on every
// violation having been reported.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }
