//go:build linux

package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// jq18 is how much of its time jq 1.6 (Debian 12) would take as 1.8 on these pages, measured once side by side.
const jq18 = 0.64

// toCSV is genba's column list for stamps, as a jq program.
const toCSV = `.response.multiple_stamps[] | .staff_id as $id | .stamps[] | [$id, .stamped_at, .type, .local_time, .timezone,` +
	` (.attributes | .method, .org_id, .workplace_id, .latitude, .longitude, .ip)] | @csv`

// windowed returns a set whose every window of 31 days holds a page just below the vendor's cap: 30 stamps a day. It
// begins after Japan's last summer time.
func windowed(pages int) stampSet {
	days := pages * 31
	return evenly(int64(days)*30, time.Date(1952, 1, 1, 0, 0, 0, 0, time.UTC), days)
}

// pull compares a pull of many windows to CSV with curl fetching the same pages into jq.
func pull(l *lab) error {
	set := windowed(l.pages)
	if err := l.serve(set, 0); err != nil {
		return err
	}
	ours, theirs, pages := l.file("genba.csv"), l.file("jq.csv"), l.file("pages.json")
	genba := command{args: l.pullArgs(set, "--output-file", ours), env: l.env()}
	seen, err := l.learn(genba, set, ours)
	if err != nil {
		return err
	}
	if err := l.writeList(seen.Complete); err != nil {
		return err
	}
	if err := os.WriteFile(l.file("csv.jq"), []byte(toCSV), 0o600); err != nil {
		return err
	}
	fetch := "curl --silent --show-error --fail --compressed --config " + l.file("list")
	packed := l.file("pages.gz")
	convert := "jq --raw-output --from-file " + l.file("csv.jq")
	piped := l.shell(fetch + " | " + convert + " > " + theirs)
	fromFile := l.shell(convert + " " + pages + " > " + theirs)
	if _, err := measure(l.shell(fetch + " > " + pages)); err != nil {
		return err
	}
	raw := "curl --silent --show-error --fail --header 'Accept-Encoding: gzip' --config " + l.file("list")
	if _, err := measure(l.shell(raw + " > " + packed)); err != nil {
		return err
	}
	unpack := command{args: []string{l.self, "gunzip", packed}, env: l.env()}
	before, err := l.before(genba)
	if err != nil {
		return err
	}
	l.note("%d pages of %d stamps at most: %d stamps, %.0f MB of JSON, %.0f MB gzip on the wire. Making them took the vendor %s of CPU, "+
		"before anything was measured.", seen.Requests, 31*30, set.Count, float64(seen.Raw)/1e6, float64(seen.Bytes)/1e6, seconds(seen.CPU))

	check := func(i int) error {
		switch i {
		case 0, 3:
			return expectLines(ours, set.Count, 1)
		case 4:
			return nil
		}
		// Windows overlap by a second on each side; jq prints a stamp of that second twice.
		lines, err := countLines(theirs)
		if err == nil && lines < set.Count {
			err = fmt.Errorf("%d lines for %d stamps", lines, set.Count)
		}
		return err
	}
	var rows [][]string
	for _, cores := range []struct{ name, cpu string }{{"one core", "0"}, {"all cores", ""}} {
		commands := []command{genba, piped, fromFile, before, unpack}
		for i := range commands {
			commands[i].cpu = cores.cpu
		}
		samples, err := interleaved(l.runs, check, commands...)
		if err != nil {
			return err
		}
		base := samples[0]
		for i, name := range []string{
			"`genba akashi stamps pull -o csv`", "`curl` (one after another) to `jq @csv`", "`jq @csv` alone, pages in a file",
			"`genba`, " + beforeCommit, "the pages unpacked to nothing, with the same library",
		} {
			row := []string{
				name, cores.name, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), mib(peak(samples[i])), "", "", "",
				fmt.Sprintf("%.2f", times(medianCPU(base), medianCPU(samples[i]))),
			}
			if i == 1 || i == 2 {
				ratio := times(medianElapsed(samples[i]), medianElapsed(base))
				row[5] = fmt.Sprintf("%.1f", ratio)
				row[6] = fmt.Sprintf("%.1f", ratio*jq18)
				row[7] = fmt.Sprintf("%.1f", times(medianCPU(samples[i]), medianCPU(base))*jq18)
			}
			rows = append(rows, row)
		}
	}
	l.table(fmt.Sprintf("Stamps, gzip pages from loopback to CSV, %d runs each in turn", l.runs),
		[]string{"program", "on", "elapsed", "CPU", "peak MiB", "× genba", "× genba, jq 1.8", "CPU × genba, jq 1.8", "genba's CPU × this"}, rows...)

	cost, err := l.serverCost(genba)
	if err != nil {
		return err
	}
	l.note("The vendor's own CPU for one such pull: %s. On one core it runs on the others; on all cores it shares them with what is measured. "+
		"jq 1.8 takes %.2f of jq 1.6's time.", seconds(cost), jq18)
	return conversion(l, set, genba, ours, fromFile)
}

