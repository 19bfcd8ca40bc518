package render

import (
	"bytes"
	"slices"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Halves are the values in which half of a surrogate pair stood alone: a vendor cut a text inside a character.
type Halves struct {
	Count int
	First say.Text // where: row 3, column "note"
}

// look counts those of record n that are written: under the columns, or with nil anywhere in it.
func (h *Halves) look(n int, r *record.Record, cols []Column) {
	if !r.Sound() {
		h.count(n, *r, cols)
	}
}

func (h *Halves) count(n int, r record.Record, cols []Column) {
	count := r.LoneSurrogates()
	if count == 0 {
		return
	}
	first := ""
	if cols == nil {
		found := newColumnFinder()
		found.record(r.Value())
		first = firstHalved(r, found.columns())
	} else {
		written := slices.DeleteFunc(slices.Clone(cols), func(c Column) bool { return !halved(r, c) })
		if count = len(written); count == 0 {
			return
		}
		first = written[0].Name
	}
	if h.Count == 0 {
		h.First = rowName(n)
		if first != "" {
			h.First = place(n, first)
		}
	}
	h.Count += count
}

// firstHalved returns the first column with such a value; "" where only a name has half a pair.
func firstHalved(r record.Record, cols []Column) string {
	if i := slices.IndexFunc(cols, func(c Column) bool { return halved(r, c) }); i >= 0 {
		return cols[i].Name
	}
	return ""
}

// halved reports whether half of a pair is in the cell of the column.
func halved(r record.Record, c Column) bool {
	for _, path := range append([][]string{c.path()}, c.Alt...) {
		if v := r.Lookup(path...); v != nil {
			return record.LoneSurrogate(v) >= 0
		}
	}
	return false
}

// inCP932 returns text with 〓 for U+FFFD, which has no code there: it stands for the half of a pair, and the pull goes on.
func inCP932(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\ufffd"), []byte("〓")) }
