package flexcrm

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// Replacements are the endpoints that somebody replaced, by name: "PUT /flexdb/{table_id}/{record_id}".
type Replacements map[string]string

// endpoints returns all endpoints by name, with those replaced that somebody knows better.
func endpoints(replaced Replacements) (map[string]Endpoint, error) {
	all := map[string]Endpoint{}
	var names []string
	for _, e := range Endpoints() {
		all[e.Name] = e
		names = append(names, e.Name)
	}
	for name, text := range replaced {
		e, ok := all[name]
		if !ok {
			return nil, fault.Errorf(fault.Usage, "flexcrm.endpoints.%s: there is no such endpoint%s; nothing was sent", name, nearest.Suggest(name, names)).
				WithHint("the names are: %s", strings.Join(names, ", "))
		}
		method, path, _ := strings.Cut(strings.TrimSpace(text), " ")
		path = strings.TrimSpace(path)
		if problem := replacementProblem(e, method, path); !problem.IsZero() {
			return nil, fault.Errorf(fault.Usage, "flexcrm.endpoints.%s %q: %s; nothing was sent", name, text, problem).
				WithHint("for example %s %s", e.Method, e.Path)
		}
		all[name] = Endpoint{Name: name, Method: method, Path: path, Inferred: true} // by somebody else
	}
	return all, nil
}

// replacementProblem returns what is wrong with a replacement, or a text that says nothing. One that leaves a name out would reach another record
// than was meant.
func replacementProblem(e Endpoint, method, path string) say.Text {
	methods := []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch}
	switch {
	case !slices.Contains(methods, method):
		return say.T("a method comes first: %s", strings.Join(methods, ", "))
	case (method == http.MethodGet) != (e.Method == http.MethodGet):
		return say.T("a read stays a GET, a write another method")
	case !strings.HasPrefix(path, "/"):
		return say.T("the path begins with /")
	}
	wanted, got := placeholders(e.Path), placeholders(path)
	if e.Spare != "" && !slices.Contains(got, e.Spare) {
		wanted = slices.DeleteFunc(wanted, func(name string) bool { return name == e.Spare })
	}
	slices.Sort(wanted)
	slices.Sort(got)
	if !slices.Equal(wanted, got) {
		return say.T("the path has to hold %s, each once", strings.Join(wanted, ", "))
	}
	return say.Text{}
}

func placeholders(path string) []string {
	var names []string
	for {
		_, rest, found := strings.Cut(path, "{")
		if !found {
			return names
		}
		name, after, _ := strings.Cut(rest, "}")
		names, path = append(names, "{"+name+"}"), after
	}
}

// fill puts the values into the path, in the order of its names; a query in it is given apart.
func (e Endpoint) fill(values map[string]string) (path, query string) {
	path, query, _ = strings.Cut(e.Path, "?")
	for name, value := range values {
		path = strings.ReplaceAll(path, "{"+name+"}", escapeKey(value))
		query = strings.ReplaceAll(query, "{"+name+"}", url.QueryEscape(value))
	}
	return path, query
}

// escapeKey returns a key as one segment of a path, whatever it holds. Dots alone are escaped too, or they would lead to another
// path, and so is +, which some servers take for a blank.
func escapeKey(key string) string {
	if key == "." || key == ".." {
		return strings.ReplaceAll(key, ".", "%2E")
	}
	return strings.ReplaceAll(url.PathEscape(key), "+", "%2B")
}
