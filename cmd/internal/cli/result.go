package cli

import (
	"context"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

// Result is what a run of a List prints. Of a plain list it is Stream(records); the rest of the fields is for what is
// unusual about a run.
type Result struct {
	// Records are read once, after the output is open. An error ends them; Verdict(err) says that they are complete all
	// the same.
	Records Records
	// Rows are what tables, csv and tsv show instead of Records; only one of the two is read. nil: Records.
	Rows Records
	// Single: the records are one object, not a list (unless they are of Several).
	Single bool
	// Gathered: what the records are made of is read and held before the first of them.
	Gathered bool
	// Columns are those of this run. nil: all of the List or, with Declared or Arrange, as they are found.
	Columns []record.Column
	// Declared returns the columns that the answer itself names. It is asked when the first record is there and again at
	// the end. nil: they are found in the records alone.
	Declared func() []record.Column
	// Arrange puts in order the columns that were found in the records, and may add to them. nil: as found.
	Arrange Arrange
	// Done says of a write what was done already when the output then fails; empty for reads.
	Done say.Format
	// OwnDryRun: the vendor has a dry run of its own, whose answer is printed like any other.
	OwnDryRun bool
	// Shape says how the records lie in a table of a database, for --into; its columns are those above. The zero Shape is a list
	// without ids.
	Shape destination.Shape
	// Selection is what chose the records, where flags and arguments alone don't say it, in a fixed order. nil: they do.
	Selection []string
	// Picture says how a page draws the records beside their text; nil: it does not.
	Picture *render.Picture
	// Split reads the records and says to which files they go. nil: they go to one output.
	Split func(ctx context.Context, records Records) (*Parts, error)
}

// Arrange puts columns in order that are known only when all records are.
type Arrange = func(found []render.Column) []render.Column

// AsFound returns the Arrange of an object whose columns are its own: a terminal shows it as one, not as JSON.
func AsFound(found []render.Column) []render.Column { return found }

// Stream returns the result of a plain list.
func Stream(records Records) *Result { return &Result{Records: records} }

// Keyed says of records that the columns tell each from every other.
func (r *Result) Keyed(columns ...string) *Result {
	r.Shape.Key = columns
	return r
}

// Object returns the result of a command that reads one object.
func Object(read func() (record.Record, error)) *Result {
	return &Result{Records: One(read), Single: true}
}

// Write returns the result of a command that writes one object. done says what was done when the output then fails.
func Write(done say.Format, write func() (record.Record, error)) *Result {
	return &Result{Records: One(write), Single: true, Done: done}
}

// emptied returns the result without its records; r may be nil.
func (r *Result) emptied() *Result {
	empty := Result{}
	if r != nil {
		empty = *r
	}
	empty.Records, empty.Rows = func(func(record.Record, error) bool) {}, nil
	return &empty
}
