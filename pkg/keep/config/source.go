package config

import "github.com/genba-cli/genba/pkg/say"

// Kind says which layer a value came from.
type Kind string

// The layers, the strongest first. FromNowhere means that nobody gave a value and there is no default.
const (
	FromFlag    Kind = "flag"
	FromEnv     Kind = "env"
	FromFile    Kind = "file"
	FromDefault Kind = "default"
	FromNowhere Kind = "unset"
)

// Source is where a value came from.
type Source struct {
	Kind Kind
	Name string // the flag, the variable, or path:line; empty for the last two
}

// String returns the source for people: "environment GENBA_TIMEZONE", "file /home/k/.config/genba/config.yaml:3".
func (s Source) String() string { return s.In(nil) }

// In returns the same in the language of the catalogue.
func (s Source) In(c say.Catalogue) string {
	said := say.T("not set")
	switch s.Kind {
	case FromFlag:
		said = say.T("flag %s", s.Name)
	case FromEnv:
		said = say.T("environment %s", s.Name)
	case FromFile:
		said = say.T("file %s", s.Name)
	case FromDefault:
		said = say.T("default")
	}
	return said.In(c)
}

// Setting is one effective value.
type Setting struct {
	Key    string // "timezone", "akashi.company_id", "akashi.endpoints.stamps"
	Value  string
	Source Source
}
