//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/internal/postgrestest"
)

// watch stands for the test that a server of PostgreSQL belongs to: what it has to say is an error, and it cleans up at the end.
type watch struct{ after []func() }

// complaint is what the server had to say.
type complaint struct{ error }

func (w *watch) Helper()                   {}
func (w *watch) Cleanup(f func())          { w.after = append(w.after, f) }
func (w *watch) Fatal(args ...any)         { panic(complaint{errors.New(fmt.Sprint(args...))}) }
func (w *watch) Fatalf(f string, a ...any) { panic(complaint{fmt.Errorf(f, a...)}) }
func (w *watch) Skip(args ...any)          { w.Fatal(args...) }
func (w *watch) end() {
	for i := len(w.after) - 1; i >= 0; i-- {
		w.after[i]()
	}
}

// withPostgres runs a measurement beside a server of its own. Where PostgreSQL is not installed it notes what is not measured.
func (l *lab) withPostgres(what string, measured func(*postgrestest.Server) error) (err error) {
	if !installed("psql") {
		l.note("PostgreSQL is not installed: %s is not measured.", what)
		return nil
	}
	w := &watch{}
	defer w.end()
	defer func() {
		switch p := recover().(type) {
		case nil:
		case complaint:
			err = p
		default:
			panic(p)
		}
	}()
	return measured(postgrestest.Start(w))
}

// intoPostgres compares a table that a pull fills with what psql makes of the CSV. What counts is the CPU of both sides: the binary
// form takes work from the server.
func (l *lab) intoPostgres(set stampSet, pull command, plain string) error {
	return l.withPostgres("its \\copy", func(server *postgrestest.Server) error { return l.copyInto(server, set, pull, plain) })
}

func (l *lab) copyInto(server *postgrestest.Server, set stampSet, pull command, plain string) error {
	address := server.Database("bench")
	psql := "psql -h " + server.Dir() + " -U genba -d bench -X -q -v ON_ERROR_STOP=1 "
	ours := command{args: l.intoArgs(set, address), env: l.env(), cpu: "0"}
	if _, err := measure(ours); err != nil {
		return err
	}
	server.Psql("bench", "CREATE TABLE plain AS SELECT "+csvColumns+" FROM akashi_stamps WITH NO DATA")
	server.Psql("bench", "CREATE TABLE wide AS SELECT "+csvColumns+", _record FROM akashi_stamps WITH NO DATA")
	wide := l.file("wide.csv")
	if _, err := measure(l.shell(psql + `-c "\copy (SELECT ` + csvColumns + `, _record FROM akashi_stamps) TO '` + wide + `' WITH (FORMAT csv, HEADER)"`)); err != nil {
		return err
	}
	load := func(table, file string) command {
		c := l.shell(psql + `-c "\copy ` + table + ` FROM '` + file + `' WITH (FORMAT csv, HEADER)"`)
		c.cpu = "0"
		return c
	}
	commands := []command{pull, ours, ours, load("plain", plain), load("wide", wide)}
	tables := []string{"", "akashi_stamps", "akashi_stamps", "plain", "wide"}
	ready := []string{"", "DROP TABLE akashi_stamps", "TRUNCATE akashi_stamps, _genba_pulls", "TRUNCATE plain", "TRUNCATE wide"}
	const peer = 3
	samples, served := make([][]sample, len(commands)), make([][]sample, len(commands))
	for range l.runs {
		for i, c := range commands {
			if tables[i] != "" {
				server.Psql("bench", ready[i])
				server.Psql("bench", "CHECKPOINT")
			}
			before, err := childrenCPU(server.PID())
			if err != nil {
				return err
			}
			s, err := measure(c)
			if err != nil {
				return err
			}
			after, err := childrenCPU(server.PID())
			if err != nil {
				return err
			}
			samples[i], served[i] = append(samples[i], s), append(served[i], sample{CPU: after - before})
			if tables[i] == "" {
				continue
			}
			if got := strings.TrimSpace(server.Psql("bench", "SELECT count(*) FROM "+tables[i])); got != fmt.Sprint(set.Count) {
				return fmt.Errorf("%s rows for %d stamps", got, set.Count)
			}
		}
	}
	var rows [][]string
	for i, name := range []string{
		"`genba akashi stamps pull -o csv`", "`genba akashi stamps pull --into postgres:`, a new table", "the same into an empty table that is there",
		"`psql \\copy` of the CSV", "`psql \\copy` of the CSV with the record beside it, as jsonb",
	} {
		both := medianCPU(samples[i]) + medianCPU(served[i])
		rows = append(rows, []string{
			name, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), seconds(medianCPU(served[i])), mib(peak(samples[i])),
			fmt.Sprintf("%.2f", times(medianElapsed(samples[i]), medianElapsed(samples[peer]))),
			fmt.Sprintf("%.2f", times(both, medianCPU(samples[peer])+medianCPU(served[peer]))),
		})
	}
	l.table(fmt.Sprintf("%d stamps into a table of PostgreSQL, the client on one core, %d runs each in turn", set.Count, l.runs),
		[]string{"program", "elapsed", "CPU", "server's CPU", "peak MiB", "elapsed × psql", "both CPUs × psql"}, rows...)
	return nil
}

// csvColumns are those of the CSV, as the table calls them.
const csvColumns = "staff_id, stamped_at, type, local_time, timezone, attributes_method, attributes_org_id, attributes_workplace_id, " +
	"attributes_latitude, attributes_longitude, attributes_ip"

// childrenCPU returns the CPU of the processes that have ended below one: of the server's, one for each connection.
func childrenCPU(pid int) (time.Duration, error) {
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	last := int64(-1)
	for { // the process of the connection ends a moment after its client
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			return 0, err
		}
		_, rest, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(rest)
		user, err1 := strconv.ParseInt(fields[13], 10, 64)
		system, err2 := strconv.ParseInt(fields[14], 10, 64)
		if err := errors.Join(err1, err2); err != nil {
			return 0, err
		}
		if user+system == last {
			return time.Duration(last) * 10 * time.Millisecond, nil
		}
		last = user + system
		for range 20 {
			<-again.C
		}
	}
}
