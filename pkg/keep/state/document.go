package state

import (
	"context"
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// ErrFenced is reported, wrapped, when somebody else has stored a document meanwhile whose lock this process thought it had.
var ErrFenced = say.Sentinel("another process has stored a newer one meanwhile")

// Document is one that is kept.
type Document struct {
	Name, Content string
	ChangedAt     time.Time
}

// Load returns the content of a document, "" when there is none.
func (s *Store) Load(ctx context.Context, name string) (content string, err error) {
	err = s.do(ctx, func(c *postgres.Conn) error {
		content, _, err = load(ctx, c, name)
		return err
	})
	return content, err
}

func load(ctx context.Context, c *postgres.Conn, name string) (content string, version int64, err error) {
	rows, err := c.Query(ctx, "SELECT content, version FROM genba.documents WHERE name = $1", &name)
	if err != nil || len(rows) == 0 {
		return "", 0, err
	}
	version, err = strconv.ParseInt(*rows[0][1], 10, 64)
	return *rows[0][0], version, err
}

// Save stores a document for good before it returns. When this process took the lock of that name, it is stored only over what was there
// when it got the lock: a holder whose connection died, and who was taken for dead, can't store over what came after.
func (s *Store) Save(ctx context.Context, name, content string) error {
	return s.do(ctx, func(c *postgres.Conn) error {
		t := s.locks[name]
		if t == nil || !t.held {
			_, err := c.Exec(ctx, `INSERT INTO genba.documents (name, content) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET content = excluded.content, version = documents.version + 1, changed_at = now()`, &name, &content)
			return err
		}
		return t.save(ctx, c, name, content)
	})
}

func (t *held) save(ctx context.Context, c *postgres.Conn, name, content string) error {
	version := strconv.FormatInt(t.version, 10)
	n, err := c.Exec(ctx, `UPDATE genba.documents SET content = $2, version = version + 1, changed_at = now() WHERE name = $1 AND version = $3::bigint`, &name, &content, &version)
	if err == nil && n == 0 && t.version == 0 {
		n, err = c.Exec(ctx, `INSERT INTO genba.documents (name, content) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, &name, &content)
	}
	if err != nil {
		return err
	}
	if n == 0 {
		now, _, err := load(ctx, c, name)
		if err != nil {
			return err
		}
		if now != content { // else it was stored just before the connection was lost
			return fault.Errorf(fault.Temporary, "%s was not stored: %w", name, ErrFenced).WithHint("run the command again")
		}
	}
	t.version++
	return nil
}

// Update changes a document, "" for none, while nobody else does: by whoever has the lock of its name as Save does it, by others as
// Change does. do may be called twice when the connection is lost.
func (s *Store) Update(ctx context.Context, name string, do func(content string) (changed string, err error)) error {
	mine := "" // what was sent when the connection was lost: it may have been stored
	return s.do(ctx, func(c *postgres.Conn) error {
		t := s.locks[name]
		if t == nil || !t.held {
			err := change(ctx, c, name, func(content string) (string, bool, error) {
				changed, err := do(content)
				return changed, err == nil, err
			})
			return undone(ctx, c, err)
		}
		content, version, err := load(ctx, c, name)
		switch {
		case err != nil:
			return err
		case mine != "" && content == mine:
			t.version = version
			return nil
		case version != t.version:
			return fault.Errorf(fault.Temporary, "%s was not stored: %w", name, ErrFenced).WithHint("run the command again")
		case mine == "":
			if mine, err = do(content); err != nil {
				return err
			}
		}
		return t.save(ctx, c, name, mine)
	})
}

// undone ends a transaction that failed.
func undone(ctx context.Context, c *postgres.Conn, err error) error {
	if err != nil && !lost(err) {
		_ = c.Run(context.WithoutCancel(ctx), "ROLLBACK") // what fails here is undone with the connection
	}
	return err
}

// Rename puts a document in the place of another in one step, and says whether it was there.
func (s *Store) Rename(ctx context.Context, from, to string) (there bool, err error) {
	err = s.do(ctx, func(c *postgres.Conn) error {
		n, err := c.Exec(ctx, `WITH moved AS (DELETE FROM genba.documents WHERE name = $1 RETURNING content)
INSERT INTO genba.documents (name, content) SELECT $2, content FROM moved
ON CONFLICT (name) DO UPDATE SET content = excluded.content, version = documents.version + 1, changed_at = now()`, &from, &to)
		there = n > 0
		return err
	})
	return there, err
}

// Change lets do change a document while nobody else does: it gets what is there, "" for nothing, and returns what shall be. Nothing is
// written when it says so. It may be called twice when the connection is lost.
func (s *Store) Change(ctx context.Context, name string, do func(content string) (changed string, write bool, err error)) error {
	return s.do(ctx, func(c *postgres.Conn) error {
		return undone(ctx, c, change(ctx, c, name, do))
	})
}

func change(ctx context.Context, c *postgres.Conn, name string, do func(string) (string, bool, error)) error {
	if err := c.Run(ctx, "BEGIN"); err != nil {
		return err
	}
	if _, err := c.Query(ctx, "SELECT pg_advisory_xact_lock($1::bigint)", number("change/"+name)); err != nil {
		return err
	}
	now, _, err := load(ctx, c, name)
	if err != nil {
		return err
	}
	changed, write, err := do(now)
	if err != nil {
		return err
	}
	if write {
		_, err := c.Exec(ctx, `INSERT INTO genba.documents (name, content) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET content = excluded.content, version = documents.version + 1, changed_at = now()`, &name, &changed)
		if err != nil {
			return err
		}
	}
	return c.Run(ctx, "COMMIT")
}

// Documents returns all whose names begin with prefix, by name.
func (s *Store) Documents(ctx context.Context, prefix string) (all []Document, err error) {
	err = s.do(ctx, func(c *postgres.Conn) error {
		all = nil
		rows, err := c.Query(ctx, `SELECT name, content, to_char(changed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM genba.documents WHERE starts_with(name, $1) ORDER BY name COLLATE "C"`, &prefix)
		for _, row := range rows {
			at, _ := time.Parse(time.RFC3339, *row[2])
			all = append(all, Document{Name: *row[0], Content: *row[1], ChangedAt: at})
		}
		return err
	})
	return all, err
}
