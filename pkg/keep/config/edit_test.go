package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/internal/filemode"
	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const commented = `# genba of the Osaka office

profile: osaka   # the default

# where the clock hangs
timezone: Asia/Tokyo

profiles:
  # main office

  osaka:
      akashi:
        company_id: 00123     # as printed

        base_url: 'https://atnd-awj.ak4.jp/api/cooperation'
        credential_command:
        - pass
        - show
        # end of the list
        endpoints:
          stamps: "PUT /x"
        # company_id: old
      # after akashi

      nipoplus: {group_id: 1.10, base_url: "https://a.example.jp"}
      kaonavi:
        # nothing here yet
  tokyo: {}
# the very end
`

func TestEditChangesOneThing(t *testing.T) {
	for name, c := range map[string]struct {
		profile, key, value string // an empty value: unset
		old, new            string // the only difference
	}{
		"a global":                    {"", "timezone", "UTC", "timezone: Asia/Tokyo", "timezone: UTC"},
		"a new global":                {"", "lang", "en", "# the very end", "lang: en\n# the very end"},
		"a text with a comment":       {"", "akashi.company_id", "sample001", "00123     #", "sample001     #"},
		"digits stay text":            {"", "akashi.company_id", "00456", "00123     #", `"00456"     #`},
		"a word YAML would take":      {"", "akashi.company_id", "null", "00123     #", `"null"     #`},
		"Japanese":                    {"", "akashi.company_id", "企業 #1", "00123     #", `'企業 #1'     #`},
		"quotes stay":                 {"", "akashi.base_url", "https://atnd.ak4.jp/x", "'https://atnd-awj.ak4.jp/api/cooperation'", "'https://atnd.ak4.jp/x'"},
		"a new endpoint":              {"", "akashi.endpoints.alerts", "GET /alerts", `stamps: "PUT /x"`, "stamps: \"PUT /x\"\n          alerts: GET /alerts"},
		"an old endpoint":             {"", "akashi.endpoints.stamps", "GET /a", `"PUT /x"`, `"GET /a"`},
		"in braces":                   {"", "nipoplus.group_id", "1.20, x", "1.10", `"1.20, x"`},
		"in a vendor without keys":    {"", "kaonavi.api_version", "v2.0", "kaonavi:\n", "kaonavi:\n        api_version: v2.0\n"},
		"in a new vendor":             {"osaka", "flexcrm.site_id", "s", "        # nothing here yet\n", "        # nothing here yet\n"},
		"in empty braces":             {"tokyo", "akashi.company_id", "t", "tokyo: {}", `tokyo: {akashi: {company_id: "t"}}`},
		"in a new profile":            {"nagoya", "akashi.company_id", "n", "tokyo: {}\n", "tokyo: {}\n  nagoya:\n    akashi:\n      company_id: n\n"},
		"the profile":                 {"", "profile", "tokyo", "profile: osaka", "profile: tokyo"},
		"unset a text":                {"", "akashi.company_id", "", "        company_id: 00123     # as printed\n", ""},
		"unset a global":              {"", "timezone", "", "timezone: Asia/Tokyo\n", ""},
		"unset a list":                {"", "akashi.credential_command", "", "        credential_command:\n        - pass\n        - show\n", ""},
		"an endpoint elsewhere":       {"tokyo", "logimeter.endpoints.csv_download", "GET https://h.example/{id}", "tokyo: {}", "tokyo: {logimeter: {endpoints: {csv_download: \"GET https://h.example/{id}\"}}}"},
		"unset the only endpoint":     {"", "akashi.endpoints.stamps", "", "          stamps: \"PUT /x\"\n", ""},
		"unset the first in braces":   {"", "nipoplus.group_id", "", "group_id: 1.10, ", ""},
		"unset the last in braces":    {"", "nipoplus.base_url", "", `, base_url: "https://a.example.jp"`, ""},
		"unset what is not there":     {"", "kaonavi.api_version", "", "", ""},
		"set what is there already":   {"", "timezone", "Asia/Tokyo", "", ""},
		"unset in an unknown profile": {"nagoya", "kaonavi.api_version", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			for eol, convert := range map[string]func(string) string{
				"LF":        func(s string) string { return s },
				"CRLF, BOM": func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") },
			} {
				want := strings.Replace(commented, c.old, c.new, 1)
				if name == "in a new vendor" {
					want = strings.Replace(commented, "      kaonavi:\n", "      kaonavi:\n      flexcrm:\n        site_id: s\n", 1)
				}
				h := newHome(t).write(convert(commented))
				var err error
				if c.value == "" {
					err = config.Unset(h.path, c.profile, c.key)
				} else {
					err = config.Set(h.path, c.profile, c.key, c.value)
				}
				if err != nil {
					t.Fatalf("%s: %v", eol, err)
				}
				if got := h.read(); got != convert(want) {
					t.Errorf("%s: got\n%s\nwant\n%s", eol, got, convert(want))
				}
			}
		})
	}
}

