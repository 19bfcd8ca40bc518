package flexcrm_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func TestBaseURL(t *testing.T) {
	for _, c := range []struct{ base, site, want string }{
		{"https://acme.flex-crm.com/api/v1", "", "https://acme.flex-crm.com/api/v1"},
		{"https://acme.flex-crm.com/api/v1", "other", "https://acme.flex-crm.com/api/v1"},
		{"", "acme", "https://flex-crm.com/acme/api/v1"},
		{"", " acme_2-x ", "https://flex-crm.com/acme_2-x/api/v1"},
	} {
		if got, err := flexcrm.BaseURL(c.base, c.site); err != nil || got != c.want {
			t.Errorf("%+v: %s, %v", c, got, err)
		}
	}
	for _, site := range []string{"", "  ", "a/b", "..", "https://flex-crm.com/acme", "a?b"} {
		_, err := flexcrm.BaseURL("", site)
		if fault.KindOf(err) != fault.Usage || fault.HintOf(err).String() == "" {
			t.Errorf("%q: %v", site, err)
		}
	}
}

// The key goes into its header and nowhere else, and a User-Agent goes with every request, without which FlexCRM refuses it.
func TestHeaders(t *testing.T) {
	n := 0
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n++
		if r.Header.Get("X-FlexCRM-API-KEY") != secret || !strings.HasPrefix(r.UserAgent(), "genba") || strings.Contains(r.RequestURI, secret) {
			t.Errorf("%s %s %v", r.Method, r.RequestURI, r.Header)
		}
		if r.Method != http.MethodGet && r.Header.Get("Content-Type") != "application/x-www-form-urlencoded;charset=UTF-8" {
			t.Errorf("sent as %q", r.Header.Get("Content-Type"))
		}
		reply(w, 200, `{"status":"success","data":[{"id":1}]}`)
	})
	c := newClient(t, base)
	if _, err := c.Record(t.Context(), "tbl", flexcrm.Key{ID: 1}); err != nil {
		t.Error(err)
	}
	if _, err := c.CreateRecord(t.Context(), "tbl", url.Values{"a": {"b"}}); err != nil || n != 2 {
		t.Error(n, err)
	}
}

