package config

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/vendors"
)

// entry is a value of the file and its line.
type entry struct {
	text string
	line int
}

// section is what the file says about one vendor in one profile.
type section struct {
	values    map[string]entry
	endpoints map[string]entry
	command   []string
	// commandLine is the line of the command, for config list.
	commandLine int
}

// file is the configuration file, understood.
type file struct {
	globals  map[string]entry
	profiles []string                       // in the order of the file
	sections map[string]map[string]*section // by profile, then vendor
	warnings []say.Text
}

func checkProfileName(name, where string) error {
	other := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }
	if name != "" && name[0] != '-' && !strings.ContainsFunc(name, other) {
		return nil
	}
	return fault.Errorf(fault.Usage, "%s: %q is not a profile name: use small letters, digits and dashes, for example osaka-2", where, name)
}

// parse understands the text of a file. Unknown keys are warnings, so that an older genba can read a
// newer file; everything else that is not as expected is an error.
func parse(path, text string) (*file, error) {
	r := reader{path: path, secrets: secretNames()}
	f := &file{globals: map[string]entry{}, sections: map[string]map[string]*section{}}
	root, err := r.document(text)
	if err != nil || root == nil {
		return f, err
	}
	if err := r.refuseSecrets(root, nil); err != nil {
		return nil, err
	}
	top, err := r.pairs(root, say.T("the file"))
	if err != nil {
		return nil, err
	}
	for _, p := range top {
		if p.name == profilesKey {
			if err := f.readProfiles(r, p.value); err != nil {
				return nil, err
			}
		} else if isGlobal(p.name) {
			if err := readEntry(r, f.globals, p, p.name); err != nil {
				return nil, err
			}
		} else {
			f.unknown(r, p, "", globalNames())
		}
	}
	return f, nil
}

func (f *file) readProfiles(r reader, n *yaml.Node) error {
	profiles, err := r.pairs(n, profilesKey)
	if err != nil {
		return err
	}
	known := map[string]vendors.Vendor{}
	for _, v := range vendors.All() {
		known[v.Name] = v
	}
	for _, p := range profiles {
		where := fmt.Sprintf("%s:%d", r.path, p.key.Line)
		if err := checkProfileName(p.name, where); err != nil {
			return err
		}
		f.profiles = append(f.profiles, p.name)
		f.sections[p.name] = map[string]*section{}
		place := profilesKey + "." + p.name
		sections, err := r.pairs(p.value, place)
		if err != nil {
			return err
		}
		for _, q := range sections {
			v, ok := known[q.name]
			if !ok {
				f.unknown(r, q, place, vendors.Names())
				continue
			}
			if f.sections[p.name][v.Name], err = f.readSection(r, q.value, v, place+"."+v.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *file) readSection(r reader, n *yaml.Node, v vendors.Vendor, place string) (*section, error) {
	keys, err := r.pairs(n, place)
	if err != nil {
		return nil, err
	}
	s := &section{values: map[string]entry{}, endpoints: map[string]entry{}}
	for _, p := range keys {
		where := place + "." + p.name
		_, known := v.Key(p.name)
		switch {
		case known:
			err = readEntry(r, s.values, p, where)
		case p.name == commandKey:
			s.command, err = r.texts(p.value, where)
			s.commandLine = p.key.Line
		case p.name == endpointsKey:
			err = s.readEndpoints(r, v, p.value, where)
		default:
			f.unknown(r, p, place, keyNames(v))
		}
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *section) readEndpoints(r reader, v vendors.Vendor, n *yaml.Node, place string) error {
	endpoints, err := r.pairs(n, place)
	if err != nil {
		return err
	}
	for _, p := range endpoints {
		where := place + "." + p.name
		if err := readEntry(r, s.endpoints, p, where); err != nil {
			return err
		}
		if e, ok := s.endpoints[p.name]; ok {
			if err := checkEndpoint(v, p.name, where, e.text); err != nil {
				return r.errorf(p.key.Line, "%w", err)
			}
		}
	}
	return nil
}

// readEntry keeps a value that was given; an empty one was not.
func readEntry(r reader, into map[string]entry, p pair, what string) error {
	text, err := r.text(p.value, what)
	if err == nil && text != "" {
		into[p.name] = entry{text: text, line: p.key.Line}
	}
	return err
}

func (f *file) unknown(r reader, p pair, place string, known []string) {
	warning := say.T("unknown key %q is ignored", p.name)
	if place != "" {
		warning = say.T("unknown key %q under %s is ignored", p.name, place)
	}
	f.warnings = append(f.warnings, say.T("%s:%d: %s%s", r.path, p.key.Line, warning, nearest.Suggest(p.name, known)))
}

// refuseSecrets looks through the whole file, also under keys nobody knows: a secret below a
// misspelled vendor is a secret on disk all the same.
func (r reader) refuseSecrets(n *yaml.Node, path []string) error {
	if n.Kind != yaml.MappingNode {
		for _, item := range n.Content {
			if err := r.refuseSecrets(item, path); err != nil {
				return err
			}
		}
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		place := append(path[:len(path):len(path)], key.Value)
		// Endpoints have names of their own, and one of them may be "token"; so may a profile.
		if len(place) == 4 && key.Value == endpointsKey {
			continue
		}
		isProfile := len(place) == 2 && place[0] == profilesKey
		if r.secrets[bare(key.Value)] && !isProfile && !isNull(value) {
			return r.secretError(key.Line, place)
		}
		if err := r.refuseSecrets(value, place); err != nil {
			return err
		}
	}
	return nil
}

func (r reader) secretError(line int, place []string) error {
	name, login := "VENDOR", say.T("a login to %s", "VENDOR")
	if len(place) > 2 && place[0] == profilesKey {
		if v, ok := vendors.Lookup(place[2]); ok {
			name, login = v.Name, toLogin(place[1], v)
		}
	}
	return r.errorf(line, "%s is a secret, and this file must not hold any", strings.Join(place, ".")).
		WithHint("remove that line and store the secret of %s with: %s\nif the file was ever shared, have the vendor issue a new one", name, login)
}

// toLogin returns how a vendor's secret is stored anew in a profile.
func toLogin(profile string, v vendors.Vendor) say.Text {
	if profile == "default" {
		return say.T("a login to %s", v.Name)
	}
	return say.T("a login with profile %s to %s", profile, v.Name)
}
