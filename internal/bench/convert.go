//go:build linux

package main

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// conversionRule reads the lines that writeWork makes.
const conversionRule = `kind: actual
key: 4
date: 2
time: 2
quantity: 6
effort: {start: 1, end: 2}
data_type: difference
encoding: %s
newline: lf
processes: {アパレル: 1, 食品: 2, 日用品: 3, 家電: 4, 書籍: 5, 文具: 6, 玩具: 7, 雑貨: 8}
`

// kinds returns the keys of conversionRule, by process.
func kinds() []string {
	return []string{"アパレル", "食品", "日用品", "家電", "書籍", "文具", "玩具", "雑貨"}
}

// convert compares the local conversion with mawk and mlr, which only sum the quantities up, and with themselves in the
// number of lines.
func convert(l *lab) error {
	for _, tool := range []string{"mawk", "mlr"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("%s is not installed: apt-get install mawk miller", tool)
		}
	}
	for _, encoding := range []string{"utf-8", "shift-jis"} {
		if err := os.WriteFile(l.file(encoding+".yaml"), fmt.Appendf(nil, conversionRule, encoding), 0o600); err != nil {
			return err
		}
	}
	if err := conversionMemory(l); err != nil {
		return err
	}
	if err := writeWork(l.file("utf-8.csv"), l.lines); err != nil {
		return err
	}
	if _, err := measure(l.shell("iconv -f UTF-8 -t CP932 " + l.file("utf-8.csv") + " > " + l.file("shift-jis.csv"))); err != nil {
		return err
	}
	var rows [][]string
	for _, cpu := range []string{"0", ""} {
		for _, encoding := range []string{"utf-8", "shift-jis"} {
			some, err := conversionRows(l, encoding, cpu)
			if err != nil {
				return err
			}
			rows = append(rows, some...)
		}
	}
	l.table(fmt.Sprintf("Local conversion, %d lines, %d runs each in turn", l.lines, l.runs),
		[]string{"program", "file", "on", "elapsed", "CPU", "peak MiB", "× genba"}, rows...)
	l.note("genba sums quantity and effort by process and day, and checks each line; mawk and mlr only sum the quantity by key. The sums are the same.")
	return errors.Join(os.Remove(l.file("utf-8.csv")), os.Remove(l.file("shift-jis.csv")))
}

func (l *lab) conversion(encoding, file string) command {
	return command{args: []string{l.genba, "logimeter", "progress", "actual", "convert", file, "--rule", l.file(encoding + ".yaml"), "--quiet"}, env: l.env()}
}

func conversionRows(l *lab, encoding, cpu string) ([][]string, error) {
	file := l.file(encoding + ".csv")
	programs := []string{"genba", "`mawk`", "`mlr stats1`"}
	commands := []command{
		l.conversion(encoding, file),
		{args: []string{"mawk", "-F,", "{q[$4] += $6} END {for (k in q) print k, q[k]}", file}, env: l.env()},
		{args: []string{"mlr", "--icsv", "--ocsv", "--implicit-csv-header", "stats1", "-a", "sum", "-f", "6", "-g", "4", file}, env: l.env()},
	}
	if err := sameSums(commands[0], commands[1], encoding); err != nil {
		return nil, err
	}
	for i := range commands {
		commands[i].cpu = cpu
	}
	samples, err := interleaved(l.runs, nil, commands...)
	if err != nil {
		return nil, err
	}
	on := "all cores"
	if cpu != "" {
		on = "one core"
	}
	var rows [][]string
	for i, program := range programs {
		row := []string{program, encoding, on, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), mib(peak(samples[i])), ""}
		if i > 0 {
			row[6] = fmt.Sprintf("%.1f", times(medianElapsed(samples[i]), medianElapsed(samples[0])))
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// sameSums compares the quantities of genba's rows with mawk's sums.
func sameSums(genba, mawk command, encoding string) error {
	ours, theirs := map[string]int64{}, map[string]int64{}
	names := map[string]string{}
	for i, kind := range kinds() {
		names[strconv.Itoa(i+1)] = kind
	}
	err := eachLine(genba, func(line string) error {
		cells := strings.Split(line, ",")
		n, err := strconv.ParseInt(cells[2], 10, 64)
		ours[names[cells[0]]] += n
		return err
	})
	if err != nil {
		return err
	}
	if encoding == "shift-jis" {
		mawk.args = []string{"sh", "-c", `"$@" | iconv -f CP932 -t UTF-8`, "sh", mawk.args[0], mawk.args[1], mawk.args[2], mawk.args[3]}
	}
	err = eachLine(mawk, func(line string) error {
		key, sum, _ := strings.Cut(line, " ")
		n, err := strconv.ParseInt(sum, 10, 64)
		theirs[key] = n
		return err
	})
	if err == nil && !maps.Equal(ours, theirs) {
		err = fmt.Errorf("%s: genba's sums %v are not mawk's %v", encoding, ours, theirs)
	}
	return err
}

func eachLine(c command, see func(string) error) error {
	program := exec.Command(c.args[0], c.args[1:]...)
	program.Env, program.Stderr = c.env, os.Stderr
	out, err := program.Output()
	if err != nil {
		return fmt.Errorf("%v: %w", c.args, err)
	}
	for line := range strings.Lines(string(out)) {
		if err := see(strings.TrimSuffix(line, "\n")); err != nil {
			return fmt.Errorf("%v: %q: %w", c.args, line, err)
		}
	}
	return nil
}

// conversionMemory converts more and more lines of the same keys.
func conversionMemory(l *lab) error {
	var rows [][]string
	var first, last int64
	for size := 1_000; size <= l.lines; size *= 10 {
		file := l.file("memory.csv")
		if err := writeWork(file, size); err != nil {
			return err
		}
		samples, err := interleaved(l.runs, nil, l.conversion("utf-8", file))
		if err != nil {
			return err
		}
		last = peak(samples[0])
		if first == 0 {
			first = last
		}
		rows = append(rows, []string{strconv.Itoa(size), seconds(medianElapsed(samples[0])), mib(last)})
	}
	rows = append(rows, []string{"growth", "", mib(last - first)})
	l.table(fmt.Sprintf("Memory of the conversion, the largest peak of %d runs", l.runs), []string{"lines", "elapsed", "peak MiB"}, rows...)
	return os.Remove(l.file("memory.csv"))
}

// writeWork writes lines of work: start, end, order, kind, product, quantity; spread over 31 days, so that no day's
// effort is more than the vendor takes.
func writeWork(path string, lines int) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	begin := time.Date(2025, 3, 1, 6, 0, 0, 0, time.UTC)
	names := kinds()
	var row []byte
	for i := range lines {
		scattered := i * 2654435761 % 1_000_003 // looks random, and is the same in each run
		start := begin.AddDate(0, 0, i*31/lines).Add(time.Duration(i%57_600) * time.Second)
		row = start.AppendFormat(row[:0], time.DateTime+",")
		row = start.Add(time.Duration(60+scattered%1740)*time.Second).AppendFormat(row, time.DateTime+",")
		row = fmt.Appendf(row, "%d,%s,%c%04d,%d\n", 1_000_000+i, names[scattered%len(names)], 'A'+scattered%26, scattered%1000, 1+scattered%299)
		if _, err := w.Write(row); err != nil {
			return err
		}
	}
	return w.Flush()
}
