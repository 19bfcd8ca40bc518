package state

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Former is an account that somebody of a people map had earlier. It holds no name.
type Former struct {
	Service string    `json:"service"`
	Account string    `json:"account"`       // the former one
	Person  string    `json:"person"`        // of the people map
	Now     string    `json:"now,omitempty"` // the account that came after it; "" for none
	NotedAt time.Time `json:"noted_at"`
}

// History is where former accounts are kept: a [Store] or a [Folder].
type History interface {
	// Formers returns the former accounts of the profile's people.
	Formers(ctx context.Context, profile string) ([]Former, error)
	// KeepFormers stores what a people map says: of the accounts that it mentions that alone is known afterwards, others stay.
	KeepFormers(ctx context.Context, profile string, said []Former) error
}

// account returns what two are about when they are about one.
func (f Former) account() [2]string { return [2]string{f.Service, f.Account} }

func (f Former) compare(o Former) int {
	return slices.Compare([]string{f.Service, f.Account, f.Person}, []string{o.Service, o.Account, o.Person})
}

// remember returns what is known after a people map has said something: of the accounts that it mentions that alone, and of the others what
// was known before.
func remember(known, said []Former, now time.Time) (all []Former, changed bool) {
	mentioned := map[[2]string]bool{}
	for _, f := range said {
		mentioned[f.account()] = true
		at := slices.IndexFunc(known, func(k Former) bool { return k.compare(f) == 0 && k.Now == f.Now })
		if at >= 0 {
			f.NotedAt = known[at].NotedAt
		} else {
			changed = true
			if f.NotedAt.IsZero() {
				f.NotedAt = now.UTC().Truncate(time.Second)
			}
		}
		all = append(all, f)
	}
	for _, f := range known {
		switch {
		case !mentioned[f.account()]:
			all = append(all, f)
		case !slices.ContainsFunc(said, func(s Former) bool { return s.compare(f) == 0 }):
			changed = true
		}
	}
	slices.SortFunc(all, Former.compare)
	return slices.CompactFunc(all, func(a, b Former) bool { return a.compare(b) == 0 }), changed
}

// formerPrefix begins the names of the documents as which former accounts are moved: people/PROFILE.
const formerPrefix = "people/"

// FormersOf returns the profile of a document that holds former accounts.
func FormersOf(name string) (profile string, ok bool) { return strings.CutPrefix(name, formerPrefix) }

// FormersDocument returns former accounts as a document.
func FormersDocument(profile string, all []Former) Document {
	d := Document{Name: formerPrefix + profile}
	text, _ := json.Marshal(all) // no value of it can fail
	d.Content = string(text)
	for _, f := range all {
		if f.NotedAt.After(d.ChangedAt) {
			d.ChangedAt = f.NotedAt
		}
	}
	return d
}

// ParseFormers reads the content of such a document, "" for an empty one.
func ParseFormers(content string) (all []Former, err error) {
	if content == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(content), &all); err != nil {
		return nil, fault.Errorf(fault.Other, "the history of the people map can't be read: %w", err)
	}
	return all, nil
}

// Formers implements History.
func (s *Store) Formers(ctx context.Context, profile string) (all []Former, err error) {
	err = s.do(ctx, func(c *postgres.Conn) error {
		all, err = formers(ctx, c, profile)
		return err
	})
	return all, err
}

func formers(ctx context.Context, c *postgres.Conn, profile string) (all []Former, err error) {
	rows, err := c.Query(ctx, "SELECT service, former, person, successor, "+iso("noted_at")+` FROM genba.people WHERE profile = $1
ORDER BY service COLLATE "C", former COLLATE "C", person COLLATE "C"`, &profile)
	for _, row := range rows {
		all = append(all, Former{Service: *row[0], Account: *row[1], Person: *row[2], Now: *row[3], NotedAt: moment(row[4])})
	}
	return all, err
}

// AllFormers returns those of all profiles, as documents.
func (s *Store) AllFormers(ctx context.Context) (documents []Document, err error) {
	err = s.do(ctx, func(c *postgres.Conn) error {
		documents = nil
		rows, err := c.Query(ctx, `SELECT DISTINCT profile COLLATE "C" FROM genba.people ORDER BY 1`)
		if err != nil {
			return err
		}
		for _, row := range rows {
			all, err := formers(ctx, c, *row[0])
			if err != nil {
				return err
			}
			documents = append(documents, FormersDocument(*row[0], all))
		}
		return nil
	})
	return documents, err
}

// KeepFormers implements History.
func (s *Store) KeepFormers(ctx context.Context, profile string, said []Former) error {
	return s.do(ctx, func(c *postgres.Conn) error { return undone(ctx, c, s.keepFormers(ctx, c, profile, said)) })
}

func (s *Store) keepFormers(ctx context.Context, c *postgres.Conn, profile string, said []Former) error {
	if err := c.Run(ctx, "BEGIN"); err != nil {
		return err
	}
	if _, err := c.Query(ctx, "SELECT pg_advisory_xact_lock($1::bigint)", number("change/"+formerPrefix+profile)); err != nil {
		return err
	}
	known, err := formers(ctx, c, profile)
	if err != nil {
		return err
	}
	all, changed := remember(known, said, s.Now())
	if changed {
		if _, err := c.Exec(ctx, "DELETE FROM genba.people WHERE profile = $1", &profile); err != nil {
			return err
		}
		rows := FormersDocument(profile, all).Content
		if _, err := c.Exec(ctx, `INSERT INTO genba.people (profile, service, former, person, successor, noted_at)
SELECT $1, service, account, person, coalesce(now, ''), noted_at FROM json_to_recordset($2::json)
AS f(service text, account text, person text, now text, noted_at timestamptz)`, &profile, &rows); err != nil {
			return err
		}
	}
	return c.Run(ctx, "COMMIT")
}

// Formers implements History. A Folder without a Dir knows none.
func (f Folder) Formers(_ context.Context, profile string) ([]Former, error) {
	if f.Dir == "" {
		return nil, nil
	}
	content, err := f.Load(formerPrefix + profile)
	if err != nil {
		return nil, err
	}
	return ParseFormers(content)
}

// KeepFormers implements History. A Folder without a Dir keeps nothing.
func (f Folder) KeepFormers(ctx context.Context, profile string, said []Former) (err error) {
	if f.Dir == "" {
		return nil
	}
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return fault.Errorf(fault.Other, "the state can't be written: %w", err)
	}
	held, err := lock.Acquire(ctx, f.Dir, "people", runsWait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, held.Release()) }()
	known, err := f.Formers(ctx, profile)
	if err != nil {
		return err
	}
	all, changed := remember(known, said, time.Now())
	if !changed {
		return nil
	}
	d := FormersDocument(profile, all)
	return f.Save(d.Name, d.Content)
}
