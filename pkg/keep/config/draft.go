package config

import (
	"maps"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// draft is the text of a file that is being edited.
//
// The text itself is edited, at the places that the parser names. Writing the parsed tree back would
// lose blank lines, move comments in files with Windows line ends, and lose every comment of a file
// that holds nothing else. What makes this safe is the check after each edit: the new text must hold
// exactly the old values and the one change, else the edit is refused and nothing is written.
type draft struct {
	reader
	text    string
	root    *yaml.Node // nil when the text holds nothing
	profile string
}

func newDraft(path, profile, text string) (*draft, error) {
	d := &draft{reader: reader{path: path, secrets: secretNames()}, text: text, profile: profile}
	var err error
	if d.root, err = d.document(text); err != nil {
		return nil, err
	}
	if d.profile == "" {
		d.profile = "default"
		if s, err := d.descend([]string{"profile"}); err == nil && s.found != nil && s.found.value.Value != "" {
			d.profile = s.found.value.Value
		}
	}
	return d, checkProfileName(d.profile, "profile")
}

// profiles returns the names of the profiles in the file.
func (d *draft) profiles() []string {
	var names []string
	if s, err := d.descend([]string{profilesKey}); err == nil && s.found != nil {
		list, _ := d.pairs(s.found.value, profilesKey) // a wrong shape is reported by whoever edits
		for _, p := range list {
			names = append(names, p.name)
		}
	}
	return names
}

// set gives the place a value, making the mappings on the way.
func (d *draft) set(place []string, v scalar) error {
	s, err := d.descend(place)
	if err != nil {
		return err
	}
	// Only a text that is there can be replaced where it stands.
	inPlace := s.found != nil && s.found.value.Kind == yaml.ScalarNode && !isNull(s.found.value) && v.words == nil
	if s.found != nil && !inPlace {
		if _, err := d.unset(place); err != nil {
			return err
		}
		if s, err = d.descend(place); err != nil {
			return err
		}
	}
	want := without(leaves(d.root), place)
	maps.Copy(want, leavesAt(v.node(), address(place)))
	text, err := newSheet(d.text).put(s, v)
	if err == nil {
		err = d.accept(text, want)
	}
	if err != nil {
		return d.byHand(place, err)
	}
	_, err = parse(d.path, d.text)
	return err
}

// unset takes the place and all below it out, and says whether it was there.
func (d *draft) unset(place []string) (bool, error) {
	s, err := d.descend(place)
	if err != nil || s.found == nil {
		return false, err
	}
	text, err := newSheet(d.text).remove(s)
	if err == nil {
		err = d.accept(text, without(leaves(d.root), place))
	}
	if err != nil {
		return false, d.byHand(place, err)
	}
	return true, nil
}

// accept takes the new text when it holds exactly the values wanted.
func (d *draft) accept(text string, want map[string]string) error {
	root, err := d.document(text)
	if err != nil {
		return err
	}
	if !maps.Equal(leaves(root), want) {
		return say.Errorf("other values would change")
	}
	d.text, d.root = text, root
	return nil
}

func (d *draft) byHand(place []string, err error) error {
	return fault.Errorf(fault.Usage, "%s: %s cannot be changed without disturbing the rest of the file: %w",
		d.path, strings.Join(place, "."), err).
		WithHint("edit the file by hand; nothing was changed")
}

// spot is a place in the tree, or the deepest mapping on the way to it.
type spot struct {
	parent *yaml.Node // the mapping that holds, or is to hold, what is wanted; nil or null when it is empty
	above  *pair      // the key whose value parent is; nil at the top
	found  *pair      // nil when the place is not there
	rest   []string   // the names from parent down to the place
}

func (d *draft) descend(place []string) (spot, error) {
	s := spot{parent: d.root}
	for i, name := range place {
		s.rest, s.found = place[i:], nil
		what := say.T("the file")
		if i > 0 {
			what = say.Verbatim(strings.Join(place[:i], "."))
		}
		list, err := d.pairs(s.parent, what)
		if err != nil {
			return s, err
		}
		for _, p := range list {
			if p.name != name {
				continue
			}
			// What an anchor names is used in other places too, and they would change with it.
			if p.value.Kind == yaml.AliasNode || p.value.Anchor != "" {
				return s, d.byHand(place, say.Errorf("anchors (& and *) are in use there"))
			}
			s.found = &p
		}
		if s.found == nil || i == len(place)-1 {
			break
		}
		s.parent, s.above = s.found.value, s.found
	}
	return s, nil
}

// leaves returns all values of a tree by their address. An empty mapping and an absent one are alike.
func leaves(n *yaml.Node) map[string]string { return leavesAt(n, "") }

func leavesAt(n *yaml.Node, at string) map[string]string {
	into := map[string]string{}
	switch {
	case isNull(n):
	case n.Kind == yaml.AliasNode:
		into[at] = "*" + n.Value
	case n.Kind == yaml.ScalarNode:
		into[at] = n.Value
	case n.Kind == yaml.SequenceNode:
		for i, item := range n.Content {
			maps.Copy(into, leavesAt(item, at+address([]string{strconv.Itoa(i)})))
		}
	default:
		for i := 0; i+1 < len(n.Content); i += 2 {
			maps.Copy(into, leavesAt(n.Content[i+1], at+address([]string{n.Content[i].Value})))
		}
	}
	return into
}

func address(place []string) string { return "\x00" + strings.Join(place, "\x00") }

func without(all map[string]string, place []string) map[string]string {
	at := address(place)
	maps.DeleteFunc(all, func(k, _ string) bool { return k == at || strings.HasPrefix(k, at+"\x00") })
	return all
}
