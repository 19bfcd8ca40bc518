package cli

import (
	"sync"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// cellTexts are the texts of genba's own in tables, by their English, which is what machines read.
type cellTexts struct{ texts sync.Map }

// Cell returns a text as a value of a record: in English, and where ShowCell shows the column in a table, in the language of
// who reads it.
func (a *App) Cell(t say.Speaker) record.Value {
	english := a.English(t)
	a.cells.texts.Store(english, t)
	return record.String(english)
}

// Translated makes ShowCell show a value of a record, which is in English, as what another genba says instead.
func (a *App) Translated(english, said string) { a.cells.texts.Store(english, say.Verbatim(said)) }

// ShowCell returns the Show of a column whose values are made with Cell. Other values stay as they are.
func (a *App) ShowCell(english string) string {
	if t, ok := a.cells.texts.Load(english); ok {
		return a.in(t.(say.Speaker)) //nolint:forcetypeassert // Cell stores nothing else
	}
	return english
}
