// Package lang puts what genba says to people into their language. The program speaks English; a catalogue holds, for another
// language, the help of each command by the command's path and each message by its English text. It must not know commands,
// vendors or where a text is shown, and it never touches what machines read.
package lang

import (
	_ "embed" // holds the catalogues
	"encoding/json"
	"strings"
	"sync"
)

//go:embed en.json
var english string

//go:embed ja.json
var japanese string

// Catalogue is everything that genba says, in one language.
type Catalogue struct {
	Commands map[string]Command `json:"commands"` // by path without the program's name; "" is the program
	Labels   map[string]string  `json:"labels"`   // what tables show for codes, by the vendor's own term
	Messages map[string]string  `json:"messages"` // by their English text, with the verbs of package fmt

	lines string // of the messages in a file that is not read whole; "" for one that is
	file  string // the file

	mu    sync.Mutex
	texts []member // of Commands; nil: the file was not asked for one yet
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

// Open returns the catalogue of a language; nil, which leaves every text as it is, for English and for unknown ones. Its
// messages and commands are looked up one by one in the file, and its maps are empty.
func Open(language string) *Catalogue {
	if language != "ja" {
		return nil
	}
	return &Catalogue{file: japanese, lines: section(japanese, "messages"), Commands: map[string]Command{}}
}

// Labels returns the texts that a language, which is English unless known, shows for codes in tables, by the vendor's own term.
func Labels(language string) (map[string]string, error) {
	file := english
	if language == "ja" {
		file = japanese
	}
	var labels map[string]string
	err := json.Unmarshal([]byte("{"+section(file, "labels")+"}"), &labels)
	return labels, err
}

// Parse reads a catalogue whole.
func Parse(text []byte) (*Catalogue, error) {
	c := &Catalogue{}
	return c, json.Unmarshal(text, c)
}

// Command returns the help of a command; empty texts for one that the catalogue lacks.
func (c *Catalogue) Command(path string) Command {
	if c == nil {
		return Command{}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.Commands[path]; c.lines != "" && !known {
		var help Command
		_ = json.Unmarshal([]byte(c.text(path)), &help) // a test reads them all
		c.Commands[path] = help
	}
	return c.Commands[path]
}

// Short returns the short help of a command without reading the rest of it, for a page that lists many; "" for one that the
// catalogue lacks.
func (c *Catalogue) Short(path string) string {
	if c == nil {
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lines == "" {
		return c.Commands[path].Short
	}
	_, rest, _ := strings.Cut(c.text(path), "\n   \"short\":")
	short, _ := cutString(rest)
	return short
}

// text returns a command of the file as JSON; the caller holds mu.
func (c *Catalogue) text(path string) string {
	if c.texts == nil {
		c.texts = members(section(c.file, "commands"))
	}
	for _, m := range c.texts {
		if m.name == path {
			return m.value
		}
	}
	return "{}"
}

// Format returns the catalogue's text for one that is still to be filled in; the text itself when the catalogue lacks it.
func (c *Catalogue) Format(format string) string {
	if c == nil {
		return format
	}
	if t, ok := c.message(format); ok {
		return t
	}
	if core := Key(format); core != "" && core != format {
		if t, ok := c.message(core); ok {
			before, after, _ := strings.Cut(format, core)
			return before + t + after
		}
	}
	return format
}

func (c *Catalogue) message(key string) (string, bool) {
	if c.lines != "" {
		return find(c.lines, key)
	}
	t, ok := c.Messages[key]
	return t, ok
}

// Key returns a format as it stands in a catalogue: without blanks around it and the colon at its end. A remark in brackets keeps
// the blank that sets it off.
func Key(format string) string {
	if strings.HasPrefix(format, " (") {
		return format
	}
	return strings.TrimSuffix(strings.TrimSpace(format), ":")
}
