package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata" // the machine may have none

	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// home is an environment with a configuration folder of its own.
type home struct {
	t    *testing.T
	path string // of the default file
	vars map[string]string
}

func newHome(t *testing.T, vars ...string) home {
	t.Helper()
	dir := t.TempDir()
	h := home{t: t, path: filepath.Join(dir, "genba", "config.yaml"), vars: map[string]string{}}
	for _, name := range []string{"XDG_CONFIG_HOME", "APPDATA"} {
		h.vars[name] = dir
	}
	for _, v := range vars {
		name, value, _ := strings.Cut(v, "=")
		h.vars[name] = value
	}
	return h
}

func (h home) getenv(name string) string { return h.vars[name] }

func (h home) write(text string) home {
	h.t.Helper()
	if err := os.MkdirAll(filepath.Dir(h.path), 0o700); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(h.path, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return h
}

func (h home) read() string {
	h.t.Helper()
	data, err := os.ReadFile(h.path)
	if err != nil {
		h.t.Fatal(err)
	}
	return string(data)
}

func (h home) load(change ...func(*config.Options)) (*config.Config, error) {
	o := config.Options{Getenv: h.getenv, Path: h.path}
	if _, err := os.Stat(h.path); err != nil {
		o.Path = ""
	}
	for _, c := range change {
		c(&o)
	}
	return config.Load(o)
}

func (h home) mustLoad(change ...func(*config.Options)) *config.Config {
	h.t.Helper()
	c, err := h.load(change...)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

func profile(name string) func(*config.Options) {
	return func(o *config.Options) { o.Profile = name }
}

const two = `profile: osaka
timezone: UTC
profiles:
  osaka:
    akashi: {company_id: 00123, base_url: "https://atnd-awj.ak4.jp/api/cooperation"}
    kaonavi:
      api_version: 1.10
  tokyo:
    akashi:
      company_id: no
      credential_command: [pass, show, 0042]
      endpoints: {stamps: PUT /x, token: POST /oauth/token}
`

func TestLayers(t *testing.T) {
	h := newHome(t, "GENBA_AKASHI_COMPANY_ID=from-env", "GENBA_LANG=").write(two)
	c := h.mustLoad(func(o *config.Options) {
		o.Flags = map[string]string{"lang": "en", "akashi.base_url": "", "logimeter.budget_group_id": "7"}
	})
	for _, want := range []struct {
		key, value string
		source     config.Source
		display    string
	}{
		{"lang", "en", config.Source{Kind: config.FromFlag, Name: "--lang"}, "flag --lang"},
		{"logimeter.budget_group_id", "7", config.Source{Kind: config.FromFlag, Name: "--budget-group-id"}, "flag --budget-group-id"},
		{"akashi.company_id", "from-env", config.Source{Kind: config.FromEnv, Name: "GENBA_AKASHI_COMPANY_ID"}, "environment GENBA_AKASHI_COMPANY_ID"},
		{"timezone", "UTC", config.Source{Kind: config.FromFile, Name: h.path + ":2"}, "file " + h.path + ":2"},
		{"akashi.base_url", "https://atnd-awj.ak4.jp/api/cooperation", config.Source{Kind: config.FromFile, Name: h.path + ":5"}, "file " + h.path + ":5"},
		{"kaonavi.api_version", "1.10", config.Source{Kind: config.FromFile, Name: h.path + ":7"}, "file " + h.path + ":7"},
		{"kaonavi.base_url", "https://api.kaonavi.jp/api", config.Source{Kind: config.FromDefault}, "default"},
		{"secret_store", "keyring", config.Source{Kind: config.FromDefault}, "default"},
		{"nipoplus.group_id", "", config.Source{Kind: config.FromNowhere}, "not set"},
	} {
		var value string
		var source config.Source
		if vendor, key, ok := strings.Cut(want.key, "."); ok {
			value, source = c.Value(vendor, key)
		} else {
			value, source = c.Global(want.key)
		}
		if value != want.value || source != want.source || source.String() != want.display {
			t.Errorf("%s = %q from %v (%s), want %q from %v (%s)", want.key, value, source, source, want.value, want.source, want.display)
		}
		i := slices.IndexFunc(c.List(), func(s config.Setting) bool { return s.Key == want.key })
		if i < 0 || c.List()[i] != (config.Setting{Key: want.key, Value: want.value, Source: want.source}) {
			t.Errorf("List does not say the same of %s", want.key)
		}
	}
	if _, err := h.load(func(o *config.Options) { o.Flags = map[string]string{"akashi.companyid": "x"} }); fault.KindOf(err) != fault.Usage {
		t.Errorf("an unknown key as a flag: %v", err)
	}
}

func TestValuesAreTheTextThatWasTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"00123": "00123", "1.10": "1.10", "0x1F": "0x1F", "1e3": "1e3", "no": "no", "true": "true", "2025-03-01": "2025-03-01",
		"'00123'": "00123", `"1.10"`: "1.10", "12_345": "12_345", "企業 01": "企業 01", "9007199254740993": "9007199254740993",
		`""`: "", "": "", "~": "", "null": "",
	} {
		c := newHome(t).write("profiles:\n  default:\n    akashi:\n      company_id: " + typed + "\n").mustLoad()
		if got, _ := c.Value("akashi", "company_id"); got != want {
			t.Errorf("company_id: %s is read as %q, want %q", typed, got, want)
		}
	}
}

