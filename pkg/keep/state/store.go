package state

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Options say which database, and how it is reached.
type Options struct {
	Address  postgres.Address
	Postgres postgres.Options
	Now      func() time.Time
	// Patience is how long a database that can't be reached is tried again; 0 is as long as a server needs to start anew.
	Patience time.Duration
	// Waiting is called once when it begins to wait for the database.
	Waiting func(err error)
}

// patience is longer than a server needs to start anew.
const patience = time.Minute

// Store is the state in one database, over one connection, which is made when it is first needed. It is safe for concurrent use.
type Store struct {
	o Options

	ahead atomic.Int64 // by how many nanoseconds the server's clock is ahead of ours

	mu    sync.Mutex
	conn  *postgres.Conn
	epoch int // counts connections
	locks map[string]*held
	told  bool
}

// Open returns a store that has touched nothing yet.
func Open(o Options) *Store {
	if o.Patience == 0 {
		o.Patience = patience
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Store{o: o, locks: map[string]*held{}}
}

// Place returns user, host and database.
func (s *Store) Place() string { return s.o.Address.Place() }

// Close ends the connection and with it all locks.
func (s *Store) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop()
}

func (s *Store) drop() {
	if s.conn != nil {
		s.conn.Close()
		s.conn = nil
	}
}

// Now returns the time by the server's clock, which is the same for all machines; ours, as long as nothing was asked of it.
func (s *Store) Now() time.Time {
	return s.o.Now().Add(time.Duration(s.ahead.Load())) // without the mutex: it is asked in the midst of a Change, too
}

// do calls f with a connection, and again with a new one when that is lost, until the database is there or patience is at its end.
// f must be such that it may be done twice.
func (s *Store) do(ctx context.Context, f func(*postgres.Conn) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	until := s.o.Now().Add(s.o.Patience)
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 2*time.Second) {
		err := s.try(ctx, f)
		if err == nil || !lost(err) {
			return err
		}
		s.drop() //nolint:contextcheck // what ends a connection must not end with its command
		if s.o.Now().Add(pause).After(until) || ctx.Err() != nil {
			return err
		}
		if s.o.Waiting != nil && !s.told && pause > time.Second {
			s.told = true
			s.o.Waiting(err)
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

// lost reports whether the database, or the connection to it, was not there.
func lost(err error) bool {
	code := postgres.Code(err)
	return !errors.Is(err, ErrFenced) && fault.KindOf(err) == fault.Temporary && code != lockNotAvailable && (code == "" || code[:2] == "57" || code[:2] == "08" || code[:2] == "53")
}

// lockNotAvailable is PostgreSQL's code for a lock that did not come in lock_timeout.
const lockNotAvailable = "55P03"

func (s *Store) try(ctx context.Context, f func(*postgres.Conn) error) error {
	if s.conn == nil {
		conn, err := postgres.Connect(ctx, s.o.Address, s.o.Postgres)
		if err != nil {
			return err
		}
		if err := s.begin(ctx, conn); err != nil {
			conn.Close() //nolint:contextcheck // what ends a connection must not end with its command
			return err
		}
		s.conn = conn
		s.epoch++
	}
	return f(s.conn)
}

// begin makes the session one whose death is noticed within seconds, and the tables where they are missing.
func (s *Store) begin(ctx context.Context, conn *postgres.Conn) error {
	const session = "SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 2; SET tcp_user_timeout = 4000; SET lock_timeout = 10000"
	if err := conn.Run(ctx, session); err != nil {
		return err
	}
	asked := s.o.Now()
	rows, err := conn.Query(ctx, "SELECT to_regclass('genba.format') IS NOT NULL, extract(epoch FROM clock_timestamp())::text")
	if err != nil {
		return err
	}
	if seconds, err := strconv.ParseFloat(*rows[0][1], 64); err == nil {
		there := time.UnixMicro(int64(seconds * 1e6))
		s.ahead.Store(int64(there.Sub(asked.Add(s.o.Now().Sub(asked) / 2))))
	}
	if *rows[0][0] != "t" {
		if err := conn.Run(ctx, tables); err != nil {
			return err
		}
	}
	return check(ctx, conn)
}

// format is the version of the tables. A genba that finds a later one leaves them alone; it takes over an earlier one.
const format = 3

// tables makes them, one process at a time.
const tables = `BEGIN; SELECT pg_advisory_xact_lock(hashtext('genba'), 0);
CREATE SCHEMA IF NOT EXISTS genba;
CREATE TABLE IF NOT EXISTS genba.format (version integer NOT NULL);
INSERT INTO genba.format (version) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM genba.format);
CREATE TABLE IF NOT EXISTS genba.documents (name text PRIMARY KEY, content text NOT NULL, version bigint NOT NULL DEFAULT 1, changed_at timestamptz NOT NULL DEFAULT now());
COMMENT ON SCHEMA genba IS 'what genba''s processes share: genba state status; docs/state.md';
COMMENT ON TABLE genba.documents IS 'cursors, budgets, sealed secrets, by name';
COMMIT`

// upgrade makes what later formats have, one process at a time.
const upgrade = `BEGIN; SELECT pg_advisory_xact_lock(hashtext('genba'), 0);
CREATE TABLE IF NOT EXISTS genba.runs (started timestamptz NOT NULL, profile text NOT NULL, command text NOT NULL,
range_from timestamptz, range_to timestamptz, records bigint NOT NULL, exit integer NOT NULL, seconds numeric NOT NULL,
PRIMARY KEY (started, profile, command));
COMMENT ON TABLE genba.runs IS 'what genba runs lists';
CREATE TABLE IF NOT EXISTS genba.people (profile text NOT NULL, service text NOT NULL, former text NOT NULL, person text NOT NULL,
successor text NOT NULL, noted_at timestamptz NOT NULL, PRIMARY KEY (profile, service, former, person));
COMMENT ON TABLE genba.people IS 'numbers that people of a people map had earlier; no names';
UPDATE genba.format SET version = 3 WHERE version < 3;
COMMIT`

func check(ctx context.Context, conn *postgres.Conn) error {
	rows, err := conn.Query(ctx, "SELECT max(version) FROM genba.format")
	if err != nil {
		return err
	}
	if rows[0][0] == nil {
		return fault.New(fault.Other, "genba's tables in the database are damaged: genba.format is empty")
	}
	found, err := strconv.Atoi(*rows[0][0])
	if err != nil || found > format {
		return fault.Errorf(fault.Other, "a later genba keeps its state there in format %s, and this one knows %d; nothing was changed", *rows[0][0], format).
			WithHint("use the same version of genba on all machines")
	}
	if found < format {
		return conn.Run(ctx, upgrade)
	}
	return nil
}
