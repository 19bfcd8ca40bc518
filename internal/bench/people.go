//go:build linux

package main

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// A large group of companies: so many people in each of four services.
const rosterPeople = 100_000

// rosterServices returns the names of the four files; the first is the one that is believed.
func rosterServices() []string { return []string{"hr", "attendance", "talent", "crm"} }

// rosterOrders returns how the four files are sorted: as exports are, or each in an order of its own.
func rosterOrders() map[string][]int {
	return map[string][]int{"in the order of their numbers": {1, 1, 1, 1}, "each in an order of its own": {1, 7919, 20011, 33331}}
}

// people compares the people of one file with those of three others, and the same in DuckDB's SQL: a full outer join of all four on the same
// files, with a row for each difference.
func people(l *lab) error {
	orders := rosterOrders()
	for _, name := range slices.Sorted(maps.Keys(orders)) {
		if err := rosterOf(l, name, orders[name]); err != nil {
			return err
		}
	}
	return nil
}

func rosterOf(l *lab, order string, steps []int) error {
	var files []string
	differences := 0
	for i, service := range rosterServices() {
		path := l.file(service + ".csv")
		n, err := rosterFile(path, i, steps[i])
		if err != nil {
			return err
		}
		differences += n
		files = append(files, path)
	}
	diff := []string{l.genba, "roster", "diff", "--quiet", "--as-of", "2026-04-01", "-O", l.file("roster.csv")}
	for _, path := range files {
		diff = append(diff, "csv:"+path)
	}
	names := []string{"`genba roster diff csv: csv: csv: csv:`", "`genba version`"}
	commands := []command{{args: diff, env: l.env()}, {args: []string{l.genba, "version"}, env: l.env()}}
	if l.duckdb != "" {
		names = append(names, "DuckDB, the same join", "DuckDB, its start alone")
		for _, sql := range []string{duckRoster(files, l.file("duck-roster.csv")), "SELECT 1"} {
			commands = append(commands, command{args: []string{l.duckdb, "-c", "SET threads = 1; " + sql}, env: append(os.Environ(), l.env()...)})
		}
	}
	samples, err := interleaved(l.runs, nil, commands...)
	if err != nil {
		return err
	}
	if err := expectLines(l.file("roster.csv"), int64(differences), 1); err != nil {
		return fmt.Errorf("roster.csv: %w", err)
	}
	var rows [][]string
	for i, name := range names {
		rows = append(rows, []string{name, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), mib(peak(samples[i]))})
	}
	l.table(fmt.Sprintf("People: %d in each of four services, %s, %d differences, %d runs each in turn", rosterPeople, order, differences, l.runs), []string{"program", "elapsed", "CPU", "peak MiB"}, rows...)
	if l.duckdb == "" {
		l.note("DuckDB is not here: -duckdb PROGRAM names one that takes -c SQL.")
		return nil
	}
	if err := expectLines(l.file("duck-roster.csv"), int64(differences), 1); err != nil {
		return fmt.Errorf("duck-roster.csv: %w", err)
	}
	l.note("CPU against DuckDB on one thread: whole processes %.2f ×, both without their start %.2f ×.", times(medianCPU(samples[0]), medianCPU(samples[2])),
		times(medianCPU(samples[0])-medianCPU(samples[1]), medianCPU(samples[2])-medianCPU(samples[3])))
	return nil
}

// rosterFile writes the people of a service, and returns how many of them differ from the first one's: each in one way.
func rosterFile(path string, service, step int) (differ int, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	w := bufio.NewWriter(f)
	_, _ = w.WriteString("number,name,kana,mail,department,entered\n") // an error stays, and Flush says it
	for i := range rosterPeople {
		person := i * step % rosterPeople
		name, mail, department := fmt.Sprintf("髙橋 恵%d", person), fmt.Sprintf("p%d@example.jp", person), fmt.Sprintf("事業部%d/課%d", person%20, person%200)
		if service > 0 {
			differ++
			switch person % 100 {
			case service:
				continue // missing
			case 10 + service:
				name = fmt.Sprintf("佐藤 恵%d", person)
			case 20 + service:
				mail = fmt.Sprintf("x%d@example.jp", person)
			case 30 + service:
				department = "事業部0/課0"
			default:
				differ--
			}
		}
		_, _ = fmt.Fprintf(w, "%06d,%s,タカハシ メグミ%d,%s,%s,2020-04-01\n", person+1, name, person, mail, department)
	}
	for i := range 1000 * service { // whom the first has never heard of
		_, _ = fmt.Fprintf(w, "X%d%05d,森 碧%d,モリ アオイ%d,x%d-%d@example.net,事業部0/課0,2020-04-01\n", service, i, i, i, service, i)
		differ++
	}
	if err := w.Flush(); err != nil {
		return 0, err
	}
	return differ, f.Close()
}

// duckRoster returns the four-way full outer join, with a row for each difference.
func duckRoster(files []string, out string) string {
	const types = "types={'number':'VARCHAR','entered':'VARCHAR'}"
	var with, join, union []string
	for i, path := range files {
		with = append(with, fmt.Sprintf("t%d AS (SELECT * FROM read_csv('%s', %s))", i, path, types))
		columns := "t%[1]d.number AS number%[1]d, t%[1]d.name AS name%[1]d, t%[1]d.kana AS kana%[1]d, t%[1]d.mail AS mail%[1]d, t%[1]d.department AS department%[1]d, t%[1]d.entered AS entered%[1]d"
		join = append(join, fmt.Sprintf(columns, i))
	}
	joined := "j AS (SELECT coalesce(t0.number,t1.number,t2.number,t3.number) AS number, " + strings.Join(join, ", ") +
		" FROM t0 FULL JOIN t1 ON t0.number=t1.number FULL JOIN t2 ON coalesce(t0.number,t1.number)=t2.number FULL JOIN t3 ON coalesce(t0.number,t1.number,t2.number)=t3.number)"
	for i := range files[1:] {
		target := fmt.Sprint(i + 1)
		union = append(union,
			strings.ReplaceAll("SELECT CASE WHEN number0 IS NULL THEN 'unknown' ELSE 'missing' END AS kind, number, coalesce(name0,name@) AS name, @ AS target, '' AS field, '' AS source_value, '' AS target_value FROM j WHERE (number0 IS NULL) <> (number@ IS NULL)", "@", target))
		for _, field := range []string{"name", "kana", "mail", "department", "entered"} {
			union = append(union, strings.NewReplacer("@", target, "FIELD", field).Replace(
				"SELECT 'changed', number, name0, @, 'FIELD', FIELD0, FIELD@ FROM j WHERE number0 IS NOT NULL AND number@ IS NOT NULL AND FIELD0 <> FIELD@"))
		}
	}
	return "COPY (WITH " + strings.Join(with, ", ") + ", " + joined + " " + strings.Join(union, " UNION ALL ") + ") TO '" + out + "' (HEADER)"
}
