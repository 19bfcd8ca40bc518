//go:build linux

package main

import (
	"bufio"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// A month of a large company: each works every day.
const (
	hoursPeople = 10_000
	hoursDays   = 31
)

// worked returns how many minutes a person works on a day; on every fiftieth the other file has three more.
func worked(person, day int) int { return 400 + (person*7919+day*104729)%200 }

// routeHours serves AKASHI's staffs, organizations and working records of that company.
func routeHours(mux *http.ServeMux) {
	const base = "/api/cooperation/hours/"
	mux.HandleFunc("GET "+base+"organizations", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"success":true,"response":{"organizationCount":1,"organizations":[{"organizationId":1,"name":"企業","parentId":null}]}}`))
	})
	mux.HandleFunc("GET "+base+"staffs", func(w http.ResponseWriter, r *http.Request) {
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		b := fmt.Appendf(nil, `{"success":true,"response":{"TotalCount":%d,"staffs":[`, hoursPeople)
		for i := page * 20; i < min(page*20+20, hoursPeople); i++ {
			if i > page*20 {
				b = append(b, ',')
			}
			b = fmt.Appendf(b, `{"staffId":%d,"staffNum":"%06d","lastName":"髙橋","firstName":"恵","organization":{"organizationId":1,"name":"企業"}}`, i+1, i+1)
		}
		_, _ = w.Write(append(b, "]}}"...))
	})
	mux.HandleFunc("GET "+base+"working_records", func(w http.ResponseWriter, r *http.Request) {
		b := []byte(`{"success":true,"response":[`)
		for i, id := range strings.Split(r.URL.Query().Get("staff_ids"), ",") {
			person, _ := strconv.Atoi(id)
			if i > 0 {
				b = append(b, ',')
			}
			b = fmt.Appendf(b, `{"staff_id":%d,"working_records":[`, person)
			for day := 1; day <= hoursDays; day++ {
				if day > 1 {
					b = append(b, ',')
				}
				end := 9*60 + worked(person, day) + 60
				b = fmt.Appendf(b, `{"date":"2025/03/%02d","working_day_category":0,"start_time":"2025/03/%02d 09:00:00","end_time":"2025/03/%02d %02d:%02d:00","rounded_start_time":"2025/03/%02d 09:00:00","rounded_end_time":"2025/03/%02d %02d:00:00","start_punch_time":"2025/03/%02d 08:59:31","end_punch_time":null,"actual_working_hours_no_rounding":%d}`,
					day, day, day, end/60, end%60, day, day, end/60, day, worked(person, day))
			}
			b = append(b, "]}"...)
		}
		_, _ = w.Write(append(b, "]}"...))
	})
	mux.HandleFunc("GET "+base+"multiple_stamps", monthOfStamps)
}

// hoursStamps is how many stamps a person has on a day: in, out, and a break between.
const hoursStamps = 4

// monthOfStamps answers with the stamps of a time, the earliest as many as the vendor's cap lets through.
func monthOfStamps(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	ids, err := staffIDs(q.Get("staff_ids"))
	from, errFrom := time.Parse(wireClock, q.Get("start_date"))
	to, errTo := time.Parse(wireClock, q.Get("end_date"))
	if err := errors.Join(err, errFrom, errTo); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	lists, counts, left := make([][]byte, len(ids)), make([]int, len(ids)), serverCap
	for day := 1; day <= hoursDays; day++ {
		for k, minute := range [hoursStamps]int{9 * 60, 12 * 60, 13 * 60, 0} {
			for i, id := range ids {
				if k == hoursStamps-1 {
					minute = 10*60 + worked(int(id), day)
				}
				at := time.Date(2025, 3, day, 0, minute, int(id)%60, 0, time.UTC)
				if at.Before(from) || at.After(to) || left == 0 {
					continue
				}
				if counts[i] > 0 {
					lists[i] = append(lists[i], ',')
				}
				lists[i] = fmt.Appendf(lists[i], `{"stamped_at":"%[1]s","type":%[2]d,"local_time":"%[1]s","timezone":"+09:00","attributes":{"method":4,"org_id":1,"workplace_id":1,"latitude":35.6,"longitude":139.7,"ip":"192.168.0.1"}}`,
					at.Format(clock), [hoursStamps]int{11, 31, 32, 12}[k])
				counts[i]++
				left--
			}
		}
	}
	b := []byte(`{"success":true,"response":{"login_company_code":"hours","multiple_stamps":[`)
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, `{"staff_id":%d,"count":%d,"stamps":[%s]}`, id, counts[i], lists[i])
	}
	_, _ = w.Write(append(b, "]}}"...))
}

// hours compares the sum and the comparison of a month with the same questions in DuckDB's SQL on the same files, and the sum of
// AKASHI's working records with their pull alone and that of the stamps.
func hours(l *lab) error {
	a, b := l.file("a.csv"), l.file("b.csv")
	if err := hourFiles(a, b); err != nil {
		return err
	}
	env := append(l.env(), "GENBA_AKASHI_COMPANY_ID=hours")
	days := []string{"--from", "2025-03-01", "--to", "2025-03-31", "--quiet"}
	genba := func(out string, args ...string) command {
		return command{args: append(append(append([]string{l.genba}, args...), days...), "-O", l.file(out)), env: env}
	}
	names := []string{"`genba hours sum csv:`", "`genba hours compare csv: csv:`", "`genba hours sum akashi`", "`genba akashi working-records pull --all --no-rounding`", "`genba akashi stamps pull --all`", "`genba hours compare akashi csv:`"}
	commands := []command{
		genba("sum.csv", "hours", "sum", "csv:"+a), genba("compare.csv", "hours", "compare", "csv:"+a, "csv:"+b),
		genba("akashi.csv", "hours", "sum", "akashi"), genba("pulled.csv", "akashi", "working-records", "pull", "--all", "--no-rounding"),
		genba("stamps.csv", "akashi", "stamps", "pull", "--all"), genba("against.csv", "hours", "compare", "akashi", "csv:"+b),
		{args: []string{l.genba, "version"}, env: env},
	}
	names = append(names, "`genba version`")
	if l.duckdb != "" {
		names = append(names, "DuckDB, the same sum", "DuckDB, the same comparison", "DuckDB, its start alone")
		for _, sql := range []string{duckSum(a, l.file("duck-sum.csv")), duckCompare(a, b, l.file("duck-compare.csv")), "SELECT 1"} {
			commands = append(commands, command{args: []string{l.duckdb, "-c", "SET threads = 1; " + sql}, env: append(os.Environ(), l.env()...)})
		}
	}
	samples, err := interleaved(l.runs, nil, commands...)
	if err != nil {
		return err
	}
	for file, rows := range map[string]int64{"sum.csv": hoursPeople, "compare.csv": hoursPeople * hoursDays, "akashi.csv": hoursPeople, "pulled.csv": hoursPeople * hoursDays, "stamps.csv": hoursPeople * hoursDays * hoursStamps, "against.csv": hoursPeople * hoursDays} {
		if err := expectLines(l.file(file), rows, 1); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	if err := sameOff(l); err != nil {
		return err
	}
	var rows [][]string
	for i, name := range names {
		rows = append(rows, []string{name, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), mib(peak(samples[i]))})
	}
	l.table(fmt.Sprintf("Hours of %d people in %d days, %d runs each in turn", hoursPeople, hoursDays, l.runs), []string{"program", "elapsed", "CPU", "peak MiB"}, rows...)
	l.note("AKASHI's sum takes %s of CPU with the reading of the working records, their pull as CSV %s.", seconds(medianCPU(samples[2])), seconds(medianCPU(samples[3])))
	if l.duckdb != "" {
		own, start := medianCPU(samples[6]), medianCPU(samples[9])
		l.note("CPU against DuckDB on one thread, both without their start: sum %.2f ×, comparison %.2f ×; whole processes: %.2f × and %.2f ×.",
			times(medianCPU(samples[0])-own, medianCPU(samples[7])-start), times(medianCPU(samples[1])-own, medianCPU(samples[8])-start),
			times(medianCPU(samples[0]), medianCPU(samples[7])), times(medianCPU(samples[1]), medianCPU(samples[8])))
	} else {
		l.note("DuckDB is not here: -duckdb PROGRAM names one that takes -c SQL.")
	}
	return nil
}

func hourFiles(a, b string) error {
	for path, head := range map[string]string{a: "person,date,minutes\n", b: "person,date,start,end,break_minutes\n"} {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		w := bufio.NewWriter(f)
		_, _ = w.WriteString(head) // an error stays, and Flush says it
		for day := 1; day <= hoursDays; day++ {
			for person := range hoursPeople {
				minutes := worked(person, day)
				if path == a {
					_, _ = fmt.Fprintf(w, "%06d,2025-03-%02d,%d\n", person+1, day, minutes)
					continue
				}
				start := 8*60 + person%60
				end := start + minutes + 60
				if (person+day)%50 == 0 {
					end += 3
				}
				_, _ = fmt.Fprintf(w, "%06d,2025-03-%02d,%02d:%02d,%02d:%02d,60\n", person+1, day, start/60, start%60, end/60, end%60)
			}
		}
		if err := w.Flush(); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

func duckSum(a, out string) string {
	return fmt.Sprintf("COPY (SELECT person, count(*) AS days, sum(minutes) AS minutes FROM read_csv('%s', types={'person':'VARCHAR'}) GROUP BY person ORDER BY person) TO '%s'", a, out)
}

func duckCompare(a, b, out string) string {
	minutes := func(column string) string {
		return fmt.Sprintf(`split_part("%[1]s",':',1)::INT*60+split_part("%[1]s",':',2)::INT`, column)
	}
	return fmt.Sprintf(`COPY (WITH a AS (SELECT person, date, sum(minutes) AS minutes FROM read_csv('%s', types={'person':'VARCHAR'}) GROUP BY ALL),
b AS (SELECT person, date, sum(%s-(%s)-break_minutes)::INT AS minutes FROM read_csv('%s', types={'person':'VARCHAR','start':'VARCHAR','end':'VARCHAR'}) GROUP BY ALL)
SELECT coalesce(a.person,b.person) AS person, coalesce(a.date,b.date) AS date, a.minutes AS a_minutes, b.minutes AS b_minutes, a.minutes-b.minutes AS diff,
CASE WHEN a.minutes IS NULL THEN 'only-b' WHEN b.minutes IS NULL THEN 'only-a' WHEN a.minutes=b.minutes THEN 'match' ELSE 'off' END AS kind
FROM a FULL JOIN b ON a.person=b.person AND a.date=b.date ORDER BY 1,2) TO '%s'`, a, minutes("end"), minutes("start"), b, out)
}

// sameOff counts the differences that were found: a fast wrong answer is none.
func sameOff(l *lab) error {
	const want = hoursPeople * hoursDays / 50
	files := []string{"compare.csv"}
	if l.duckdb != "" {
		files = append(files, "duck-compare.csv")
	}
	for _, file := range files {
		text, err := os.ReadFile(l.file(file))
		if err != nil {
			return err
		}
		if n := strings.Count(string(text), ",off"); n != want {
			return fmt.Errorf("%s has %d differences, want %d", file, n, want)
		}
	}
	return nil
}

// duckdbProgram returns the program that is named, or the one that is installed; "": there is none.
func duckdbProgram(named string) string {
	if named != "" {
		return named
	}
	path, err := exec.LookPath("duckdb")
	if err != nil {
		return ""
	}
	return path
}
