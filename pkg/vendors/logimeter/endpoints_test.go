package logimeter_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// probed returns what reaches the two hosts of a vendor when the download is configured so.
func probed(t *testing.T, configured string) (api, other string, err error) {
	t.Helper()
	host := func(got *string) string {
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			*got = r.Method + " " + r.URL.RequestURI() + " " + r.Header.Get("Authorization")
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	base, elsewhere := host(&api), host(&other)
	client, err := logimeter.New(transport.Options{BaseURL: base + "/v3"}, logimeter.Settings{Workplace: "501", Endpoint: func(name string) (string, bool) {
		return strings.ReplaceAll(configured, "ELSEWHERE", elsewhere), name == "csv_download" && configured != ""
	}}, oneToken{})
	if err != nil {
		t.Fatal(err)
	}
	err = client.Probe(t.Context())
	return api, other, err
}

func TestConfiguredEndpoint(t *testing.T) {
	for configured, want := range map[string][2]string{
		"":                                 {"GET /v3/workplaces/501/csv_job_statuses/0/download BearerOAuth token", ""},
		"GET /w/{workplace}/files/{id}":    {"GET /v3/w/501/files/0 BearerOAuth token", ""},
		"POST /w/{workplace_id}/{id}":      {"POST /v3/w/501/0 BearerOAuth token", ""},
		"GET /files/{id}?form=csv&x=a%20b": {"GET /v3/files/0?form=csv&x=a+b BearerOAuth token", ""},
		"GET /to/https://v.example/{id}":   {"GET /v3/to/https://v.example/0 BearerOAuth token", ""},
		"GET ELSEWHERE/api/v3/workplaces/{workplace}/csv_job_statuses/{id}/ext_oauth_download": {"", "GET /api/v3/workplaces/501/csv_job_statuses/0/ext_oauth_download BearerOAuth token"},
	} {
		api, other, err := probed(t, configured)
		if err != nil || api != want[0] || other != want[1] {
			t.Errorf("%s: %q, %q, %v", configured, api, other, err)
		}
	}
	for configured, want := range map[string]string{
		"GET /files":                       "has no {id} in its path",
		"GET /files/{id}/{company}":        "{company} is not known here",
		"GET /files/{id":                   "has no {id} in its path",
		"GET /files/{id}/{work":            "{work} is not known here",
		"GET /files/{id}?a=%zz":            "query that can't be read",
		"GET http://files.example.jp/{id}": "must be https",
	} {
		api, other, err := probed(t, configured)
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "logimeter.endpoints.csv_download: ") || !strings.Contains(err.Error(), want) || api+other != "" {
			t.Errorf("%s: %v (%q %q)", configured, err, api, other)
		}
		if !strings.Contains(fault.HintOf(err).String(), "logimeter.endpoints.csv_download; without it the default holds") {
			t.Errorf("%s: hint %q", configured, fault.HintOf(err).String())
		}
	}
}

// The documentation lists every endpoint as it is, and says which are inferred.
func TestEndpointsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../../docs/logimeter.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range logimeter.Endpoints() {
		evidence := map[bool]string{true: "inferred", false: "documented"}[e.Inferred]
		if row := "| `" + e.Name + "` | `" + e.Method + " /" + e.Path + "` | " + evidence + " |\n"; !strings.Contains(string(text), row) {
			t.Errorf("docs/logimeter.md has no row\n%s", row)
		}
	}
}