func TestSetIsWhatLoadReads(t *testing.T) {
	h := newHome(t)
	set := func(profile, key, value string) {
		t.Helper()
		if err := config.Set(h.path, profile, key, value); err != nil {
			t.Fatalf("set %s: %v", key, err)
		}
	}
	set("", "akashi.company_id", "00123")
	set("", "akashi.base_url", "http://127.0.0.1:8080/akashi")
	set("", "akashi.credential_command", `["pass","show","a, b","0042"]`)
	set("", "akashi.credential_command", `["op","read"]`)
	set("osaka", "akashi.company_id", "-")
	set("", "profile", "osaka")
	set("", "timezone", "UTC")
	set("", "kaonavi.api_version", "1.10") // the file names osaka by now
	want := `profiles:
  default:
    akashi:
      company_id: "00123"
      base_url: http://127.0.0.1:8080/akashi
      credential_command: [op, read]
  osaka:
    akashi:
      company_id: '-'
    kaonavi:
      api_version: "1.10"
profile: osaka
timezone: UTC
`
	if got := h.read(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	c := h.mustLoad()
	company, _ := c.Value("akashi", "company_id")
	version, _ := c.Value("kaonavi", "api_version")
	if c.ProfileName() != "osaka" || company != "-" || version != "1.10" {
		t.Errorf("profile %q company %q version %q", c.ProfileName(), company, version)
	}
	if got := h.mustLoad(profile("default")).CredentialCommand("akashi"); !slices.Equal(got, []string{"op", "read"}) {
		t.Errorf("command %q", got)
	}
	for path, mode := range map[string]os.FileMode{h.path: 0o600, filepath.Dir(h.path): 0o700} {
		info, err := os.Stat(path)
		if err != nil || filemode.Kept(t) && info.Mode().Perm() != mode {
			t.Errorf("%s: mode %v, want %o", path, info.Mode(), mode)
		}
	}
}

func TestSetKeepsTheExampleFile(t *testing.T) {
	for _, text := range []string{"# only comments\n\n# profile: default\n", "# no end of line", "---\n# c\n", "", "profiles:\n", "lang: ja"} {
		h := newHome(t).write(text)
		if err := config.Set(h.path, "", "akashi.company_id", "a"); err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		got := h.read()
		if !strings.HasPrefix(got, text) {
			t.Errorf("%q became %q", text, got)
		}
		if value, _ := h.mustLoad().Value("akashi", "company_id"); value != "a" {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestSetThroughALinkKeepsLinkAndMode(t *testing.T) {
	h := newHome(t).write("lang: ja\n")
	target := filepath.Join(t.TempDir(), "dotfiles.yaml")
	if err := os.WriteFile(target, []byte("lang: ja\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(target, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(h.path); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, h.path); err != nil {
		t.Fatal(err)
	}
	if made, err := os.Lstat(h.path); err != nil || made.Mode()&os.ModeSymlink == 0 {
		t.Skip("there are no symbolic links here")
	}
	if err := config.Set(h.path, "", "lang", "en"); err != nil {
		t.Fatal(err)
	}
	link, err := os.Lstat(h.path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Stat(target)
	if err != nil {
		t.Fatal(err)
	}
	if link.Mode()&os.ModeSymlink == 0 || filemode.Kept(t) && file.Mode().Perm() != 0o644 || h.read() != "lang: en\n" {
		t.Errorf("link %v, file %v, text %q", link.Mode(), file.Mode(), h.read())
	}
}

func TestEditRefused(t *testing.T) {
	for name, c := range map[string]struct {
		text, profile, key, value string
		want, hint                string
	}{
		"unknown key":         {"", "", "akashi.companyid", "x", `unknown configuration key "akashi.companyid" (did you mean "akashi.company_id"?)`, "list of settings"},
		"unknown global":      {"", "", "timezon", "UTC", `did you mean "timezone"?`, ""},
		"unknown vendor":      {"", "", "akahsi.company_id", "x", `did you mean "akashi.company_id"?`, ""},
		"whole vendor":        {"", "", "akashi", "x", `unknown configuration key "akashi"`, ""},
		"whole profiles":      {"", "", "profiles", "x", `unknown configuration key "profiles"`, ""},
		"secret":              {"", "", "akashi.token", "hunter22", "akashi.token is a secret", "a login to akashi"},
		"secret of a profile": {"", "tokyo", "akashi.password", "hunter22", "is a secret", "a login with profile tokyo to akashi"},
		"secret in the file":  {"profiles: {a: {akashi: {token: hunter22}}}\n", "", "lang", "en", ":1: profiles.a.akashi.token is a secret", "a login"},
		"time zone":           {"", "", "timezone", "Asia/Tokio", "timezone must be a time zone name", ""},
		"plain http":          {"", "", "akashi.base_url", "http://atnd.ak4.jp", "akashi.base_url must begin with https://", ""},
		"store":               {"", "", "secret_store", "disk", "secret_store must be keyring or file", ""},
		"lang":                {"", "", "lang", "fr", "lang must be ja or en", ""},
		"empty":               {"", "", "lang", "", "an empty value", "unset lang"},
		"line break":          {"", "", "akashi.company_id", "a\nb", "must not hold control characters", ""},
		"command":             {"", "", "akashi.credential_command", "pass show", "must be a JSON array", ""},
		"endpoint":            {"", "", "akashi.endpoints.x", "/x", "must be a method and a path", ""},
		"endpoint elsewhere":  {"", "", "logimeter.endpoints.csv_create", "POST https://h.example/x", "must be a method and a path", ""},
		"endpoint in clear":   {"", "", "logimeter.endpoints.csv_download", "GET http://h.example/x", "must begin with https://", ""},
		"pkce":                {"", "", "logimeter.pkce", "yes", "logimeter.pkce must be true or false", ""},
		"profile name":        {"", "../x", "akashi.company_id", "x", "is not a profile name", ""},
		"unknown profile":     {"profiles: {osaka: {}}\n", "", "profile", "osak", `did you mean "osaka"?`, ""},
		"broken file":         {"a: [\n", "", "lang", "en", "not valid YAML", ""},
		"list in the way":     {"profiles: [a]\n", "", "akashi.company_id", "x", "profiles must hold keys", ""},
		"anchor":              {"profiles: {a: &a {akashi: {company_id: x}}, b: *a}\n", "a", "akashi.company_id", "y", "anchors", "by hand"},
		"alias":               {"profiles: {a: &a {akashi: {company_id: x}}, b: *a}\n", "b", "akashi.company_id", "y", "anchors", "by hand"},
		"text over two lines": {"profiles:\n  a:\n    akashi:\n      company_id: x\n        y\n", "a", "akashi.company_id", "z", "cannot be changed", "by hand"},
		"text in a block":     {"profiles:\n  a:\n    akashi:\n      company_id: |-\n        y\n", "a", "akashi.company_id", "z", "cannot be changed", "by hand"},
		"tag":                 {"lang: !!str ja\n", "", "lang", "en", "cannot be changed", "by hand"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t).write(c.text)
			err := config.Set(h.path, c.profile, c.key, c.value)
			if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want fault.Usage saying %s", err, c.want)
			}
			if hint := fault.HintOf(err).String(); !strings.Contains(hint, c.hint) || strings.Contains(hint, "hunter22") {
				t.Errorf("hint %q, want %q in it", hint, c.hint)
			}
			if err != nil && strings.Contains(err.Error(), "hunter22") {
				t.Error("the message repeats the secret")
			}
			if got := h.read(); got != c.text {
				t.Errorf("the file became %q", got)
			}
		})
	}
}

func TestUnsetRemovesWhatDoesNotBelong(t *testing.T) {
	h := newHome(t).write("lagn: ja\nprofiles:\n  default:\n    akashi:\n      token: hunter22\n      companyid: x\n")
	for _, key := range []string{"akashi.token", "akashi.companyid", "lagn"} {
		if err := config.Unset(h.path, "", key); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
	}
	if got, want := h.read(), "profiles:\n  default:\n    akashi:\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if w := h.mustLoad().Warnings(); len(w) != 0 {
		t.Errorf("warnings %q", w)
	}
	err := config.Unset(h.path, "", "lagn")
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), `did you mean "lang"?`) {
		t.Errorf("an unknown key that is not there: %v", err)
	}
	if err := config.Unset(filepath.Join(t.TempDir(), "none.yaml"), "", "lang"); err != nil {
		t.Errorf("no file: %v", err)
	}
	if err := config.Set("", "", "lang", "ja"); fault.KindOf(err) != fault.Usage || !strings.Contains(fault.HintOf(err).String(), "GENBA_CONFIG") {
		t.Errorf("no place for a file: %v", err)
	}
}