func TestKeyThatCannotBeHad(t *testing.T) {
	for name, source := range map[string]transport.Source{
		"empty":  func(context.Context) (string, error) { return "", nil },
		"locked": func(context.Context) (string, error) { return "", fault.New(fault.Auth, "the keyring is locked") },
	} {
		c, err := flexcrm.New(transport.Options{BaseURL: serve(t, func(http.ResponseWriter, *http.Request) { t.Error("sent") })}, nil, source)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Probe(t.Context()); fault.KindOf(err) != fault.Auth {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a vendor echoes of the key or of a new password is masked.
func TestSecretsAreMasked(t *testing.T) {
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		reply(w, 400, `{"status":"error","error":"bad `+r.PostForm.Get("password")+` of `+r.Header.Get("X-FlexCRM-API-KEY")+`"}`)
	})
	_, err := newClient(t, base).Create(t.Context(), flexcrm.Users(), url.Values{"password": {"hunter2222"}})
	wantError(t, err, fault.Refused, "bad *** of ***")
}

// Keys reach the vendor whole, whatever they hold: one segment of the path each.
func TestKeysOnTheWire(t *testing.T) {
	for key, want := range map[string]string{
		"2001":           "2001",
		"A/1":            "A%2F1",
		"A/1? ..":        "A%2F1%3F%20..",
		"..":             "%2E%2E",
		".":              "%2E",
		"../7":           "..%2F7",
		"a b　c":          "a%20b%E3%80%80c",
		"か\u3099す":       "%E3%81%8B%E3%82%99%E3%81%99",
		"がす":             "%E3%81%8C%E3%81%99",
		"50%":            "50%25",
		"%2F":            "%252F",
		"a+b":            "a%2Bb",
		"#&=;,:@$!'()*~": "%23&=%3B%2C:@$%21%27%28%29%2A~",
		`\`:              "%5C",
		"pkey":           "pkey",
		"改行\n":           "%E6%94%B9%E8%A1%8C%0A",
	} {
		var got []string
		base := serve(t, func(w http.ResponseWriter, r *http.Request) {
			got = append(got, r.Method+" "+strings.TrimPrefix(r.RequestURI, prefix))
			reply(w, 200, `{"status":"success","data":{"id":1}}`)
		})
		c := newClient(t, base)
		k := flexcrm.Key{Value: key, Primary: true}
		if _, err := c.Record(t.Context(), "tbl_顧客", k); err != nil {
			t.Errorf("%q: %v", key, err)
		}
		if _, err := c.UpdateRecord(t.Context(), "tbl_顧客", k, url.Values{"a": {"b"}}); err != nil {
			t.Errorf("%q: %v", key, err)
		}
		path := "/flexdb/tbl_%E9%A1%A7%E5%AE%A2/pkey/"
		for i, method := range []string{"GET ", "PUT "} {
			plain, err := url.PathUnescape(strings.TrimPrefix(got[i], method+path))
			if err != nil || plain != key || strings.Contains(strings.TrimPrefix(got[i], method+path), "/") {
				t.Errorf("%q: sent %s, %v", key, got[i], err)
			}
		}
		if got[0] != "GET "+path+want && !strings.ContainsAny(key, "!'()*") { // which may be escaped or not
			t.Errorf("%q: sent %s, want %s", key, got[0], want)
		}
	}
}

func TestReplacedEndpoints(t *testing.T) {
	var got string
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Method + " " + strings.TrimPrefix(r.RequestURI, prefix)
		reply(w, 200, `{"status":"success","data":[{"id":1}]}`)
	})
	c := newClientWith(t, transport.Options{BaseURL: base}, flexcrm.Replacements{
		"flexdb_update": "POST /flexdbUpdate/{record_id}/of/{table_id}", "positions_list": "GET /job/list?kind=all", "users_get": "GET /people?id={record_id}",
	})
	if _, err := c.UpdateRecord(t.Context(), "tbl", flexcrm.Key{ID: 7}, url.Values{"a": {"b"}}); err != nil || got != "POST /flexdbUpdate/7/of/tbl" {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := c.Get(t.Context(), flexcrm.Users(), 7); err != nil || got != "GET /people?id=7" {
		t.Errorf("%s, %v", got, err)
	}
	_, err := collect(t, c.List(t.Context(), flexcrm.Positions(), flexcrm.Slice{Most: 1}))
	if err != nil || got != "GET /job/list?kind=all&limit=1&offset=0" {
		t.Errorf("%s, %v", got, err)
	}
	for name, c := range map[string]struct {
		replaced flexcrm.Replacements
		want     string
	}{
		"no such endpoint": {flexcrm.Replacements{"flexdb_updat": "PUT /x"}, `did you mean "flexdb_update"`},
		"no method":        {flexcrm.Replacements{"flexdb_update": "/x/{table_id}/{record_id}"}, "a method comes first"},
		"a read":           {flexcrm.Replacements{"flexdb_update": "GET /x/{table_id}/{record_id}"}, "a read stays a GET"},
		"a write":          {flexcrm.Replacements{"users_list": "POST /x"}, "a read stays a GET"},
		"no slash":         {flexcrm.Replacements{"users_list": "GET x"}, "begins with /"},
		"a name missing":   {flexcrm.Replacements{"flexdb_update": "PUT /x/{table_id}"}, "has to hold {record_id}, {table_id}"},
		"a name misspelt":  {flexcrm.Replacements{"flexdb_update": "PUT /x/{table_id}/{id}"}, "has to hold"},
	} {
		_, err := flexcrm.New(transport.Options{BaseURL: base}, c.replaced, nil)
		t.Run(name, func(t *testing.T) { wantError(t, err, fault.Usage, c.want) })
	}
}

func TestRaw(t *testing.T) {
	var got string
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		got = r.Method + " " + strings.TrimPrefix(r.RequestURI, prefix) + " " + r.PostForm.Encode()
		reply(w, 200, `[{"id":1},{"id":2}]`)
	})
	c := newClient(t, base)
	answer, err := c.Raw(t.Context(), transport.Request{Method: "PUT", Path: "flexdb/t/1", Body: transport.JSON([]byte(`{"a":"1 2","b":[1],"c":null}`))})
	if err != nil || got != "PUT /flexdb/t/1 a=1+2&b=%5B1%5D&c=" || string(answer.Body) != `[{"id":1},{"id":2}]` {
		t.Errorf("%s: %s, %v", got, answer.Body, err)
	}
	_, err = c.Raw(t.Context(), transport.Request{Method: "PUT", Path: "x", Body: transport.JSON([]byte(`[1]`))})
	wantError(t, err, fault.Usage, "must be a JSON object")
}
