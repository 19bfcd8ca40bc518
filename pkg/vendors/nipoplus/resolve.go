package nipoplus

import (
	"context"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// candidate holds what a list says of one staff, template or group that a filter can name.
type candidate struct{ id, name string }

// noun holds what is said of a kind of thing that filters name.
type noun struct {
	several, unknown, list say.Format
}

func staffNoun() noun {
	return noun{
		several: "%s: several staffs are called %q; nothing was asked for",
		unknown: "%s: %q is neither the id nor the name of a staff%s; nothing was asked for",
		list:    "the list of staffs shows them",
	}
}

func templateNoun() noun {
	return noun{
		several: "%s: several templates are called %q; nothing was asked for",
		unknown: "%s: %q is neither the id nor the name of a template%s; nothing was asked for",
		list:    "the list of templates shows them",
	}
}

func groupNoun() noun {
	return noun{
		several: "%s: several groups are called %q; nothing was asked for",
		unknown: "%s: %q is neither the id nor the name of a group%s; nothing was asked for",
		list:    "the list of groups shows them",
	}
}

// Lengths of the ids in the document: reports, templates, tags and groups have 20 letters and digits, staffs 28. The
// first group of an organization is called like this.
const (
	idLength      = 20
	staffIDLength = 28
	firstGroup    = "nipodefaultgroup"
)

// IsID reports whether a word has the form of an id, so that it can be asked for without a list that has it.
func IsID(word string) bool {
	if word == firstGroup {
		return true
	}
	if len(word) != idLength && len(word) != staffIDLength {
		return false
	}
	return strings.IndexFunc(word, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) < 0
}

// ids returns the ids that words stand for in one list: an id, or a name that only one has. unknown are the words that
// the list does not have. A word of an id's form stays as it was typed: reports outlive their template and their author.
func (n noun) ids(what say.Text, words []string, listed []candidate) (ids, unknown []string, err error) {
	for _, word := range words {
		found := find(listed, word)
		switch {
		case len(found) == 1:
			ids = append(ids, found[0].id)
		case len(found) > 1:
			return nil, nil, fault.Errorf(fault.Usage, n.several, what, word).WithHint("give an id: %s", strings.Join(shown(found), ", "))
		case IsID(word):
			ids = append(ids, word)
		default:
			unknown = append(unknown, word)
		}
	}
	return ids, unknown, nil
}

// missing returns the refusal of a word that no list has.
func (n noun) missing(what say.Text, word string, listed []candidate) error {
	var names []string
	for _, c := range listed {
		names = append(names, c.name, c.id)
	}
	return fault.Errorf(fault.Usage, n.unknown, what, word, nearest.Suggest(word, names)).WithHint(n.list)
}

// find returns what a word stands for. An id comes before a name, and a name as it is typed before one that differs in
// blanks: 佐藤一郎 finds 佐藤　一郎.
func find(listed []candidate, word string) []candidate {
	for _, same := range []func(candidate) bool{
		func(c candidate) bool { return c.id == word },
		func(c candidate) bool { return charset.Same(c.name, word) },
		func(c candidate) bool { return withoutBlanks(c.name) == withoutBlanks(word) },
	} {
		var found []candidate
		for _, c := range listed {
			if same(c) {
				found = append(found, c)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func withoutBlanks(name string) string {
	return charset.Compose(strings.Join(strings.Fields(name), ""))
}

func shown(candidates []candidate) []string {
	var texts []string
	for _, c := range candidates {
		texts = append(texts, c.id+" ("+c.name+")")
	}
	return texts
}

// ResolveGroup returns the id of a group that is given by its id or its name.
func (c *Client) ResolveGroup(ctx context.Context, what, word string) (string, error) {
	if IsID(word) {
		return word, nil
	}
	groups, err := c.AllGroups(ctx)
	if NoRights(err) {
		return "", noGroupNames(what, word, err)
	}
	if err != nil {
		return "", err
	}
	group, err := GroupOf(groups, what, word)
	return group.ID, err
}

// GroupOf returns the group of a list that is given by its id or its name.
func GroupOf(groups []Group, what, word string) (Group, error) {
	var listed []candidate
	for _, g := range groups {
		listed = append(listed, candidate{g.ID, g.Name})
	}
	ids, unknown, err := groupNoun().ids(say.Verbatim(what), []string{word}, listed)
	switch {
	case err != nil:
		return Group{}, err
	case len(unknown) > 0:
		return Group{}, groupNoun().missing(say.Verbatim(what), word, listed)
	}
	for _, g := range groups {
		if g.ID == ids[0] {
			return g, nil
		}
	}
	return Group{ID: ids[0]}, nil
}

func noGroupNames(what, word string, err error) error {
	return fault.Errorf(fault.KindOf(err), "%s: %q has not the form of an id, and the list of groups can't be read: %w", what, word, err).
		WithHint("names of groups need an administrator's key; without, give the group's id")
}

// ResolveStaffs returns the ids of staffs of a group that are given by their ids or names, each once.
func (c *Client) ResolveStaffs(ctx context.Context, flag, group string, words []string) ([]string, error) {
	return c.filter(staffNoun(), say.Verbatim(flag), words, c.staffCandidates).one(ctx, group)
}
