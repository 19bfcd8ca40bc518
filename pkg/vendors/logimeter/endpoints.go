package logimeter

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Endpoint is one operation of the API. Path is below base_url; {workplace} and other names in braces are filled in.
// Each can be replaced in the config under its name: the vendor says that addresses may change (§2).
type Endpoint struct {
	Name, Method, Path string
	what               say.Format // for messages
	// Inferred: no public document gives method and path (facts 1.3).
	Inferred bool
}

// Endpoints lists every operation that genba uses with the access token.
func Endpoints() []Endpoint {
	return []Endpoint{
		{Name: "csv_create", what: "csv create", Method: http.MethodPost, Path: "workplaces/{workplace}/csv_job_statuses/create"},
		// The document's screenshot has GET https://logimeter.kurando.io/api/v3/workplaces/{workplace}/csv_job_statuses/{id}/ext_oauth_download.
		{Name: "csv_download", what: "csv download", Method: http.MethodGet, Path: "workplaces/{workplace}/csv_job_statuses/{id}/download"},

		{Name: "sales_update", what: "sales update", Method: http.MethodPut, Path: "workplaces/{workplace}/sales/{id}", Inferred: true},
		{Name: "budget_results_update", what: "budget results update", Method: http.MethodPut, Path: "workplaces/{workplace}/budget_results/{id}", Inferred: true},
		{Name: "indirect_balances_update", what: "indirect balances update", Method: http.MethodPut, Path: "workplaces/{workplace}/indirect_balances/{id}", Inferred: true},

		{Name: "progress_plan_import", what: "progress plan import", Method: http.MethodPost, Path: "workplaces/{workplace}/progress_plans/import", Inferred: true},
		{Name: "progress_actual_import", what: "progress actual import", Method: http.MethodPost, Path: "workplaces/{workplace}/progress_actuals/import", Inferred: true},
		{Name: "progress_plan_transform", what: "progress plan transform", Method: http.MethodPost, Path: "workplaces/{workplace}/progress_plans/transform", Inferred: true},
		{Name: "progress_actual_transform", what: "progress actual transform", Method: http.MethodPost, Path: "workplaces/{workplace}/progress_actuals/transform", Inferred: true},
	}
}

// call is a request with the transport it goes through. A query, headers and a body may still be added.
type call struct {
	transport.Request
	http *transport.Client
}

func (c *call) do(ctx context.Context) (*transport.Response, error) {
	return c.http.Do(ctx, c.Request)
}

func (c *call) stream(ctx context.Context) (*transport.Response, error) {
	return c.http.Stream(ctx, c.Request)
}

// endpoint prepares a request to the endpoint of that name. values fill the braces of its path, {workplace} aside:
// map[string]string{"id": "321759"}. The config goes first; what is wrong with it is
// fault.Usage.
func (c *Client) endpoint(name string, values map[string]string) (*call, error) {
	at := slices.IndexFunc(Endpoints(), func(e Endpoint) bool { return e.Name == name })
	if at < 0 {
		return nil, fault.Errorf(fault.Other, "there is no endpoint %q", name)
	}
	e := Endpoints()[at]
	method, path, base := e.Method, e.Path, ""
	if c.settings.Endpoint != nil {
		if text, ok := c.settings.Endpoint(name); ok {
			method, path, _ = strings.Cut(text, " ")
			path, _, _ = strings.Cut(path, "#") // the field of a form, which upload reads
			for value := range values {
				if !strings.Contains(path, "{"+value+"}") {
					return nil, c.misconfigured(name, "has no {%s} in its path", value)
				}
			}
		}
	}
	path, query, _ := strings.Cut(path, "?")
	if strings.Contains(query, "{") {
		return nil, c.misconfigured(name, "has a name in braces in its query; only those in the path are filled in")
	}
	base, path = splitOrigin(path)
	filled, err := c.fill(path, values)
	if err != nil {
		return nil, c.misconfigured(name, "%w", err)
	}
	r := transport.Request{Name: say.T(e.what), Method: method, Path: filled}
	if r.Query, err = url.ParseQuery(query); err != nil {
		return nil, c.misconfigured(name, "has a query that can't be read: %w", err)
	}
	http, err := c.transportFor(base)
	if err != nil {
		return nil, c.misconfigured(name, "%w", err)
	}
	return &call{Request: r, http: http}, nil
}

// splitOrigin splits an address into its origin and its path: the document has downloads on a second host.
func splitOrigin(address string) (base, path string) {
	scheme, rest, absolute := strings.Cut(address, "://")
	if !absolute || strings.HasPrefix(address, "/") {
		return "", strings.TrimPrefix(address, "/")
	}
	host, path, _ := strings.Cut(rest, "/")
	return scheme + "://" + host, path
}

// fill puts values, escaped, into the braces of a path.
func (c *Client) fill(path string, values map[string]string) (string, error) {
	var filled strings.Builder
	for {
		before, rest, open := strings.Cut(path, "{")
		filled.WriteString(before)
		if !open {
			return filled.String(), nil
		}
		name, after, closed := strings.Cut(rest, "}")
		value, known := values[name]
		if name == "workplace" || name == "workplace_id" {
			value, known = c.settings.Workplace, true
		}
		if !closed || !known {
			return "", fault.Errorf(fault.Usage, "{%s} is not known here; {workplace} is the workplace id", name)
		}
		filled.WriteString(url.PathEscape(value))
		path = after
	}
}

func (c *Client) misconfigured(name string, format say.Format, args ...any) error {
	err := fault.Errorf(fault.Usage, format, args...)
	return fault.Errorf(fault.Usage, "logimeter.endpoints.%s: %w", name, err).
		WithHint("see logimeter.endpoints.%[1]s; without it the default holds", name)
}