// FuzzSet: whatever the file looks like, an edit makes the one change or none at all.
func FuzzSet(f *testing.F) {
	for _, text := range []string{
		commented, two, "", "{}", "---\n...\n", "profiles:\n  default:\n  - a\n", "\ufefflang: 'j''a'\r\n",
		"profiles: {default: {akashi: {company_id: \"a\\\"b\", base_url: x}}}", "lang: |\n  ja\n # c\ntimezone: UTC", "a: &a [*a]\n", "? lang\n: ja\n", "lang: ja\u2028x\n",
	} {
		f.Add(text, "sample 001")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		h := newHome(t).write(text)
		before, _ := h.load(profile("default"))
		err := config.Set(h.path, "default", "akashi.company_id", value)
		if err != nil {
			if fault.KindOf(err) != fault.Usage || h.read() != text {
				t.Fatalf("%v; the file became %q", err, h.read())
			}
			return
		}
		after, err := h.load(profile("default"))
		if before == nil {
			return // other values were wrong before, and still are
		}
		if err != nil {
			t.Fatalf("%q can no longer be read: %v", h.read(), err)
		}
		if got, _ := after.Value("akashi", "company_id"); got != value {
			t.Fatalf("company_id is %q, want %q, in %q", got, value, h.read())
		}
		was := before.List()
		for i, s := range after.List() {
			if s.Key != "akashi.company_id" && (s.Key != was[i].Key || s.Value != was[i].Value) {
				t.Fatalf("%s was %q and is %q", s.Key, was[i].Value, s.Value)
			}
		}
	})
}
