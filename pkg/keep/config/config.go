package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/vendors"
)

// Options says what was typed and where the environment is.
type Options struct {
	Path    string // --config
	Profile string // --profile
	// Flags are other keys given as flags, by key ("lang", "logimeter.workplace_id"). Empty values are not given.
	Flags  map[string]string
	Getenv Getenv
}

// Config is the effective configuration of one profile. It does not change after Load and is safe
// for concurrent use.
type Config struct {
	options Options
	path    string
	profile string
	file    *file
	layers  layers
}

// Load reads the file and lays environment and flags over it. A default file that is absent is an
// empty one. All errors are fault.Usage and name the place: a named file that cannot be read, broken
// YAML, a secret in the file, an unknown profile, a value that no key can have.
func Load(o Options) (*Config, error) {
	path, explicit := Locate(o.Path, o.Getenv)
	text, err := readFile(path, explicit)
	if err != nil {
		return nil, err
	}
	f, err := parse(path, text)
	if err != nil {
		return nil, err
	}
	return choose(o, path, f)
}

// Of returns the configuration with another profile; the file is not read again.
func (c *Config) Of(profile string) (*Config, error) {
	o := c.options
	o.Profile = profile
	return choose(o, c.path, c.file)
}

func choose(o Options, path string, f *file) (c *Config, err error) {
	c = &Config{options: o, path: path, file: f}
	if c.profile, err = chooseProfile(o, path, f); err != nil {
		return nil, err
	}
	if c.layers, err = newLayers(o, path, f, c.profile); err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	return c, nil
}

func readFile(path string, explicit bool) (string, error) {
	if path == "" {
		return "", nil
	}
	data, err := atomicfile.ReadFile(path)
	if err == nil {
		if data, err = charset.FromUTF16(data); err != nil {
			return "", fault.Errorf(fault.Usage, "cannot read the configuration file %s: %w", path, err)
		}
	}
	switch {
	case err == nil:
		return string(data), nil
	case errors.Is(err, fs.ErrNotExist) && !explicit:
		return "", nil
	case errors.Is(err, fs.ErrNotExist):
		return "", fault.Errorf(fault.Usage, "the configuration file %s does not exist", path).
			WithHint("without a name the default file is read")
	}
	return "", fault.Errorf(fault.Usage, "cannot read the configuration file: %w", err)
}

// chooseProfile looks at flag, environment, file, default in this order. The profile "default" need not be
// in the file: it is what someone without a file has.
func chooseProfile(o Options, path string, f *file) (string, error) {
	name, where := "default", ""
	switch e := f.globals["profile"]; {
	case o.Profile != "":
		name, where = o.Profile, "--profile"
	case o.Getenv("GENBA_PROFILE") != "":
		name, where = o.Getenv("GENBA_PROFILE"), "GENBA_PROFILE"
	case e.text != "":
		name, where = e.text, fmt.Sprintf("%s:%d", path, e.line)
	}
	if err := checkProfileName(name, where); err != nil {
		return "", err
	}
	if name == "default" || slices.Contains(f.profiles, name) {
		return name, nil
	}
	return "", unknownProfile(where, name, path, f.profiles)
}

func unknownProfile(where, name, path string, profiles []string) error {
	known, place := say.T("there are none"), say.Verbatim(path)
	if len(profiles) > 0 {
		known = say.T("known: %s", strings.Join(profiles, ", "))
	}
	if path == "" {
		place = say.T("the configuration")
	}
	return fault.Errorf(fault.Usage, "%s: there is no profile %q in %s%s; %s", where, name, place, nearest.Suggest(name, profiles), known).
		WithHint("name a known profile, or make the profile %s", name)
}

// check looks at the values in force only: a slip in another profile must not stop this one.
func (c *Config) check() error {
	for _, s := range c.plain() {
		// The time zone is checked by Location, for those commands that need one.
		if s.Value == "" || s.Key == "timezone" {
			continue
		}
		if err := checkValue(s.Key, s.Key, s.Value); err != nil {
			return fault.Errorf(fault.Usage, "%s: %w", s.Source, err)
		}
	}
	return nil
}

// Path returns the configuration file, whether it exists or not; "" when there is no place for one.
func (c *Config) Path() string { return c.path }

// ProfileName returns the active profile.
func (c *Config) ProfileName() string { return c.profile }

// Profiles returns the profiles of the file in its order, and "default" when it has none.
func (c *Config) Profiles() []string {
	if len(c.file.profiles) == 0 {
		return []string{"default"}
	}
	return slices.Clone(c.file.profiles)
}

// Warnings name unknown keys of the file with path, line and the nearest known key.
func (c *Config) Warnings() []say.Text { return slices.Clone(c.file.warnings) }

// Value returns one of the vendor's keys in the active profile.
func (c *Config) Value(vendorName, key string) (string, Source) {
	return c.layers.get(vendorName + "." + key)
}

// Global returns a key outside the profiles.
func (c *Config) Global(key string) (string, Source) {
	return c.layers.get(key)
}

// Size returns the value of a key that stands for a number of bytes.
func (c *Config) Size(key string) (int64, error) {
	text, source := c.Global(key)
	return parseSize(source.String()+": "+key, text)
}

// Location returns the time zone of the times that are typed and shown.
func (c *Config) Location() (*time.Location, error) {
	name, source := c.Global("timezone")
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "%s: timezone %q is not known: %w", source, name, err).
			WithHint("use a name such as Asia/Tokyo or UTC")
	}
	return zone, nil
}

// CredentialCommand returns the program, with its arguments, that prints the vendor's secrets; nil for none.
func (c *Config) CredentialCommand(vendorName string) []string {
	return slices.Clone(c.section(vendorName).command)
}

// Endpoint returns the replacement of one of the vendor's endpoints, "PUT /sales".
func (c *Config) Endpoint(vendorName, name string) (string, bool) {
	e, ok := c.section(vendorName).endpoints[name]
	return e.text, ok
}

// EndpointNames returns the names of the vendor's endpoints that are replaced, right or wrong: the vendor's package knows which
// there are.
func (c *Config) EndpointNames(vendorName string) []string {
	return slices.Sorted(maps.Keys(c.section(vendorName).endpoints))
}

func (c *Config) section(vendorName string) *section {
	if s := c.file.sections[c.profile][vendorName]; s != nil {
		return s
	}
	return &section{}
}

// List returns every known key with its value in force, globals first, then vendor by vendor.
func (c *Config) List() []Setting {
	list := c.plain()
	for _, name := range vendors.Names() {
		list = append(list, c.extras(name)...)
	}
	return list
}

// plain returns the settings that are one text each and can come from any layer.
func (c *Config) plain() []Setting {
	var list []Setting
	for _, key := range plainKeys() {
		value, source := c.layers.get(key)
		list = append(list, Setting{Key: key, Value: value, Source: source})
	}
	return list
}

// extras returns the vendor's settings that only the file can hold.
func (c *Config) extras(vendorName string) []Setting {
	var list []Setting
	s := c.section(vendorName)
	at := func(line int) Source { return Source{Kind: FromFile, Name: fmt.Sprintf("%s:%d", c.path, line)} }
	if len(s.command) > 0 {
		words, _ := json.Marshal(s.command)
		list = append(list, Setting{vendorName + "." + commandKey, string(words), at(s.commandLine)})
	}
	for _, name := range slices.Sorted(maps.Keys(s.endpoints)) {
		e := s.endpoints[name]
		list = append(list, Setting{vendorName + "." + endpointsKey + "." + name, e.text, at(e.line)})
	}
	return list
}
