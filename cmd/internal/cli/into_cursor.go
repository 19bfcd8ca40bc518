package cli

import (
	"context"
	"encoding/json"
	"time"

	"github.com/genba-cli/genba/pkg/keep/cursor"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

// cursors keep how far the repeated pulls have got: in files, or beside the rows of a table.
type cursors interface {
	Load(k cursor.Key) (cursor.Position, error)
	// Hold keeps the last second that was pulled, and Confirm lets the next run go on behind it.
	Hold(k cursor.Key, until time.Time) error
	Confirm(k cursor.Key) error
	// Unowned returns the cursor of a genba that did not keep whose it was.
	Unowned(k cursor.Key) (path string, until time.Time, ok bool)
	// Place is where the cursor is, for people.
	Place(k cursor.Key) say.Text
}

// tableCursors are those beside the rows: they move in the transaction of the rows, so that neither is ever without the other.
type tableCursors struct {
	ctx  context.Context
	load *destination.Load
}

func (t tableCursors) Load(k cursor.Key) (p cursor.Position, err error) {
	p.Until, err = t.load.Reached(t.ctx, commandOf(k))
	return p, err
}

func (t tableCursors) Hold(k cursor.Key, until time.Time) error {
	return t.load.Reach(t.ctx, commandOf(k), until)
}

// Confirm has nothing to do: the commit confirms.
func (tableCursors) Confirm(cursor.Key) error { return nil }

func (tableCursors) Unowned(cursor.Key) (string, time.Time, bool) { return "", time.Time{}, false }

func (t tableCursors) Place(cursor.Key) say.Text { return say.T("beside the table %s", t.load.Table()) }

// commandOf returns what tells one command from another. The profile is only a name for the account.
func commandOf(k cursor.Key) string {
	k.Profile = ""
	text, _ := json.Marshal(k) // no value of it can fail
	return string(text)
}
