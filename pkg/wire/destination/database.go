package destination

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
)

// database is one connection to one engine. Everything between begin and commit is one transaction.
type database interface {
	// begin opens the transaction and takes the lock of the table, for which it waits at most so long.
	begin(ctx context.Context, table string, wait time.Duration) error
	commit(ctx context.Context) error
	close()
	// exec runs one statement and returns how many rows it changed; $1, $2 … stand for the arguments, each once and in order.
	exec(ctx context.Context, sql string, args ...string) (int64, error)
	query(ctx context.Context, sql string, args ...string) ([][]*string, error)
	// columns returns the table's columns in order; none: there is no such table.
	columns(ctx context.Context, table string) ([]column, error)
	// retype makes a column hold another kind; all its values stay.
	retype(ctx context.Context, table string, c column, to kind) error
	// seal adds _scope and _pulled_at to a new table whose rows are in. They stand once, in the definition of the table, as what all
	// rows have that are there.
	seal(ctx context.Context, table string, s stamp) error
	// rows begins to take in rows of these columns, then _record, and unless the table is new _scope and _pulled_at.
	rows(ctx context.Context, table string, columns []column, s stamp) (rows, error)
	dialect() dialect
}

// rows takes in one row after the other.
type rows interface {
	// add takes one row: the values of the columns, nil for none, and the record. at is the column that can't hold its value, and
	// need the kind that can: then the row was not taken. at is -1 when it was.
	add(values []record.Value, r record.Record) (at int, need kind, err error)
	// done ends it; the rows are in the transaction.
	done() error
	// abort gives up what is not done; the transaction is lost.
	abort()
	stamp() stamp
}

// stamp is what the rows of one pull have in common.
type stamp struct {
	scope  string
	pulled time.Time
	zone   *time.Location // of moments that were sent without one
	sealed bool           // scope and time come when all rows are in, as the table is new
}

// dialect is what the engines write differently. A %s stands for a column or an argument.
type dialect struct {
	types      map[kind]string
	json       string            // type of _record and _scope
	within     string            // a text is one of a list, which is an argument as a JSON array of texts
	withinJSON string            // the same of _scope
	pulled     string            // a value of _pulled_at
	point      func(kind) string // a column of moments, made comparable
	bound      func(kind) string // a bound in RFC 3339, made comparable
}