// conversion compares what is left when pages need not be unzipped: JSON to CSV, on one core.
func conversion(l *lab, set stampSet, genba command, ours string, jq command) error {
	if err := l.servePlain(set); err != nil {
		return err
	}
	if _, err := l.learn(genba, set, ours); err != nil {
		return err
	}
	genba.cpu, jq.cpu = "0", "0"
	before, err := l.before(genba)
	if err != nil {
		return err
	}
	samples, err := interleaved(l.runs, nil, genba, jq, before)
	if err != nil {
		return err
	}
	if err := expectLines(ours, set.Count, 1); err != nil {
		return err
	}
	elapsed, cpu := medianElapsed(samples[0]), medianCPU(samples[0])
	l.table(fmt.Sprintf("The same pages, not compressed, to CSV on one core, %d runs each in turn", l.runs),
		[]string{"program", "elapsed", "CPU", "× genba, jq 1.8", "CPU × genba, jq 1.8", "genba's CPU × this"},
		[]string{"`genba akashi stamps pull -o csv`, from loopback", seconds(elapsed), seconds(cpu), "", "", ""},
		[]string{
			"the same, " + beforeCommit, seconds(medianElapsed(samples[2])), seconds(medianCPU(samples[2])), "", "",
			fmt.Sprintf("%.2f", times(cpu, medianCPU(samples[2]))),
		},
		[]string{
			"`jq @csv` alone, pages in a file", seconds(medianElapsed(samples[1])), seconds(medianCPU(samples[1])),
			fmt.Sprintf("%.1f", times(medianElapsed(samples[1]), elapsed)*jq18), fmt.Sprintf("%.1f", times(medianCPU(samples[1]), cpu)*jq18), "",
		})
	return nil
}

// learn pulls once, so that every page is ready, and returns what was asked for.
func (l *lab) learn(genba command, set stampSet, file string) (tally, error) {
	if _, err := measure(genba); err != nil {
		return tally{}, err
	}
	if err := expectLines(file, set.Count, 1); err != nil {
		return tally{}, err
	}
	seen, err := l.tally()
	if err == nil && seen.Unknown > 0 {
		err = fmt.Errorf("%d requests for something else than stamps", seen.Unknown)
	}
	return seen, err
}

func (l *lab) serverCost(genba command) (time.Duration, error) {
	if _, err := l.tally(); err != nil {
		return 0, err
	}
	if _, err := measure(genba); err != nil {
		return 0, err
	}
	t, err := l.tally()
	return t.CPU, err
}

// writeList writes the pages as curl takes them: one process, one connection.
func (l *lab) writeList(uris []string) error {
	var list strings.Builder
	for _, uri := range uris {
		fmt.Fprintf(&list, "url = %q\n", l.base+uri)
	}
	return os.WriteFile(l.file("list"), []byte(list.String()), 0o600)
}
