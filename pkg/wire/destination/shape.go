package destination

import "github.com/genba-cli/genba/pkg/data/record"

// Shape says how a resource's records lie in its table.
type Shape struct {
	// Columns are those that the table has in any case, in their order; what else the records have comes behind them.
	Columns []record.Column
	// Declared are more of them, known when the first record has come; nil: none.
	Declared func() []record.Column
	// Moment is the column of the time by which a range asks: a moment, or a day in the form of Layout. Empty: it is not known,
	// and a range replaces what the same range, or one within it, brought.
	Moment string
	// Layout is how a day looks in Moment (time.Format), where that is no moment.
	Layout string
	// Key are the columns that tell a record from every other; a record that comes again replaces the one that was there.
	Key []string
	// Owner is the column of those whom the selection names, such as staff_id: records of others are not replaced.
	Owner string
	// Owners are those whom this pull asked for, when its first record has come; nil: those whom its records are of.
	Owners func() []string
}
