//go:build linux

package main

import (
	"bufio"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// kaonaviReads compares the members and a sheet of version 2 with a sheet of version 1 and with the build that walked through
// each record several times.
func kaonaviReads(l *lab) error {
	const members = kaonaviMany
	bytes := func(member func([]byte, int) []byte, members int) float64 {
		return kaonaviBytes(member) * float64(members)
	}
	read := func(version string, members int, args ...string) command {
		args = append(append([]string{l.genba, "kaonavi"}, args...), "--labels", "--output", "csv", "--quiet")
		return command{args: args, env: l.kaonaviEnv(version, members), pipe: true, cpu: "0"}
	}
	list := func(members int) command { return read("v2.0", members, "members", "list") }
	reads := []struct {
		name  string
		bytes float64
		command
	}{
		{"v2 `members list --labels`, 100,000 members", bytes(memberV2, members), list(members)},
		{"the same, " + beforeWalk, bytes(memberV2, members), list(members)},
		{"v2 `sheet get --labels`, 100,000 members", bytes(sheetV2, members), read("v2.0", members, "sheet", "get", "7")},
		{"the same, " + beforeWalk, bytes(sheetV2, members), read("v2.0", members, "sheet", "get", "7")},
		{"v2 `members list --labels`, 1,000 members", bytes(memberV2, 1000), list(1000)},
		{"v1 `sheet get --labels`, 100,000 members", bytes(memberV1, members), read("v1.2", members, "sheet", "get", "5")},
	}
	commands := make([]command, len(reads))
	for i, r := range reads {
		commands[i] = r.command
		if strings.HasSuffix(r.name, beforeWalk) {
			var err error
			if commands[i], err = l.built(beforeWalk, r.command); err != nil {
				return err
			}
		}
	}
	first := make([][]time.Duration, len(reads))
	samples, err := interleavedThen(l.runs, func(i int, s sample) error {
		sent, err := l.kaonaviSent()
		first[i] = append(first[i], s.FirstAt.Sub(sent))
		return err
	}, commands...)
	if err != nil {
		return err
	}
	var rows [][]string
	perByte := make([]float64, len(reads))
	for i, r := range reads {
		perByte[i] = medianCPU(samples[i]).Seconds() / r.bytes * 1e9
		compared := ""
		if i < 4 {
			compared = fmt.Sprintf("%.2f", times(medianCPU(samples[i]), medianCPU(samples[i/2*2+1])))
		}
		slices.Sort(first[i])
		rows = append(rows, []string{
			r.name, fmt.Sprintf("%.0f", r.bytes/1e6), seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), fmt.Sprintf("%.2f", perByte[i]),
			compared, millis(medianFirst(samples[i])), millis(first[i][0]), millis(first[i][len(first[i])/2]), mib(peak(samples[i])),
		})
	}
	l.table(fmt.Sprintf("Kaonavi: members with %d fields to CSV, one core, %d runs each in turn", kaonaviFields, l.runs),
		[]string{
			"program", "MB of JSON", "elapsed", "CPU", "CPU ns a byte", "CPU × " + beforeWalk, "first row", "behind the first record, fastest", "median", "peak MiB",
		}, rows...)
	l.note("v2's members take %.2f, a sheet of v2 %.2f of v1's CPU time for a byte.", perByte[0]/perByte[5], perByte[2]/perByte[5])
	return nil
}

// kaonaviSent asks the vendor when it sent the first record of the last answer.
func (l *lab) kaonaviSent() (time.Time, error) {
	got, err := http.Get(l.base + "/kaonavi/sent")
	if err != nil {
		return time.Time{}, err
	}
	defer got.Body.Close()
	var nanos int64
	_, err = fmt.Fscan(got.Body, &nanos)
	return time.Unix(0, nanos), err
}

// kaonaviCheck checks files of one row a member and holds them against what is there: nothing differs.
func kaonaviCheck(l *lab) error {
	const members = kaonaviMany
	var rows [][]string
	for _, fields := range []int{3, 8, 18} {
		file := l.file("update.csv")
		if err := kaonaviFile(file, members, fields); err != nil {
			return err
		}
		c := command{args: []string{l.genba, "kaonavi", "members", "update", "--file", file, "--dry-run", "--quiet"}, env: l.kaonaviEnv("v2.0", members), pipe: true, cpu: "0"}
		samples, err := interleaved(max(l.runs/2, 1), nil, c)
		if err != nil {
			return err
		}
		cells := float64(members * (fields + 2))
		rows = append(rows, []string{
			fmt.Sprintf("%d rows of %d cells", members, fields+2), seconds(medianElapsed(samples[0])), seconds(medianCPU(samples[0])),
			fmt.Sprintf("%.0f", cells/medianElapsed(samples[0]).Seconds()), fmt.Sprintf("%.0f", cells/medianCPU(samples[0]).Seconds()), mib(peak(samples[0])),
		})
	}
	l.table("Kaonavi: a file is checked against the layout and compared with what is there (`members update --dry-run`), one core",
		[]string{"file", "elapsed", "CPU", "cells a second", "cells a second of CPU", "peak MiB"}, rows...)
	return nil
}

func kaonaviBytes(member func([]byte, int) []byte) float64 {
	n := 0
	for _, m := range kaonaviMembers(member) {
		n += len(m)
	}
	return float64(n) / kaonaviBlock
}

// kaonaviFile writes a file with a code, a name and some fields, as they are at Kaonavi.
func kaonaviFile(path string, members, fields int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	_, _ = w.WriteString("code,name")
	for n := range fields {
		fmt.Fprintf(w, ",項目%d", n)
	}
	for m := range members {
		_, _ = w.WriteString("\n" + kaonaviCode(m) + ",髙橋 恵")
		for n := range fields {
			_ = w.WriteByte(',')
			if n%2 == m%kaonaviBlock%2 {
				_, _ = w.WriteString(strconv.Itoa(kaonaviValue(m%kaonaviBlock, n)))
			}
		}
	}
	_, _ = w.WriteString("\n")
	return errors.Join(w.Flush(), f.Close())
}

func (l *lab) kaonaviEnv(version string, members int) []string {
	return append(l.env(), fmt.Sprintf("GENBA_KAONAVI_BASE_URL=%s/kaonavi/%d", l.base, members), "GENBA_KAONAVI_API_VERSION="+version,
		"GENBA_KAONAVI_CONSUMER_KEY=k", "GENBA_KAONAVI_CONSUMER_SECRET=s", "GENBA_SECRET_STORE=file", "GENBA_KAONAVI_REQUESTS_PER_HOUR=1000000")
}
