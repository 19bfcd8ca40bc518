package destination

import (
	"context"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// Address says which database: sqlite:FILE or postgres://….
type Address struct {
	file     string // of SQLite
	postgres postgres.Address
}

// Parse reads an address. A password in it is refused.
func Parse(text string) (Address, error) {
	if file, ok := strings.CutPrefix(text, "sqlite:"); ok {
		if file == "" || file == ":memory:" {
			return Address{}, fault.Errorf(fault.Usage, "%q names no file", text).WithHint("for example sqlite:genba.db")
		}
		return Address{file: file}, nil
	}
	if postgres.Matches(text) {
		a, err := postgres.Parse(text)
		return Address{postgres: a}, err
	}
	scheme, _, _ := strings.Cut(text, ":")
	return Address{}, fault.Errorf(fault.Usage, "the destination is neither sqlite:FILE nor postgres://…%s", nearest.Suggest(scheme, []string{"sqlite", "postgres"})).
		WithHint("sqlite:genba.db, or postgres://user@host/database")
}

// String returns the address as it was given.
func (a Address) String() string {
	if a.file != "" {
		return "sqlite:" + a.file
	}
	return a.postgres.String()
}

// Options are what a destination is opened with.
type Options struct {
	LockWait time.Duration  // how long another job in the same table is waited for
	Now      time.Time      // when the records were pulled
	Zone     *time.Location // of times that the vendor sends without one
	Postgres postgres.Options
}

// Destination is an open database.
type Destination struct {
	db      database
	options Options
}

// Open opens the database; a file that is not there is made.
func Open(ctx context.Context, a Address, o Options) (*Destination, error) {
	return open(ctx, a, o, true)
}

// Look opens a database that must be there, to see what it holds.
func Look(ctx context.Context, a Address, o Options) (*Destination, error) {
	return open(ctx, a, o, false)
}

func open(ctx context.Context, a Address, o Options, create bool) (*Destination, error) {
	if a.file != "" {
		db, err := openSQLite(ctx, a.file, o.LockWait, create)
		if err != nil {
			return nil, err
		}
		return &Destination{db: db, options: o}, nil
	}
	conn, err := postgres.Connect(ctx, a.postgres, o.Postgres)
	if err != nil {
		return nil, err
	}
	return &Destination{db: &postgresDatabase{conn: conn}, options: o}, nil
}

// Close closes it. What was not committed is undone.
func (d *Destination) Close() { d.db.close() }

// Begin waits until no other job is in the table, and begins the transaction.
func (d *Destination) Begin(ctx context.Context, table string) (*Load, error) {
	if err := CheckTable(table); err != nil {
		return nil, err
	}
	if err := d.db.begin(ctx, table, d.options.LockWait); err != nil {
		return nil, err
	}
	if err := checkFormat(ctx, d.db); err != nil {
		return nil, err
	}
	l := &Load{db: d.db, table: table, now: d.options.Now, zone: d.options.Zone}
	return l, l.loadColumns(ctx)
}

// Table returns the name of the table.
func (l *Load) Table() string { return l.table }

// Commit makes what was done last.
func (l *Load) Commit(ctx context.Context) error { return l.db.commit(ctx) }
