package config

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/vendors"
)

// Set writes one value into the file, which is made when absent. key is a global one ("timezone") or a
// vendor's ("akashi.company_id", "akashi.endpoints.NAME", "akashi.credential_command" with a JSON array
// as its value) in the profile; an empty profile is the one that the file itself names. Whatever else
// the file holds, comments included, stays as it is, byte for byte. Errors are fault.Usage for what
// was typed and for a file that cannot be edited.
func Set(path, profile, key, value string) error {
	return edit(path, profile, func(d *draft) error {
		t, err := targetOf(key, d.profile)
		if err != nil {
			return err
		}
		if value == "" {
			return fault.Errorf(fault.Usage, "%s: an empty value is one that is not set", key).
				WithHint("to remove it, unset %s", key)
		}
		v, err := t.parse(value)
		if err != nil {
			return err
		}
		if profiles := d.profiles(); key == "profile" && value != "default" && !slices.Contains(profiles, value) {
			return unknownProfile(key, value, path, profiles)
		}
		return d.set(t.place, v)
	})
}

// Unset removes one value from the file. What is not there is removed already. A secret or an unknown
// key that somebody wrote into the file can be removed too.
func Unset(path, profile, key string) error {
	return edit(path, profile, func(d *draft) error {
		t, err := targetOf(key, d.profile)
		removed, failed := d.unset(t.place)
		switch {
		case failed != nil:
			return failed
		case removed || t.secret:
			return nil
		}
		return err
	})
}

// edit reads the file, lets change work on it and writes it back when it changed.
func edit(path, profile string, change func(*draft) error) error {
	if path == "" {
		return fault.New(fault.Usage, "there is no place for a configuration file: the environment names no home directory").
			WithHint("set GENBA_CONFIG to the path of the file")
	}
	text, err := readFile(path, false)
	if err != nil {
		return err
	}
	d, err := newDraft(path, profile, text)
	if err != nil {
		return err
	}
	if err := change(d); err != nil {
		return err
	}
	if d.text == text {
		return nil
	}
	return write(path, d.text)
}

// write replaces the file at once or not at all. An existing file keeps its mode, since others may
// have to read it, and a symbolic link stays, since people keep this file in a repository.
func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fault.Errorf(fault.Other, "cannot make the folder of the configuration file: %w", err)
	}
	f, err := atomicfile.Create(path, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.Write([]byte(text)); err != nil {
		return errors.Join(err, f.Abort())
	}
	return f.Commit()
}

// target is what a key stands for in the file.
type target struct {
	key    string
	place  []string
	secret bool
	parse  func(value string) (scalar, error)
}

// placeOf returns where a key stands, whether anybody knows it or not.
func placeOf(key, profile string) []string {
	if !strings.Contains(key, ".") {
		return []string{key}
	}
	return append([]string{profilesKey, profile}, strings.SplitN(key, ".", 3)...)
}

func targetOf(key, profile string) (target, error) {
	t := target{key: key, place: placeOf(key, profile)}
	t.parse = func(value string) (scalar, error) { return scalar{text: value}, checkValue(key, key, value) }
	name, rest, dotted := strings.Cut(key, ".")
	if !dotted {
		if isGlobal(key) {
			return t, nil
		}
		return t, unknownKey(key)
	}
	v, ok := vendors.Lookup(name)
	if !ok {
		return t, unknownKey(key)
	}
	if _, ok := v.Key(rest); ok {
		return t, nil
	}
	if endpoint, ok := strings.CutPrefix(rest, endpointsKey+"."); ok && regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]*$`).MatchString(endpoint) {
		t.parse = func(value string) (scalar, error) { return scalar{text: value}, checkEndpoint(v, endpoint, key, value) }
		return t, nil
	}
	if rest == commandKey {
		t.parse = parseCommand
		return t, nil
	}
	if isSecret(rest) {
		t.secret = true
		return t, fault.Errorf(fault.Usage, "%s is a secret, and the configuration file must not hold any", key).
			WithHint("store it with: %s", toLogin(profile, v))
	}
	return t, unknownKey(key)
}

func parseCommand(value string) (scalar, error) {
	var words []string
	if err := json.Unmarshal([]byte(value), &words); err != nil || len(words) == 0 || words[0] == "" {
		return scalar{}, fault.Errorf(fault.Usage, `%s must be a JSON array of words such as ["pass","show","genba/akashi"]`, "credential_command")
	}
	return scalar{words: words}, nil
}

func unknownKey(key string) error {
	return fault.Errorf(fault.Usage, "unknown configuration key %q%s", key, nearest.Suggest(key, settableKeys())).
		WithHint("the list of settings shows all keys")
}

// settableKeys returns the names that Set takes, less those that hold a name of the operator's own.
func settableKeys() []string {
	names := plainKeys()
	for _, name := range vendors.Names() {
		names = append(names, name+"."+commandKey)
	}
	return names
}
