package contract_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/genba-cli/genba/internal/contract"
)

const spec = `
openapi: 3.0.3
info: {title: test, version: "1"}
servers: [{url: /}] # without one the router looks at unescaped paths
security: [{token: []}]
paths:
  /{company}/keys/{key}:
    parameters:
      - {name: company, in: path, required: true, schema: {type: string}}
      - {name: key, in: path, required: true, schema: {type: string, minLength: 1}}
    get:
      operationId: key
      x-query-pattern: '[a-z]+(!=|>=)?'
      responses:
        "200": {description: ok}
  /{company}/stamps:
    parameters:
      - {name: company, in: path, required: true, schema: {type: string, minLength: 1}}
    get:
      operationId: list
      parameters:
        - {name: start_date, in: query, required: true, schema: {type: string, pattern: '^\d{14}$'}}
        - {name: page, in: query, schema: {type: integer, minimum: 0}}
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                oneOf:
                  - {type: object, required: [stamps], properties: {stamps: {type: array, maxItems: 1, items: {}}}}
                  - {type: object, required: [errors]}
    post:
      operationId: push
      requestBody:
        content:
          application/json: &body
            schema:
              type: object
              additionalProperties: false
              properties: {token: {type: string}, type: {type: integer, enum: [11, 12]}}
          application/x-www-form-urlencoded: *body
      responses:
        "200": {description: ok}
components:
  securitySchemes:
    token: {type: apiKey, in: query, name: token, x-body-property: token}
`

// check sends one request through a wrapped handler and gives back what was reported, the body that the
// handler read, and the answer.
func check(t *testing.T, r *http.Request, status int, answer string) (found []contract.Violation, read, got string) {
	t.Helper()
	c, err := contract.New([]byte(spec))
	if err != nil {
		t.Fatal(err)
	}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		read = string(data)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	})
	rec := httptest.NewRecorder()
	c.Wrap("/api", h, func(v contract.Violation) { found = append(found, v) }).ServeHTTP(rec, r)
	if rec.Code != status {
		t.Errorf("the client saw status %d, want %d", rec.Code, status)
	}
	return found, read, rec.Body.String()
}

func request(method, target, contentType, body string) *http.Request {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r
}

const (
	jsonType = "application/json"
	formType = "application/x-www-form-urlencoded"
	good     = "/api/co/stamps?token=hunter22&start_date=20250301000000"
	oneStamp = `{"stamps":[1]}`
)

