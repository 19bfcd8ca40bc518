package state

import (
	"context"
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/keep/postgres"
)

// Run is a command that was run, without its flags.
type Run struct {
	Started time.Time `json:"started"`
	Profile string    `json:"profile"`
	Command string    `json:"command"`
	From    time.Time `json:"from,omitzero"` // of the records that were asked for; zero where a command has no range
	To      time.Time `json:"to,omitzero"`
	Records int64     `json:"records"`
	Exit    int       `json:"exit"`
	Seconds float64   `json:"seconds"`
}

// AddRun notes a run, or how one ended in the end that was noted before, and forgets those of more than 400 days ago.
func (s *Store) AddRun(ctx context.Context, r Run) error {
	started, records, exit := instant(r.Started), strconv.FormatInt(r.Records, 10), strconv.Itoa(r.Exit)
	seconds := strconv.FormatFloat(r.Seconds, 'f', 3, 64)
	return s.do(ctx, func(c *postgres.Conn) error {
		if err := c.Run(ctx, "DELETE FROM genba.runs WHERE started < now() - interval '400 days'"); err != nil {
			return err
		}
		_, err := c.Exec(ctx, `INSERT INTO genba.runs (started, profile, command, range_from, range_to, records, exit, seconds)
VALUES ($1::timestamptz, $2, $3, $4::timestamptz, $5::timestamptz, $6::bigint, $7::integer, $8::numeric)
ON CONFLICT (started, profile, command) DO UPDATE SET exit = excluded.exit, seconds = excluded.seconds`,
			started, &r.Profile, &r.Command, instant(r.From), instant(r.To), &records, &exit, &seconds)
		return err
	})
}

// Runs returns the last runs, newest first.
func (s *Store) Runs(ctx context.Context, last int) (runs []Run, err error) {
	most := strconv.Itoa(last)
	err = s.do(ctx, func(c *postgres.Conn) error {
		runs = nil
		rows, err := c.Query(ctx, `SELECT `+iso("started")+`, profile, command, `+iso("range_from")+`, `+iso("range_to")+`, records, exit, seconds
FROM genba.runs ORDER BY started DESC, profile, command LIMIT $1::integer`, &most)
		for _, row := range rows {
			r := Run{Started: moment(row[0]), Profile: *row[1], Command: *row[2], From: moment(row[3]), To: moment(row[4])}
			r.Records, _ = strconv.ParseInt(*row[5], 10, 64)
			r.Exit, _ = strconv.Atoi(*row[6])
			r.Seconds, _ = strconv.ParseFloat(*row[7], 64)
			runs = append(runs, r)
		}
		return err
	})
	return runs, err
}

func iso(column string) string { return `to_char(` + column + `, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` }

// instant returns a time as an argument, nil for none.
func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Format(time.RFC3339Nano)
	return &text
}

func moment(text *string) time.Time {
	if text == nil {
		return time.Time{}
	}
	t, _ := time.Parse(time.RFC3339, *text)
	return t
}
