//go:build linux

package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strconv"
)

// kaonaviSheets compares the members of version 2 with a sheet of version 1, and checks a file against the layout.
func kaonaviSheets(l *lab) error {
	const members = 100_000
	read := func(version string, members int, args ...string) command {
		return command{args: append([]string{l.genba, "kaonavi"}, args...), env: l.kaonaviEnv(version, members), pipe: true, cpu: "0"}
	}
	list := func(members int) command {
		return read("v2.0", members, "members", "list", "--labels", "--output", "csv", "--quiet")
	}
	commands := []command{list(members), list(1000), read("v1.2", members, "sheet", "get", "5", "--labels", "--output", "csv", "--quiet")}
	samples, err := interleaved(max(l.runs/2, 1), nil, commands...)
	if err != nil {
		return err
	}
	bytes := []float64{kaonaviBytes(memberV2) * members, kaonaviBytes(memberV2) * 1000, kaonaviBytes(memberV1) * members}
	var rows [][]string
	perByte := make([]float64, len(commands))
	for i, name := range []string{"v2 `members list --labels`, 100,000 members", "the same, 1,000 members", "v1 `sheet get --labels`, 100,000 members"} {
		perByte[i] = medianCPU(samples[i]).Seconds() / bytes[i] * 1e9
		rows = append(rows, []string{
			name, fmt.Sprintf("%.0f", bytes[i]/1e6), seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), fmt.Sprintf("%.2f", perByte[i]),
			millis(medianFirst(samples[i])), mib(peak(samples[i])),
		})
	}
	l.table(fmt.Sprintf("Kaonavi: members with %d fields to CSV, one core", kaonaviFields),
		[]string{"program", "MB of JSON", "elapsed", "CPU", "CPU ns a byte", "first row", "peak MiB"}, rows...)
	l.note("v2 takes %.2f of v1's CPU time for a byte.", perByte[0]/perByte[2])
	return kaonaviCheck(l, members)
}

// kaonaviCheck checks files of one row a member and holds them against what is there: nothing differs.
func kaonaviCheck(l *lab, members int) error {
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
