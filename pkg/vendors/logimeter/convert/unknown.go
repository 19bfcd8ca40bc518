package convert

import (
	"cmp"
	"maps"
	"slices"

	"github.com/genba-cli/genba/pkg/say"
)

// unknownKeys holds the keys that are in lines but not in the table.
type unknownKeys struct {
	keys  map[string]*unknownKey
	lines int
	other int // lines of keys that came when there was no room left
}

type unknownKey struct{ lines, first int }

// maxUnknown is how many are kept apart: a wrong key column may have another one in each line.
const maxUnknown = 1000

func (u *unknownKeys) hasRoom() bool { return len(u.keys) < maxUnknown }

func (u *unknownKeys) add(key string, line int) {
	u.lines++
	k := u.keys[key]
	switch {
	case k != nil:
		k.lines++
	case u.hasRoom():
		u.keys[key] = &unknownKey{1, line}
	default:
		u.other++
	}
}

func (u *unknownKeys) join(o unknownKeys) {
	u.lines += o.lines
	u.other += o.other
	for key, theirs := range o.keys {
		ours := u.keys[key]
		if ours == nil {
			u.keys[key] = theirs
			continue
		}
		ours.lines += theirs.lines
		ours.first = min(ours.first, theirs.first)
	}
}

// byFirstLine returns the keys in the order of their first lines.
func (u *unknownKeys) byFirstLine() []string {
	return slices.SortedFunc(maps.Keys(u.keys), func(a, b string) int { return cmp.Compare(u.keys[a].first, u.keys[b].first) })
}

// text names the first keys with their lines.
func (u *unknownKeys) text() say.Text {
	var texts []say.Text
	rest := u.other
	for i, key := range u.byFirstLine() {
		k := u.keys[key]
		switch {
		case i >= maxListed:
			rest += k.lines
		case k.lines == 1:
			texts = append(texts, say.T("%s (line %d)", quoted(key), k.first))
		default:
			texts = append(texts, say.T("%s (%d {line|lines}, first line %d)", quoted(key), k.lines, k.first))
		}
	}
	if rest > 0 {
		texts = append(texts, say.T("and others (%d {line|lines})", rest))
	}
	return say.Join(", ", texts...)
}
