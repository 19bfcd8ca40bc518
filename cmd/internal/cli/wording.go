package cli

import (
	"maps"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/lang"
)

// Wording is how texts of pkg, which knows no command line, are said where genba is typed: with its commands and flags. The
// keys are pkg's formats; both have the same verbs.
type Wording map[say.Format]say.Format

// Wordings returns that of the shared rooms and those of the vendors as one.
func Wordings(vendors ...Wording) Wording {
	all := Wording{}
	for _, w := range append([]Wording{dataWording(), keepWording(), wireWording(), workWording()}, vendors...) {
		maps.Copy(all, w)
	}
	return all
}

// speech is the language of the command line: pkg's texts in its wording, and then in the language of who reads them.
type speech struct {
	wording  Wording
	language *lang.Catalogue // nil: English
}

// Format implements say.Catalogue.
func (s speech) Format(format string) string {
	if worded, ok := s.wording[say.Format(format)]; ok {
		format = string(worded)
	}
	if s.language == nil {
		return format
	}
	return s.language.Format(format)
}