func TestRequests(t *testing.T) {
	for name, c := range map[string]struct {
		method, target, contentType, body string
		want                              string // part of the one violation; "" for none
	}{
		"good":                       {"GET", good, "", "", ""},
		"trailing slash":             {"GET", "/api/co/stamps/?token=hunter22&start_date=20250301000000", "", "", ""},
		"required one missing":       {"GET", "/api/co/stamps?token=hunter22", "", "", `"start_date" in query`},
		"wrong pattern":              {"GET", "/api/co/stamps?token=hunter22&start_date=20250301", "", "", `"start_date" in query`},
		"not a number":               {"GET", good + "&page=x", "", "", `"page" in query`},
		"below the minimum":          {"GET", good + "&page=-1", "", "", `"page" in query`},
		"misspelt optional one":      {"GET", good + "&pages=1", "", "", `query parameter "pages" is not in the document`},
		"sent twice":                 {"GET", good + "&page=1&page=2", "", "", `query parameter "page" is sent 2 times`},
		"no token":                   {"GET", "/api/co/stamps?start_date=20250301000000", "", "", "security requirements failed"},
		"body on a read":             {"GET", good, jsonType, `{"token":"hunter22"}`, "request body not allowed"},
		"token of a read in a body":  {"GET", "/api/co/stamps?start_date=20250301000000", jsonType, `{"token":"hunter22"}`, "security requirements failed"},
		"unknown path":               {"GET", "/api/co/stampz?token=hunter22", "", "", "no matching operation"},
		"unknown method":             {"PUT", "/api/co/stamps?token=hunter22", "", "", "no matching operation"},
		"outside the prefix":         {"GET", "/co/stamps", "", "", "not below /api"},
		"escaped slash in a segment": {"GET", "/api/co/keys/a%2Fb?token=hunter22", "", "", ""},
		"slash between segments":     {"GET", "/api/co/keys/a/b?token=hunter22", "", "", "no matching operation"},
		"name of the pattern":        {"GET", "/api/co/keys/a?token=hunter22&title%21%3D=x&date%3E%3D=y", "", "", ""},
		"name beyond the pattern":    {"GET", "/api/co/keys/a?token=hunter22&title%3C%3D=x", "", "", `query parameter "title<=" is not in the document`},
		"empty path segment":         {"GET", "/api//stamps?token=hunter22&start_date=20250301000000", "", "", `"company" in path`},
		"token in a JSON body":       {"POST", "/api/co/stamps", jsonType, `{"token":"hunter22","type":11}`, ""},
		"token in a form":            {"POST", "/api/co/stamps", formType, `token=hunter22&type=11`, ""},
		"token in the query instead": {"POST", "/api/co/stamps?token=hunter22", "", "", ""},
		"token nowhere":              {"POST", "/api/co/stamps", jsonType, `{"type":11}`, "security requirements failed"},
		"empty token":                {"POST", "/api/co/stamps", jsonType, `{"token":""}`, "security requirements failed"},
		"value outside the list":     {"POST", "/api/co/stamps", jsonType, `{"token":"hunter22","type":13}`, "/type"},
		"wrong type":                 {"POST", "/api/co/stamps", jsonType, `{"token":"hunter22","type":"11"}`, "/type"},
		"unknown name in the body":   {"POST", "/api/co/stamps", jsonType, `{"token":"hunter22","typ":11}`, "typ"},
		"unknown name in a form":     {"POST", "/api/co/stamps", formType, "token=hunter22&typ=11", `"typ" of the form`},
		"not JSON":                   {"POST", "/api/co/stamps", jsonType, `{"token":"hunter22"`, "request body"},
		"wrong content type":         {"POST", "/api/co/stamps", "text/plain", `{"token":"hunter22"}`, "Content-Type"},
	} {
		t.Run(name, func(t *testing.T) {
			found, read, _ := check(t, request(c.method, c.target, c.contentType, c.body), 200, oneStamp)
			if read != c.body {
				t.Errorf("the handler read %q, want %q", read, c.body)
			}
			if c.want == "" {
				if len(found) > 0 {
					t.Errorf("reported %v", found)
				}
				return
			}
			if len(found) != 1 || found[0].Side != contract.Request || !strings.Contains(found[0].String(), c.want) {
				t.Fatalf("reported %v, want one with %q", found, c.want)
			}
			if strings.Contains(found[0].String(), "hunter22") {
				t.Errorf("the token is in %q", found[0])
			}
		})
	}
}

func TestAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		status       int
		answer, want string
	}{
		"good":               {200, oneStamp, ""},
		"the other shape":    {200, `{"errors":[]}`, ""},
		"neither shape":      {200, `{"stamp":[]}`, `property "stamps" is missing`},
		"longer than may be": {200, `{"stamps":[1,2]}`, "maximum number of items is 1"},
		"cut":                {200, `{"stamps":[1`, "failed to decode"},
		"undocumented":       {500, oneStamp, "status is not supported"},
	} {
		t.Run(name, func(t *testing.T) {
			found, _, got := check(t, request("GET", good, "", ""), c.status, c.answer)
			if got != c.answer {
				t.Errorf("the client got %q, want %q", got, c.answer)
			}
			switch {
			case c.want == "" && len(found) == 0:
			case len(found) == 1 && found[0].Side == contract.Answer && found[0].Status == c.status && strings.Contains(found[0].String(), c.want) && c.want != "":
			default:
				t.Errorf("reported %v, want %q", found, c.want)
			}
		})
	}
}

func TestBadDocumentIsRefused(t *testing.T) {
	for _, bad := range []string{"", "not: [yaml", strings.Replace(spec, "operationId: push", "operationId: list", 1)} {
		if _, err := contract.New([]byte(bad)); err == nil {
			t.Errorf("a bad document was taken: %.40q", bad)
		}
	}
}

func TestWrapFailsTheTest(t *testing.T) {
	var inner recordingTB
	h := contract.Wrap(&inner, []byte(spec), "", http.NotFoundHandler())
	h.ServeHTTP(httptest.NewRecorder(), request("GET", "/co/stamps?token=hunter22", "", ""))
	if inner.errors < 1 {
		t.Error("a violation did not fail the test")
	}
}

// recordingTB is a test whose failures are counted and not our own.
type recordingTB struct {
	testing.TB
	errors int
}

func (*recordingTB) Helper()                 {}
func (r *recordingTB) Errorf(string, ...any) { r.errors++ }
