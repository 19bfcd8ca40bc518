package config_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestRefused(t *testing.T) {
	under := func(lines string) string { return "profiles:\n  default:\n    akashi:\n" + lines }
	for name, c := range map[string]struct {
		text string
		want string // after the path
		hint string
	}{
		"broken YAML":           {"profile: default\nprofiles: [\n", `:2: not valid YAML: did not find expected node content`, ""},
		"tab":                   {"profiles:\n\tdefault: {}\n", `:2: not valid YAML: found character that cannot start any token`, ""},
		"Shift-JIS":             {"# \x93\x8c\x8b\x9e\n", ` is not UTF-8 text`, "UTF-8"},
		"two documents":         {"lang: ja\n---\nlang: en\n", `:2: a second YAML document begins here`, ""},
		"not a mapping":         {"- a\n", `:1: the file must hold keys, not a list`, ""},
		"key given twice":       {under("      company_id: a\n      company_id: b\n"), `:5: company_id is given twice in profiles.default.akashi (first on line 4)`, ""},
		"merge key":             {"x: &a {lang: ja}\n<<: *a\n", `:2: merge keys (<<) are not understood here`, ""},
		"list for a text":       {under("      company_id: [a]\n"), `:4: profiles.default.akashi.company_id must be one value, not a list`, ""},
		"keys for a text":       {"timezone: {a: b}\n", `:1: timezone must be one value, not keys and values`, ""},
		"text for a vendor":     {"profiles: {default: {akashi: x}}\n", `:1: profiles.default.akashi must hold keys, not a single value`, ""},
		"text for a command":    {under("      credential_command: pass show x\n"), `:4: profiles.default.akashi.credential_command must be a list of words`, ""},
		"endpoint":              {under("      endpoints: {stamps: /x}\n"), `:4: profiles.default.akashi.endpoints.stamps must be a method and a path`, ""},
		"profile name":          {"profiles: {Osaka: {}}\n", `:1: "Osaka" is not a profile name`, ""},
		"profile name in force": {"profile: ../x\n", `:1: "../x" is not a profile name`, ""},
		"unknown profile":       {"profile: osak\nprofiles: {osaka: {}, tokyo: {}}\n", `:1: there is no profile "osak" in`, "make the profile osak"},
		"lang":                  {"lang: fr\n", `:1: lang must be ja or en`, ""},
		"store":                 {"secret_store: file system\n", `:1: secret_store must be keyring or file`, ""},
		"plain http":            {under("      base_url: http://atnd.ak4.jp/api\n"), `:4: akashi.base_url must begin with https://`, ""},
		"no host":               {under("      base_url: https:///api\n"), `:4: akashi.base_url must be a whole URL`, ""},
		"control character":     {under("      company_id: \"a\\nb\"\n"), `:4: akashi.company_id must not hold control characters`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t).write(c.text)
			_, err := h.load()
			if fault.KindOf(err) != fault.Usage {
				t.Fatalf("got %v, want fault.Usage", err)
			}
			if got := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "file "), h.path); !strings.HasPrefix(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if !strings.Contains(fault.HintOf(err).String(), c.hint) {
				t.Errorf("hint %q does not say %q", fault.HintOf(err).String(), c.hint)
			}
		})
	}
}

func TestUnknownProfileListsTheKnown(t *testing.T) {
	h := newHome(t).write(two)
	_, err := h.load(profile("tokio"))
	for _, want := range []string{"--profile", `"tokio"`, `did you mean "tokyo"?`, "known: osaka, tokyo"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %s", err, want)
		}
	}
}

