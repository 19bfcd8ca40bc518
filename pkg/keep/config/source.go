package config

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

// String is for people: "environment GENBA_TIMEZONE", "file /home/k/.config/genba/config.yaml:3".
func (s Source) String() string {
	switch s.Kind {
	case FromFlag:
		return "flag " + s.Name
	case FromEnv:
		return "environment " + s.Name
	case FromFile:
		return "file " + s.Name
	case FromDefault:
		return "default"
	}
	return "not set"
}

// Setting is one effective value.
type Setting struct {
	Key    string // "timezone", "akashi.company_id", "akashi.endpoints.stamps"
	Value  string
	Source Source
}
