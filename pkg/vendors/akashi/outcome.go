package akashi

import (
	"errors"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// Outcome is what became of one row of a write.
type Outcome struct {
	ID     string        // AKASHI's id, where the answer names it
	Error  say.Text      // why not; says nothing when the row was done
	Unsure bool          // the answer does not tell whether this row was done
	Answer record.Record // what the answer says of this row, as sent; empty where it can't be told apart from others
}

// written is the answer to a write of rows: what is stored now, and what was refused. Neither has the number
// of its row.
type written struct {
	listed  bool // there was a list of what is stored
	stored  []record.Record
	refused []Refusal
}

// notSaid is the outcome of a row that the answer can't be matched with.
const notSaid say.Format = "the answer does not say what became of this row"

// also returns why nobody knows, and what AKASHI says of other rows.
func also(why say.Format, refusals []Refusal) say.Text {
	if len(refusals) == 0 {
		return say.T(why)
	}
	return say.T("%s; AKASHI also says: %s", why, say.Join("; ", named(refusals)...))
}

// writtenOf reads it. An answer that can't be read is one of which nobody can say what it did.
func writtenOf(what say.Text, response record.Value, err error, names ...string) (written, error) {
	var partial *PartialError
	if err != nil && !errors.As(err, &partial) {
		return written{}, err
	}
	var w written
	if partial != nil {
		w.refused = partial.Refusals
	}
	list := response.Field(names...)
	if partial != nil && list.Kind() != record.KindArray {
		return w, nil // everything may have been refused
	}
	stored, bad := recordsOf(what, say.Verbatim(names[0]), list)
	if bad != nil {
		return written{}, unsure(both(bad, err))
	}
	w.listed, w.stored = true, stored
	return w, nil
}
