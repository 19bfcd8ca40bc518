package oauth_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/oauth"
)

func TestOnlyWhatIsAbsentIsAdded(t *testing.T) {
	const local = "http://127.0.0.1:8765/callback"
	for name, c := range map[string]struct {
		authURL string
		pkce    bool
		begins  string
		want    map[string]string // "*": something
	}{
		"nothing there": {
			"https://v.example/auth", false, "https://v.example/auth?response_type=code&client_id=me&redirect_uri=http%3A%2F%2F127.0.0.1%3A8765%2Fcallback&state=",
			map[string]string{"response_type": "code", "client_id": "me", "redirect_uri": local, "state": "*"},
		},
		"all there": {
			"https://v.example/auth?scope=all&redirect_uri=http://127.0.0.1:8765/callback&client_id=me&response_type=code", false,
			"https://v.example/auth?scope=all&redirect_uri=http://127.0.0.1:8765/callback&client_id=me&response_type=code&state=",
			map[string]string{"response_type": "code", "client_id": "me", "redirect_uri": local, "state": "*", "scope": "all"},
		},
		"a state that everybody knows": {
			"https://v.example/auth?state=fixed&x=1", false, "https://v.example/auth?x=1&response_type=code",
			map[string]string{"response_type": "code", "client_id": "me", "redirect_uri": local, "state": "*", "x": "1"},
		},
		"PKCE": {
			"https://v.example/auth#top", true, "https://v.example/auth?response_type=code",
			map[string]string{"response_type": "code", "client_id": "me", "redirect_uri": local, "state": "*", "code_challenge": "*", "code_challenge_method": "S256"},
		},
	} {
		a, err := oauth.Begin(oauth.Options{AuthURL: c.authURL, RedirectURL: local, ClientID: "me", PKCE: c.pkce})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		u, err := url.Parse(a.URL)
		if err != nil || !strings.HasPrefix(a.URL, c.begins) || len(u.Query()) != len(c.want) {
			t.Errorf("%s: %s, %v", name, a.URL, err)
		}
		for parameter, want := range c.want {
			got := u.Query()[parameter]
			if len(got) != 1 || want != "*" && got[0] != want || want == "*" && len(got[0]) != 43 {
				t.Errorf("%s: %s is %q, want %q", name, parameter, got, want)
			}
		}
		if (a.Verifier != "") != c.pkce || !a.Local() || a.RedirectURL() != local {
			t.Errorf("%s: %+v", name, a)
		}
	}
	one, _ := oauth.Begin(oauth.Options{AuthURL: "https://v.example/", RedirectURL: local, ClientID: "me", PKCE: true})
	two, _ := oauth.Begin(oauth.Options{AuthURL: "https://v.example/", RedirectURL: local, ClientID: "me", PKCE: true})
	if one.URL == two.URL || one.Verifier == two.Verifier {
		t.Error("two attempts share a secret")
	}
}

func TestBeginRefusesWhatCannotWork(t *testing.T) {
	for name, c := range map[string]struct{ authURL, redirect, want string }{
		"another client":   {"https://v.example/?client_id=you", "http://127.0.0.1:1/cb", `auth_url says client_id "you", but configured is "me"`},
		"another callback": {"https://v.example/?redirect_uri=http://127.0.0.1:2/cb", "http://127.0.0.1:1/cb", "auth_url says redirect_uri"},
		"implicit":         {"https://v.example/?response_type=token", "http://127.0.0.1:1/cb", "auth_url says response_type"},
		"bad query":        {"https://v.example/?a=%zz", "http://127.0.0.1:1/cb", "query of auth_url"},
		"no URL":           {"v.example", "http://127.0.0.1:1/cb", "auth_url is not a whole URL"},
		"no redirect":      {"https://v.example/", "", "redirect_url is not a whole URL"},
		"path":             {"https://v.example/", "/callback", "redirect_url is not a whole URL"},
		"fragment":         {"https://v.example/", "http://127.0.0.1:1/cb#x", "fragment"},
		"user":             {"https://v.example/", "http://u@127.0.0.1:1/cb", "user"},
		"port 0":           {"https://v.example/", "http://localhost:0/cb", "port 0"},
	} {
		_, err := oauth.Begin(oauth.Options{AuthURL: c.authURL, RedirectURL: c.redirect, ClientID: "me"})
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.want) || fault.HintOf(err).String() == "" && name != "bad query" {
			t.Errorf("%s: %v (hint %q)", name, err, fault.HintOf(err).String())
		}
	}
}

