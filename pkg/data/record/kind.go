package record

import "github.com/genba-cli/genba/pkg/say"

// Kind is what a value is. The zero value is [KindAbsent].
type Kind uint8

// The kinds of JSON values, and the absence of one.
const (
	KindAbsent Kind = iota
	KindNull
	KindBool
	KindNumber
	KindString
	KindArray
	KindObject
)

var kindNames = [...]say.Format{"nothing", "null", "a boolean", "a number", "a string", "an array", "an object"}

// String returns the kind for messages, with its article: "an array".
func (k Kind) String() string { return k.In(nil) }

// In returns the same in the language of the catalogue.
func (k Kind) In(c say.Catalogue) string { return say.T(kindNames[k]).In(c) }

// kindOf returns the kind of the value that starts with c.
func kindOf(c byte) Kind {
	switch c {
	case 'n':
		return KindNull
	case 't', 'f':
		return KindBool
	case '"':
		return KindString
	case '[':
		return KindArray
	case '{':
		return KindObject
	}
	return KindNumber
}
