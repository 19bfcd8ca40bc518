package config

import (
	"fmt"
	"strings"

	"github.com/spf13/viper"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
)

// layers puts flag over environment over file over default. Viper does the laying; it is given texts
// only, since it would read 00123 as octal, and it never writes, since it would write the environment too.
type layers struct {
	viper   *viper.Viper
	sources map[string]Source
}

// variable hands a value of the environment to viper by the layer it keeps for flags, which is just
// above the file. Its own binding of variables reads the process and not what was handed in.
type variable struct{ name, value string }

func (v variable) HasChanged() bool    { return v.value != "" }
func (v variable) Name() string        { return v.name }
func (v variable) ValueString() string { return v.value }
func (v variable) ValueType() string   { return "string" }

func newLayers(o Options, path string, f *file, profile string) (layers, error) {
	l := layers{
		// Keys hold dots already; "::" cannot be part of one.
		viper:   viper.NewWithOptions(viper.KeyDelimiter("::")),
		sources: map[string]Source{},
	}
	for _, g := range Globals() {
		if err := l.add(g.Name, g.Default, f.globals[g.Name], path, g.Env(), o.Getenv); err != nil {
			return l, err
		}
	}
	for _, v := range vendors.All() {
		values := map[string]entry{}
		if s := f.sections[profile][v.Name]; s != nil {
			values = s.values
		}
		for _, k := range v.Keys {
			if err := l.add(v.Name+"."+k.Name, k.Default, values[k.Name], path, v.Env(k.Name), o.Getenv); err != nil {
				return l, err
			}
		}
	}
	// The profile has been chosen before; what is listed must be that choice.
	if o.Profile != "" {
		l.set("profile", profile, "--profile")
	}
	for key, value := range o.Flags {
		if err := l.flag(key, value); err != nil {
			return l, err
		}
	}
	return l, nil
}

func (l layers) add(key, fallback string, fromFile entry, path, env string, getenv Getenv) error {
	source := Source{Kind: FromNowhere}
	if fallback != "" {
		l.viper.SetDefault(key, fallback)
		source = Source{Kind: FromDefault}
	}
	if fromFile.text != "" {
		if err := l.viper.MergeConfigMap(map[string]any{key: fromFile.text}); err != nil {
			return fault.Errorf(fault.Other, "configuration key %s: %w", key, err)
		}
		source = Source{Kind: FromFile, Name: fmt.Sprintf("%s:%d", path, fromFile.line)}
	}
	if value := getenv(env); value != "" {
		if err := l.viper.BindFlagValue(key, variable{env, value}); err != nil {
			return fault.Errorf(fault.Other, "configuration key %s: %w", key, err)
		}
		source = Source{Kind: FromEnv, Name: env}
	}
	l.sources[key] = source
	return nil
}

func (l layers) flag(key, value string) error {
	if _, ok := l.sources[key]; !ok {
		return unknownKey(key)
	}
	if value != "" {
		l.set(key, value, "--"+strings.ReplaceAll(key[strings.IndexByte(key, '.')+1:], "_", "-"))
	}
	return nil
}

func (l layers) set(key, value, flag string) {
	l.viper.Set(key, value)
	l.sources[key] = Source{Kind: FromFlag, Name: flag}
}

func (l layers) get(key string) (string, Source) {
	source, ok := l.sources[key]
	if !ok {
		return "", Source{Kind: FromNowhere}
	}
	return l.viper.GetString(key), source
}
