//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// into compares tables that a pull fills with what databases' own programs make of the CSV of the same stamps.
func into(l *lab) error {
	set := windowed(l.pages)
	if err := l.serve(set, 0); err != nil {
		return err
	}
	plain := l.file("into.csv")
	pull := command{args: l.pullArgs(set, "--output-file", plain), env: l.env(), cpu: "0"}
	if _, err := l.learn(pull, set, plain); err != nil {
		return err
	}
	if err := l.intoSQLite(set, pull, plain); err != nil {
		return err
	}
	return l.intoPostgres(set, pull, plain)
}

// intoArgs returns the command line that pulls a whole set into a table.
func (l *lab) intoArgs(set stampSet, destination string) []string {
	args := l.pullArgs(set, "--into", destination)
	at := len(args)
	for i, arg := range args {
		if arg == "--output" {
			at = i
		}
	}
	return append(args[:at:at], args[at+2:]...)
}

func (l *lab) intoSQLite(set stampSet, pull command, plain string) error {
	if !installed("sqlite3") {
		l.note("sqlite3 is not installed: its .import is not measured.")
		return nil
	}
	ours, theirs, whole, wide := l.file("genba.db"), l.file("import.db"), l.file("import-records.db"), l.file("records.csv")
	load := func(file, csv string) command {
		c := l.shell("sqlite3 -batch " + file + " '.import --csv " + csv + " akashi_stamps'")
		c.cpu = "0"
		return c
	}
	into := command{args: l.intoArgs(set, "sqlite:"+ours), env: l.env(), cpu: "0"}
	if _, err := measure(into); err != nil {
		return err
	}
	if _, err := measure(l.shell("sqlite3 -batch -header -csv " + ours + " 'SELECT " + csvColumns + ", _record FROM akashi_stamps' > " + wide)); err != nil {
		return err
	}
	commands := []command{pull, into, load(theirs, plain), load(whole, wide)}
	samples := make([][]sample, len(commands))
	for range l.runs {
		for i, c := range commands {
			for _, file := range []string{ours, theirs, whole} {
				_ = os.Remove(file)
			}
			s, err := measure(c)
			if err != nil {
				return err
			}
			samples[i] = append(samples[i], s)
			if file := []string{"", ours, theirs, whole}[i]; file != "" {
				if err := expectRows(set, "sqlite3", "-batch", file, "SELECT count(*) FROM akashi_stamps"); err != nil {
					return err
				}
			}
		}
	}
	var rows [][]string
	for i, name := range []string{"`genba akashi stamps pull -o csv`", "`genba akashi stamps pull --into sqlite:`", "`sqlite3 .import` of the CSV", "`sqlite3 .import` of the CSV with the record beside it"} {
		rows = append(rows, []string{
			name, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), mib(peak(samples[i])),
			fmt.Sprintf("%.2f", times(medianCPU(samples[i]), medianCPU(samples[2]))),
		})
	}
	l.table(fmt.Sprintf("%d stamps into a new file of SQLite, one core, %d runs each in turn", set.Count, l.runs),
		[]string{"program", "elapsed", "CPU", "peak MiB", "CPU × .import"}, rows...)
	return nil
}

// expectRows checks that a database's own program counts as many rows as there are stamps.
func expectRows(set stampSet, program string, args ...string) error {
	out, err := exec.Command(program, args...).Output()
	if got := strings.TrimSpace(string(out)); err == nil && got != fmt.Sprint(set.Count) {
		err = fmt.Errorf("%s rows for %d stamps", got, set.Count)
	}
	return err
}

func installed(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}