func TestEmptyBaseURLIsTheDefault(t *testing.T) {
	c := newHome(t, "GENBA_AKASHI_BASE_URL=").write("profiles: {default: {akashi: {base_url: ''}}}").mustLoad()
	if got, source := c.Value("akashi", "base_url"); got != "https://atnd.ak4.jp/api/cooperation" || source.Kind != config.FromDefault {
		t.Errorf("got %q from %v", got, source)
	}
}

func TestProfileChoice(t *testing.T) {
	h := newHome(t).write(two)
	for _, c := range []struct {
		flag, env, want, company string
	}{
		{"", "", "osaka", "00123"},
		{"", "tokyo", "tokyo", "no"},
		{"osaka", "tokyo", "osaka", "00123"},
		{"default", "", "default", ""},
	} {
		h.vars["GENBA_PROFILE"] = c.env
		got := h.mustLoad(profile(c.flag))
		company, _ := got.Value("akashi", "company_id")
		if name, _ := got.Global("profile"); got.ProfileName() != c.want || company != c.company || name != c.want {
			t.Errorf("flag %q env %q: profile %q (listed as %q) with company %q, want %q with %q", c.flag, c.env, got.ProfileName(), name, company, c.want, c.company)
		}
	}
	if got := h.mustLoad(profile("tokyo")).Profiles(); !slices.Equal(got, []string{"osaka", "tokyo"}) {
		t.Errorf("Profiles = %v", got)
	}
}

func TestVendorExtras(t *testing.T) {
	h := newHome(t).write(two)
	c := h.mustLoad(profile("tokyo"))
	if got := c.CredentialCommand("akashi"); !slices.Equal(got, []string{"pass", "show", "0042"}) {
		t.Errorf("CredentialCommand = %q", got)
	}
	if got, ok := c.Endpoint("akashi", "stamps"); got != "PUT /x" || !ok {
		t.Errorf("Endpoint = %q, %v", got, ok)
	}
	if got, ok := c.Endpoint("akashi", "staffs"); got != "" || ok {
		t.Errorf("an endpoint that nobody replaced: %q, %v", got, ok)
	}
	if got := c.CredentialCommand("kaonavi"); got != nil {
		t.Errorf("CredentialCommand of a vendor without one = %q", got)
	}
	var listed []string
	for _, s := range c.List() {
		if s.Source.Kind == config.FromFile && strings.HasPrefix(s.Key, "akashi.") {
			listed = append(listed, s.Key+"="+s.Value+" "+strings.TrimPrefix(s.Source.Name, h.path))
		}
	}
	want := []string{
		"akashi.company_id=no :10", `akashi.credential_command=["pass","show","0042"] :11`,
		"akashi.endpoints.stamps=PUT /x :12", "akashi.endpoints.token=POST /oauth/token :12",
	}
	if !slices.Equal(listed, want) {
		t.Errorf("List = %q, want %q", listed, want)
	}
}