func TestWhereTheCallbackIs(t *testing.T) {
	for redirect, local := range map[string]bool{
		"http://127.0.0.1:8765/callback": true, "http://localhost:8765": true, "http://LOCALHOST/": true, "http://[::1]:8765/x": true, "http://127.9.8.7:1/": true,
		"https://127.0.0.1:8765/callback": false, "https://ops.example.jp/cb": false, "http://ops.example.jp:8765/cb": false, "http://192.0.2.1:80/": false,
		"urn:ietf:wg:oauth:2.0:oob": false, "genba://callback": false, "http://localhost.example.jp:8765/": false,
	} {
		a, err := oauth.Begin(oauth.Options{AuthURL: "https://v.example/", RedirectURL: redirect, ClientID: "me"})
		if err != nil || a.Local() != local {
			t.Errorf("%s: local %v, %v", redirect, a != nil && a.Local(), err)
		}
	}
}

func TestPasted(t *testing.T) {
	a, err := oauth.Begin(oauth.Options{AuthURL: "https://v.example/", RedirectURL: "https://ops.example.jp/cb?x=1", ClientID: "me"})
	if err != nil {
		t.Fatal(err)
	}
	u, _ := url.Parse(a.URL)
	state := u.Query().Get("state")
	long := strings.Repeat("0123456789", 600)
	for pasted, want := range map[string]string{
		"https://ops.example.jp/cb?x=1&code=abc&state=" + state:            "abc",
		"  https://ops.example.jp/cb?code=abc&state=" + state + "\r\n":     "abc",
		"\"https://ops.example.jp/cb?state=" + state + "&code=a%2Fb%2Bc\"": "a/b+c",
		"<https://ops.example.jp/cb?code=abc>":                             "abc",
		"https://ops.example.jp/cb?code=abc&state=" + state + "#_=_":       "abc",
		"code=abc&state=" + state:                                          "abc",
		"?code=abc&state=" + state:                                         "abc",
		"state=" + state + "&code=abc":                                     "abc",
		"abc\r\n":                                                          "abc",
		"abc-_.~/+==":                                                      "abc-_.~/+==",
		long:                                                               long,
		"https://ops.example.jp/cb?code=" + long + "&state=" + state:       long,
	} {
		if got, err := a.Pasted(pasted); err != nil || got != want {
			t.Errorf("%.80q: %.80q, %v", pasted, got, err)
		}
	}
	for pasted, c := range map[string]struct {
		kind fault.Kind
		want string
	}{
		"":                          {fault.Usage, "nothing was pasted"},
		" ":                         {fault.Usage, "nothing was pasted"},
		"https://ops.example.jp/cb": {fault.Usage, "no code"},
		"https://ops.example.jp/cb?state=" + state:                                 {fault.Usage, "no code"},
		"https://ops.example.jp/cb?code=&state=" + state:                           {fault.Usage, "no code"},
		"https://ops.example.jp/cb?code=%zz":                                       {fault.Usage, "no code"},
		"two words":                                                                {fault.Usage, "no code"},
		a.URL:                                                                      {fault.Usage, "no code"},
		"https://ops.example.jp/cb?code=abc&state=other":                           {fault.Auth, "another login"},
		"code=abc&state=" + state[1:]:                                              {fault.Auth, "another login"},
		"https://ops.example.jp/cb?error=access_denied&state=other":                {fault.Auth, "another login"},
		"https://ops.example.jp/cb?error=access_denied&state=" + state:             {fault.Auth, "access_denied: "},
		"https://ops.example.jp/cb?error=invalid_scope&error_description=wat+else": {fault.Refused, "invalid_scope: wat else"},
	} {
		_, err := a.Pasted(pasted)
		if fault.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), state) {
			t.Errorf("%.80q: %v (kind %v)", pasted, err, fault.KindOf(err))
		}
	}
}