func TestLoopbackMayBePlain(t *testing.T) {
	for _, base := range []string{"http://127.0.0.1:8080/akashi", "http://localhost:1/x", "http://[::1]:9"} {
		h := newHome(t, "GENBA_AKASHI_BASE_URL="+base)
		if got, _ := h.mustLoad().Value("akashi", "base_url"); got != base {
			t.Errorf("got %q, want %q", got, base)
		}
	}
	for _, base := range []string{"http://127.0.0.1.example.jp", "http://localhost.example.jp", "ftp://localhost", "https://user:hunter22@api.example.jp"} {
		_, err := newHome(t, "GENBA_AKASHI_BASE_URL="+base).load()
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "GENBA_AKASHI_BASE_URL") || strings.Contains(err.Error(), "hunter22") {
			t.Errorf("%s: %v", base, err)
		}
	}
}

func TestSecretInTheFile(t *testing.T) {
	for name, c := range map[string]struct{ text, place string }{
		"vendor's own name":        {"profiles:\n  default:\n    akashi:\n      token: hunter22\n", ":4: profiles.default.akashi.token is a secret"},
		"another vendor's name":    {"profiles:\n  default:\n    akashi:\n      consumer_secret: hunter22\n", ":4: profiles.default.akashi.consumer_secret is a secret"},
		"camel case":               {"profiles:\n  default:\n    nipoplus: {apiKey: hunter22}\n", ":3: profiles.default.nipoplus.apiKey is a secret"},
		"with a dash":              {"profiles:\n  default:\n    nipoplus: {API-KEY: hunter22}\n", ":3: profiles.default.nipoplus.API-KEY is a secret"},
		"generic":                  {"profiles:\n  default:\n    kaonavi: {password: hunter22}\n", ":3: profiles.default.kaonavi.password is a secret"},
		"misspelled vendor":        {"profiles:\n  default:\n    akahsi: {token: hunter22}\n", ":3: profiles.default.akahsi.token is a secret"},
		"top":                      {"token: hunter22\n", ":1: token is a secret"},
		"profile that is not used": {"profiles:\n  b:\n    akashi: {token: hunter22}\n", ":3: profiles.b.akashi.token is a secret"},
		"list":                     {"profiles: {b: {akashi: {token: [hunter22]}}}\n", ":1: profiles.b.akashi.token is a secret"},
		"keys":                     {"profiles: {b: {akashi: {token: {value: hunter22}}}}\n", ":1: profiles.b.akashi.token is a secret"},
		"inside a list":            {"x: [{token: hunter22}]\n", ":1: x.token is a secret"},
		"by an anchor":             {"x: &x hunter22\nprofiles: {b: {akashi: {token: *x}}}\n", ":2: profiles.b.akashi.token is a secret"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t).write(c.text)
			_, err := h.load()
			if fault.KindOf(err) != fault.Usage || !strings.HasPrefix(err.Error(), h.path+c.place) {
				t.Fatalf("got %v", err)
			}
			if !strings.Contains(fault.HintOf(err).String(), "a login ") {
				t.Errorf("hint %q", fault.HintOf(err).String())
			}
			if strings.Contains(err.Error()+fault.HintOf(err).String(), "hunter22") {
				t.Error("the message repeats the secret")
			}
		})
	}
	h := newHome(t).write("profiles:\n  osaka-2:\n    akashi: {token: hunter22}\n")
	if _, err := h.load(); !strings.Contains(fault.HintOf(err).String(), "a login with profile osaka-2 to akashi") {
		t.Errorf("hint %q", fault.HintOf(err).String())
	}
	// A password that begins with an asterisk is an unknown anchor to YAML, which quotes it.
	h = newHome(t).write("profiles:\n  default:\n    akashi:\n      token: *hunter22\n")
	if _, err := h.load(); fault.KindOf(err) != fault.Usage || strings.Contains(err.Error()+fault.HintOf(err).String(), "hunter22") {
		t.Errorf("got %v", err)
	}
	h = newHome(t).write("profiles:\n  token:\n    akashi: {token: }\n")
	if _, err := h.load(); err != nil {
		t.Errorf("an empty token, and a profile of that name, are no secrets: %v", err)
	}
}