func TestAbsentFile(t *testing.T) {
	h := newHome(t)
	c := h.mustLoad()
	if c.Path() != h.path || c.ProfileName() != "default" || !slices.Equal(c.Profiles(), []string{"default"}) || len(c.Warnings()) != 0 {
		t.Errorf("path %q profile %q profiles %v warnings %v", c.Path(), c.ProfileName(), c.Profiles(), c.Warnings())
	}
	nowhere := filepath.Join(t.TempDir(), "none.yaml")
	for name, load := range map[string]func() (*config.Config, error){
		"flag":        func() (*config.Config, error) { return h.load(func(o *config.Options) { o.Path = nowhere }) },
		"environment": func() (*config.Config, error) { h.vars["GENBA_CONFIG"] = nowhere; return h.load() },
	} {
		if _, err := load(); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), nowhere) {
			t.Errorf("%s names an absent file: %v", name, err)
		}
	}
	homeless, err := config.Load(config.Options{Getenv: func(string) string { return "" }})
	if err != nil || homeless.Path() != "" {
		t.Errorf("without a home: path %q, %v", homeless.Path(), err)
	}
}

func TestAliasIsFollowed(t *testing.T) {
	c := newHome(t).write("profiles:\n  default: &base\n    akashi: {company_id: a}\n  tokyo: *base\n").mustLoad(profile("tokyo"))
	if got, _ := c.Value("akashi", "company_id"); got != "a" {
		t.Errorf("got %q", got)
	}
}

func TestWarningsNameUnknownKeys(t *testing.T) {
	h := newHome(t).write(`timezon: UTC
profiles:
  default:
    akahsi: {company_id: x}
    akashi:
      companyid: x
      endpoint: {}
      frobnicate: 1
`)
	want := []string{
		`:1: unknown key "timezon" is ignored (did you mean "timezone"?)`,
		`:4: unknown key "akahsi" under profiles.default is ignored (did you mean "akashi"?)`,
		`:6: unknown key "companyid" under profiles.default.akashi is ignored (did you mean "company_id"?)`,
		`:7: unknown key "endpoint" under profiles.default.akashi is ignored (did you mean "endpoints"?)`,
		`:8: unknown key "frobnicate" under profiles.default.akashi is ignored`,
	}
	for i := range want {
		want[i] = h.path + want[i]
	}
	var got []string
	for _, w := range h.mustLoad().Warnings() {
		got = append(got, w.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLocation(t *testing.T) {
	h := newHome(t)
	zone, err := h.mustLoad().Location()
	if err != nil || zone.String() != "Asia/Tokyo" {
		t.Errorf("default: %v, %v", zone, err)
	}
	h.vars["GENBA_TIMEZONE"] = "Asia/Tokio"
	_, err = h.mustLoad().Location()
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), `environment GENBA_TIMEZONE: timezone "Asia/Tokio"`) {
		t.Errorf("got %v", err)
	}
}

func TestLocate(t *testing.T) {
	vars := map[string]string{"XDG_CONFIG_HOME": "relative/is/ignored", "HOME": "/home/k", "APPDATA": `/home/k/.config`}
	getenv := func(name string) string { return vars[name] }
	for _, c := range []struct {
		goos, want string
	}{
		{"linux", "/home/k/.config"},
		{"windows", "/home/k/.config"},
		{"darwin", "/home/k/Library/Application Support"},
	} {
		if got := config.DirOn(c.goos, getenv); filepath.ToSlash(got) != c.want {
			t.Errorf("%s: %q, want %q", c.goos, got, c.want)
		}
	}
	vars["GENBA_CONFIG"] = "/etc/genba.yaml"
	if path, explicit := config.Locate("", getenv); path != "/etc/genba.yaml" || !explicit {
		t.Errorf("Locate = %q, %v", path, explicit)
	}
	if path, explicit := config.Locate("mine.yaml", getenv); path != "mine.yaml" || !explicit {
		t.Errorf("Locate = %q, %v", path, explicit)
	}
}
