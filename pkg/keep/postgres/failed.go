package postgres

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// kinds returns what PostgreSQL's codes (Appendix A of its manual) mean for who runs the command; the longest prefix counts.
func kinds() map[string]fault.Kind {
	return map[string]fault.Kind{
		"08":    fault.Temporary, // connection exceptions
		"28":    fault.Auth,      // invalid authorization
		"3D000": fault.Usage,     // no such database
		"3F000": fault.Usage,     // no such schema
		"40":    fault.Temporary, // deadlock, serialization
		"42501": fault.Auth,      // insufficient privilege
		"53":    fault.Temporary, // too many connections, disk full
		"55P03": fault.Temporary, // lock not available
		"57":    fault.Temporary, // shut down, cancelled
	}
}

// refused reports whether the server wants another password than the one it got.
func refused(err error) bool { return strings.HasPrefix(Code(err), "28") || wantsPassword(err) }

// wantsPassword reports whether a method that needs a password had none.
func wantsPassword(err error) bool { return err != nil && strings.Contains(err.Error(), "password") }

// failed says what was being done and why it failed.
func failed(ctx context.Context, doing say.Text, err error) error {
	if ctx.Err() != nil {
		return fault.Errorf(fault.KindOf(ctx.Err()), "%s: %w", doing, ctx.Err())
	}
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return fault.Errorf(fault.Temporary, "%s: %w", doing, plain(err)).
			WithHint("is the server running, and is the address right? what was not committed is undone; run the command again")
	}
	kind := fault.Other
	for prefix, k := range kinds() {
		if strings.HasPrefix(pg.Code, prefix) {
			kind = k
		}
	}
	e := &fault.Error{Kind: kind, Code: pg.Code, Message: say.T("%s: %s", doing, say.Verbatim(pg.Message)), Err: err}
	switch {
	case strings.HasPrefix(pg.Code, "28"):
		e.Hint = say.T("the credential store keeps a password; PGPASSWORD and ~/.pgpass go before it")
	case pg.Code == "42501":
		e.Hint = say.T("the user of the address needs the right to make tables there: GRANT CREATE ON SCHEMA public TO …")
	case pg.Code == "3D000":
		e.Hint = say.T("createdb makes a database; genba only makes tables")
	case pg.Detail != "":
		e.Hint = say.Verbatim(pg.Detail)
	}
	return e
}

// plain returns the cause without the wrapping of the library, which repeats user and database.
func plain(err error) error {
	var connect *pgconn.ConnectError
	if !errors.As(err, &connect) {
		return err
	}
	if cause := connect.Unwrap(); cause != nil {
		return cause
	}
	return err
}
