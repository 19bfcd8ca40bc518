// Package lang puts what genba says to people into their language. The program speaks English; a catalogue holds, for another
// language, the help of each command by the command's path and each message by its English text. It must not know commands,
// vendors or where a text is shown, and it never touches what machines read.
package lang

import (
	"embed"
	"encoding/json"
	"strings"
)

//go:embed en.json ja.json
var files embed.FS

// Catalogue is everything that genba says, in one language.
type Catalogue struct {
	Commands map[string]Command `json:"commands"` // by path without the program's name; "" is the program
	Labels   map[string]string  `json:"labels"`   // what tables show for codes, by the vendor's own term
	Messages map[string]string  `json:"messages"` // by their English text, with the verbs of package fmt

	patterns, remarks []pattern
}

// Command is the help of one command.
type Command struct {
	Short string            `json:"short,omitempty"`
	Long  string            `json:"long,omitempty"`
	Flags map[string]string `json:"flags,omitempty"`
}

// Names returns the languages that can be asked for.
func Names() []string { return []string{"ja", "en"} }

// Choose returns the language that is wanted: the first choice that is given, such as a flag, and else that of the locale, as
// LC_ALL, LC_MESSAGES and LANG name it in this order. Where none of them is set, as on Windows, system is asked for the languages
// of the user, the most wanted one first.
func Choose(getenv func(string) string, system func() []string, choices ...string) string {
	for _, c := range choices {
		if c != "" {
			return c
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := getenv(name); locale != "" {
			return nameOf(locale)
		}
	}
	for _, locale := range system() {
		return nameOf(locale)
	}
	return "en"
}

// nameOf returns the language of a locale: ja_JP.UTF-8, ja-JP, ja.
func nameOf(locale string) string {
	language := strings.FieldsFunc(strings.ToLower(locale), func(r rune) bool { return strings.ContainsRune("_-.@", r) })
	if len(language) > 0 && language[0] == "ja" {
		return "ja"
	}
	return "en"
}

// Open returns the catalogue of a language; nil, which leaves every text as it is, for English and for unknown ones.
func Open(language string) (*Catalogue, error) {
	if language != "ja" {
		return nil, nil //nolint:nilnil // no catalogue is what English needs
	}
	text, err := files.ReadFile(language + ".json")
	if err != nil {
		return nil, err
	}
	return Parse(text)
}

// Labels returns the texts that a language shows for codes in tables, by the vendor's own term.
func Labels(language string) (map[string]string, error) {
	text, err := files.ReadFile(language + ".json")
	if err != nil {
		return nil, err
	}
	var c struct {
		Labels map[string]string `json:"labels"`
	}
	return c.Labels, json.Unmarshal(text, &c)
}

// Parse reads a catalogue.
func Parse(text []byte) (*Catalogue, error) {
	c := &Catalogue{}
	if err := json.Unmarshal(text, c); err != nil {
		return nil, err
	}
	c.patterns, c.remarks = patterns(c.Messages)
	return c, nil
}

// Command returns the help of a command; empty texts for one that the catalogue lacks.
func (c *Catalogue) Command(path string) Command {
	if c == nil {
		return Command{}
	}
	return c.Commands[path]
}

// Format returns the catalogue's text for one that is still to be filled in; the text itself when the catalogue lacks it.
func (c *Catalogue) Format(format string) string {
	if c == nil {
		return format
	}
	if t, ok := c.Messages[format]; ok {
		return t
	}
	core := Key(format)
	if t, ok := c.Messages[core]; ok && core != "" {
		before, after, _ := strings.Cut(format, core)
		return before + t + after
	}
	return format
}

// Key returns a format as it stands in a catalogue: without blanks around it and the colon at its end. A remark in brackets keeps
// the blank that sets it off.
func Key(format string) string {
	if strings.HasPrefix(format, " (") {
		return format
	}
	return strings.TrimSuffix(strings.TrimSpace(format), ":")
}

// Phrase returns what is filled into a message, if it is one of the catalogue's own texts.
func (c *Catalogue) Phrase(s string) string {
	if c == nil || !strings.Contains(s, " ") {
		return s
	}
	return c.Text(s)
}
