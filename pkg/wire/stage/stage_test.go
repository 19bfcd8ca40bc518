package stage_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

func TestJSON(t *testing.T) {
	v := stage.Object{
		{"z", nil},
		{"a", true},
		{"text", "\"日本\"\n"},
		{"plain", "abcXYZ09"},
		{"int", 7},
		{"long", int64(1) << 40},
		{"part", 0.5},
		{"none", []stage.Object{}},
		{"list", []stage.Object{{{"n", 1}}, {}}},
		{"words", []string{"x", "<y>"}},
		{"what", struct{}{}},
	}
	for _, c := range []struct{ got, want string }{
		{string(stage.JSON(v)), `{"z":null,"a":true,"text":"\"日本\"\n","plain":"abcXYZ09","int":7,"long":1099511627776,"part":0.5,"none":[],"list":[{"n":1},{}],"words":["x","\u003cy\u003e"],"what":null}`},
		{string(stage.TextJSON(stage.Object{{"n", 7}, {"m", []stage.Object{{{"x", 0.5}}}}})), `{"n":"7","m":[{"x":"0.5"}]}`},
	} {
		if c.got != c.want {
			t.Errorf("got  %s\nwant %s", c.got, c.want)
		}
	}
	if !v.Set("int", "eight") || v.Text("int") != "eight" || v.Set("gone", 1) || v.Text("a") != "true" || v.Text("z") != "" {
		t.Errorf("%v", v)
	}
}

func TestParams(t *testing.T) {
	const form, object = "application/x-www-form-urlencoded", "application/json; charset=utf-8"
	for name, c := range map[string]struct {
		kind, otherwise, body string
		id                    string
		bad                   bool
	}{
		"JSON":               {object, "", `{"id":12345678901234567890,"on":true}`, "12345678901234567890", false},
		"a form":             {form, "", "id=7&id=8", "7", false},
		"nothing":            {"", "", "", "", false},
		"no type":            {"", "", "id=7", "", true},
		"no type, a form":    {"", form, "id=7", "7", false},
		"another type":       {"text/plain", form, "id=7", "", true},
		"two values":         {object, "", `{"id":1}{"id":2}`, "1", true},
		"no object":          {object, "", `[1]`, "", true},
		"cut":                {object, "", `{"id":`, "", true},
		"a list has no text": {object, "", `{"id":[1]}`, "", false},
	} {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(c.body))
		r.Header.Set("Content-Type", c.kind)
		p := stage.Params{}
		err := p.ReadBody(r, c.otherwise)
		if (err != nil) != c.bad || err == nil && p.Text("id") != c.id {
			t.Errorf("%s: %q, %v", name, p.Text("id"), err)
		}
	}
	p := stage.Params{"rows": []any{map[string]any{"a": "1"}}, "mixed": []any{1}, "none": []any{}, "null": nil}
	if rows, ok := p.Rows("rows"); !ok || rows[0].Text("a") != "1" || p.Has("null") || !p.Has("none") {
		t.Errorf("%v", p)
	}
	for _, name := range []string{"mixed", "none", "gone"} {
		if _, ok := p.Rows(name); ok {
			t.Errorf("%s are rows", name)
		}
	}
}
