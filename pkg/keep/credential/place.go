package credential

import "github.com/genba-cli/genba/pkg/say"

// Place is where a secret is, for people: "environment GENBA_AKASHI_TOKEN", "credential_command", "keyring". The zero Place is
// nowhere. Places can be compared.
type Place struct {
	format say.Format // with a verb for each name
	names  [2]string
}

// At returns the place that the format and up to two names say.
func At(format say.Format, names ...string) Place {
	p := Place{format: format}
	copy(p.names[:], names)
	return p
}

// String returns the place in English.
func (p Place) String() string { return p.In(nil) }

// In implements say.Speaker.
func (p Place) In(c say.Catalogue) string {
	var names []any
	for _, name := range p.names {
		if name != "" {
			names = append(names, name)
		}
	}
	return say.T(p.format, names...).In(c)
}
