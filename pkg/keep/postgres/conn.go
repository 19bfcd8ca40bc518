package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// connectTimeout bounds the wait for a server that does not answer, unless the address says otherwise.
const connectTimeout = 15 * time.Second

// Options are what a connection is made with.
type Options struct {
	// Password is asked for when the server wants one and neither PGPASSWORD nor the password file has it; nil: there is none.
	Password func(context.Context) (string, error)
}

// Conn is one connection. It is not for concurrent use.
type Conn struct {
	pg    *pgconn.PgConn
	place string
}

// Connect connects. PGPASSWORD, the password file and the other variables of PostgreSQL's own programs count.
func Connect(ctx context.Context, a Address, o Options) (*Conn, error) {
	config, err := pgconn.ParseConfig(a.text)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "the address of the database can't be used: %w", err).WithHint("for example postgres://user@host:5432/database")
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "genba"
	}
	config.RuntimeParams["client_encoding"] = "UTF8"
	config.RuntimeParams["datestyle"] = "ISO, YMD"
	config.RuntimeParams["timezone"] = "UTC"
	pg, err := pgconn.ConnectConfig(ctx, config)
	if config.Password == "" && o.Password != nil && refused(err) {
		var bad error
		if config.Password, bad = o.Password(ctx); bad != nil {
			return nil, bad
		}
		if config.Password != "" {
			pg, err = pgconn.ConnectConfig(ctx, config)
		}
	}
	if err != nil {
		return nil, failed(ctx, say.T("the database %s can't be reached", a.Place()), err)
	}
	return &Conn{pg: pg, place: a.Place()}, nil
}

// Place returns user, host and database.
func (c *Conn) Place() string { return c.place }

// Close ends the connection, and with it what it had begun and not committed, and its locks.
func (c *Conn) Close() {
	ctx, stop := context.WithTimeout(context.Background(), time.Second)
	defer stop()
	_ = c.pg.Close(ctx) // a connection that is lost is closed, too
}

// Run runs statements that have no arguments and give nothing.
func (c *Conn) Run(ctx context.Context, sql string) error {
	_, err := c.pg.Exec(ctx, sql).ReadAll()
	return c.failed(ctx, err)
}

// Exec runs one statement with its arguments, nil for NULL, and returns how many rows it changed.
func (c *Conn) Exec(ctx context.Context, sql string, args ...*string) (int64, error) {
	result := c.pg.ExecParams(ctx, sql, values(args), nil, nil, nil).Read()
	return result.CommandTag.RowsAffected(), c.failed(ctx, result.Err)
}

// Query returns the rows of one statement as text, nil for NULL.
func (c *Conn) Query(ctx context.Context, sql string, args ...*string) ([][]*string, error) {
	result := c.pg.ExecParams(ctx, sql, values(args), nil, nil, nil).Read()
	if result.Err != nil {
		return nil, c.failed(ctx, result.Err)
	}
	rows := make([][]*string, len(result.Rows))
	for i, row := range result.Rows {
		rows[i] = make([]*string, len(row))
		for k, value := range row {
			if value != nil {
				text := string(value)
				rows[i][k] = &text
			}
		}
	}
	return rows, nil
}

func values(args []*string) [][]byte {
	all := make([][]byte, len(args))
	for i, arg := range args {
		if arg != nil {
			all[i] = []byte(*arg)
		}
	}
	return all
}

func (c *Conn) failed(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	return failed(ctx, say.T("the database %s", c.place), err)
}

// Code returns PostgreSQL's own code of an error, "" where it has none.
func Code(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}
