//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/internal/postgrestest"
	"github.com/genba-cli/genba/pkg/keep/postgres"
)

// each measures a night for many companies: the stamps of a day into PostgreSQL, which has the state, too.
func each(l *lab) error {
	return l.withPostgres("the night for many companies", func(server *postgrestest.Server) error { return nights(l, server) })
}

func nights(l *lab, server *postgrestest.Server) error {
	n := &night{lab: l, server: server, latency: 250 * time.Millisecond}
	n.set = evenly(800, time.Date(2025, 3, 3, 0, 0, 0, 0, time.UTC), 1)
	n.set.Staffs = 200
	var rows [][]string
	for i, c := range []struct{ companies, jobs, requests int }{{max(l.night/5, 1), 8, 4}, {l.night, 12, 8}} {
		row, err := n.run("night"+strconv.Itoa(i), c.companies, c.jobs, c.requests)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	l.table("genba each: 800 stamps of 200 people a company into PostgreSQL, 250 ms of vendor latency, once each", []string{
		"companies", "--jobs", "--per-host", "requests", "at most at once", "rows", "least", "elapsed", "× least", "CPU of genba, a company", "peak MiB of a process",
		"connections, most", "a process",
	}, rows...)
	l.note("The least is requests × latency ÷ --per-host.")
	return nil
}

// night is the setting of the runs.
type night struct {
	*lab
	server  *postgrestest.Server
	set     stampSet
	latency time.Duration
}

// run measures one night, and checks that every row is there.
func (n *night) run(database string, companies, jobs, perHost int) ([]string, error) {
	address := n.server.Database(database)
	if err := n.serve(n.set, n.latency); err != nil {
		return nil, err
	}
	config, err := n.config(companies)
	if err != nil {
		return nil, err
	}
	var people []string
	for i := range n.set.Staffs {
		people = append(people, strconv.FormatInt(i+1, 10))
	}
	day := n.set.From.Format(time.DateOnly)
	args := []string{
		n.genba, "each", "--profiles", "bureau*", "--jobs", strconv.Itoa(jobs), "--per-host", strconv.Itoa(perHost), "--results", n.file(database + ".csv"), "--",
		"genba", "akashi", "stamps", "pull", "--staff", strings.Join(people, ","), "--from", day, "--to", day, "--quiet", "--into", address, "--table", "{profile}",
	}
	env := slices.DeleteFunc(n.env(), func(v string) bool { return strings.HasPrefix(v, "GENBA_AKASHI_COMPANY_ID=") })
	env = append(env, "GENBA_STATE="+address, "GENBA_CONFIG="+config)
	most, stop, err := n.connections(address)
	if err != nil {
		return nil, err
	}
	s, err := measure(command{args: args, env: env})
	if bad := stop(); err == nil {
		err = bad
	}
	if err != nil {
		return nil, err
	}
	seen, err := n.tally()
	if err != nil {
		return nil, err
	}
	rows := strings.TrimSpace(n.server.Psql(database, "SELECT sum((xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I', table_name), false, true, '')))[1]::text::bigint) "+
		"FROM information_schema.tables WHERE table_name LIKE 'bureau%'"))
	switch want := strconv.FormatInt(int64(companies)*n.set.Count, 10); {
	case rows != want:
		return nil, fmt.Errorf("%s rows, want %s", rows, want)
	case seen.MaxInFlight > perHost:
		return nil, fmt.Errorf("%d requests at once, at most %d are allowed", seen.MaxInFlight, perHost)
	}
	least := n.latency * time.Duration(seen.Requests) / time.Duration(perHost)
	return []string{
		fmt.Sprint(companies), fmt.Sprint(jobs), fmt.Sprint(perHost), fmt.Sprint(seen.Requests), fmt.Sprint(seen.MaxInFlight), rows, seconds(least), seconds(s.Elapsed),
		fmt.Sprintf("%.2f", times(s.Elapsed, least)), millis(s.CPU / time.Duration(companies)), mib(s.PeakKiB), fmt.Sprint(*most),
		fmt.Sprintf("%.2f", float64(*most)/float64(jobs)),
	}, nil
}

// config writes a config file with so many profiles.
func (n *night) config(companies int) (string, error) {
	var text strings.Builder
	text.WriteString("profiles:\n")
	for i := range companies {
		fmt.Fprintf(&text, "  bureau%03d: {akashi: {company_id: bench}}\n", i)
	}
	path := n.file("companies.yaml")
	return path, os.WriteFile(path, []byte(text.String()), 0o600)
}

// connections looks ten times a second how many connections genba has, and keeps the most until it is stopped.
func (n *night) connections(address string) (most *int, stop func() error, err error) {
	a, err := postgres.Parse(address)
	if err != nil {
		return nil, nil, err
	}
	conn, err := postgres.Connect(context.Background(), a, postgres.Options{})
	if err != nil {
		return nil, nil, err
	}
	most = new(int)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		defer conn.Close()
		again := time.NewTicker(100 * time.Millisecond)
		defer again.Stop()
		for {
			select {
			case <-ctx.Done():
				ended <- nil
				return
			case <-again.C:
			}
			rows, err := conn.Query(context.Background(), "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'genba' AND pid <> pg_backend_pid()")
			if err != nil {
				ended <- err
				return
			}
			count, err := strconv.Atoi(*rows[0][0])
			if err != nil {
				ended <- errors.New("no number of connections")
				return
			}
			*most = max(*most, count)
		}
	}()
	return most, func() error {
		cancel()
		return <-ended
	}, nil
}
