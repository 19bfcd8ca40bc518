package nipoplus

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// form is a template as far as a report needs it: the names under which its inputs are shown.
type form struct {
	id, name string
	keys     []string // of the inputs, in order; headings have none
	shown    []string // the name of each
}

// bodyPath is how a key is named without labels: body.KEY.
const bodyPath = "body."

// formOf reads a template (テンプレート内のBody構造). taken are names that columns of a report have already.
func formOf(r record.Record, taken []string) *form {
	f := &form{id: r.Lookup("id").Text(), name: nameOf(r)}
	var labels []string
	for input := range r.Lookup("body").Elements() {
		key := input.Field("key").Text()
		if key == "" || slices.Contains(f.keys, key) {
			continue
		}
		f.keys = append(f.keys, key)
		labels = append(labels, strings.TrimSpace(input.Field("label").Text()))
	}
	f.shown = unique(labels, f.keys, taken)
	return f
}

// unique names inputs by their labels. A label that two of them have, or that a column of every report has, gets its
// key behind it in each place: 備考 (n01). An input without a label is named by its key.
func unique(labels, keys, taken []string) []string {
	count := map[string]int{}
	for _, name := range taken {
		count[name]++
	}
	for _, label := range labels {
		count[label]++
	}
	shown := make([]string, len(labels))
	for i, label := range labels {
		name := label
		if name == "" {
			name = keys[i]
		}
		for name != label && count[name] > 0 || name == label && count[name] > 1 || slices.Contains(shown[:i], name) {
			name += " (" + keys[i] + ")"
		}
		shown[i] = name
	}
	return shown
}

// nameFor returns the name of an input by its key or by its name; "" when the form has none.
func (f *form) nameFor(word string) string {
	if f == nil {
		return ""
	}
	if slices.Contains(f.shown, word) {
		return word
	}
	if i := slices.Index(f.keys, strings.TrimPrefix(word, bodyPath)); i >= 0 {
		return f.shown[i]
	}
	return ""
}

// label gives a report's body the form's names, in the form's order. What the form does not have keeps its key and
// comes last.
func (f *form) label(body record.Value) record.Value {
	var known, rest []record.Member
	if f != nil {
		known = make([]record.Member, len(f.keys))
	}
	for key, value := range body.Fields() {
		if i := f.index(key); i >= 0 {
			known[i] = record.Named(f.shown[i], value)
			continue
		}
		for f != nil && slices.Contains(f.shown, key) {
			key += " (" + key + ")"
		}
		rest = append(rest, record.Named(key, value))
	}
	return record.Object(append(known, rest...)...)
}

func (f *form) index(key string) int {
	if f == nil {
		return -1
	}
	return slices.Index(f.keys, key)
}
