package cli

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// ListVar adds a flag that takes a list: 1,2,3, the flag repeated, or lines, as --staff "$(cat ids.txt)" gives them.
func ListVar(f *pflag.FlagSet, to *[]string, name, usage string) {
	f.Var(&listValue{name: "--" + name, items: to}, name, usage)
}

// listValue is the value of such a flag. It must not be a pflag.StringSlice, which reads the first line and drops the
// others.
type listValue struct {
	name  string
	items *[]string
}

// Set adds the items of one occurrence of the flag.
func (v *listValue) Set(text string) error {
	items, err := Items(v.name, text)
	if err != nil {
		return err
	}
	*v.items = append(*v.items, items...)
	return nil
}

// String writes the items as pflag's own lists do: cursors of earlier runs have it in their key.
func (v *listValue) String() string {
	if v.items == nil || len(*v.items) == 0 {
		return ""
	}
	return "[" + joinItems(*v.items) + "]"
}

// Type returns what help shows as the kind of value: strings.
func (v *listValue) Type() string { return "stringSlice" }

// GetSlice tells completion that the flag may be repeated.
func (v *listValue) GetSlice() []string { return *v.items }

// Items reads a list that was typed as one word: items between commas or on lines of their own. An item that holds a
// comma stands in double quotes. An empty item is refused, because it is a variable of a script that holds nothing, and
// one left out would be a row missing.
func Items(name, text string) ([]string, error) {
	if strings.TrimSpace(text) == "" {
		return nil, fault.Errorf(fault.Usage, "%s is given without a value; nothing was sent", name).
			WithHint("give it one, or leave %s out; is a variable of the script empty?", name)
	}
	text = strings.TrimPrefix(text, "\ufeff") // of a file from Windows
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text = strings.TrimSuffix(text, "\n") // ends the last line and begins no other
	var items []string
	shown := excerpt(text)
	for line := range strings.SplitSeq(text, "\n") {
		for more := true; more; {
			var item string
			var closed bool
			if item, line, more, closed = cutItem(line); !closed {
				return nil, fault.Errorf(fault.Usage, "%s %q has a quotation mark too many or too few; nothing was sent", name, shown).
					WithHint(`an item in quotation marks ends with one, and a comma or the end follows: "a,b",c`)
			}
			if item == "" {
				return nil, fault.Errorf(fault.Usage, "%s %q holds an empty item, number %d; nothing was sent", name, shown, len(items)+1).
					WithHint("write 1,2,3, or one a line, without a comma too many or an empty line")
			}
			items = append(items, item)
		}
	}
	return items, nil
}

// excerpt returns the beginning of a text that may be a whole file.
func excerpt(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// cutItem takes the first item off a line. more: a comma follows it; closed: its quotation marks are in pairs.
func cutItem(line string) (item, rest string, more, closed bool) {
	line = strings.TrimSpace(line)
	if !strings.HasPrefix(line, `"`) {
		item, rest, more = strings.Cut(line, ",")
		return strings.TrimSpace(item), rest, more, true
	}
	var text strings.Builder
	for line = line[1:]; ; {
		before, after, found := strings.Cut(line, `"`)
		if !found {
			return "", "", false, false
		}
		text.WriteString(before)
		if !strings.HasPrefix(after, `"`) {
			nothing, rest, more := strings.Cut(after, ",")
			return text.String(), rest, more, strings.TrimSpace(nothing) == ""
		}
		text.WriteByte('"') // written twice
		line = after[1:]
	}
}

// joinItems returns the list as Items reads it.
func joinItems(items []string) string {
	items = slices.Clone(items)
	for i, item := range items {
		if strings.ContainsAny(item, "\",\n\r") {
			items[i] = `"` + strings.ReplaceAll(item, `"`, `""`) + `"`
		}
	}
	return strings.Join(items, ",")
}
