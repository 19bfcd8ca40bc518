//go:build linux

package main

import (
	"fmt"
	"time"
)

// memory pulls one month that holds more and more: the windows must be halved until no answer is cut, and
// what is held at once must stay the same.
func memory(l *lab) error {
	floor, err := measure(command{args: []string{"true"}, env: l.env()})
	if err != nil {
		return err
	}
	var rows [][]string
	var first, last [2]int64
	sizes := []int64{1_000, 10_000, 100_000, 1_000_000}
	for n, size := range sizes {
		set := evenly(size, time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), 31)
		if err := l.serve(set, 0); err != nil {
			return err
		}
		file := l.file("memory.csv")
		toFile := command{args: l.pullArgs(set, "--output-file", file), env: l.env()}
		toPipe := command{args: l.pullArgs(set), env: l.env(), pipe: true}
		seen, err := l.learn(toFile, set, file)
		if err != nil {
			return err
		}
		samples, err := interleaved(l.runs, nil, toFile, toPipe)
		if err != nil {
			return err
		}
		last = [2]int64{peak(samples[0]), peak(samples[1])}
		if n == 0 {
			first = last
		}
		rows = append(rows, []string{
			fmt.Sprint(size), fmt.Sprint(seen.Requests), fmt.Sprint(seen.Capped), seconds(medianElapsed(samples[0])), mib(last[0]), mib(last[1]),
		})
	}
	rows = append(rows, []string{"growth", "", "", "", mib(last[0] - first[0]), mib(last[1] - first[1])})
	l.table(fmt.Sprintf("Memory: the stamps of 31 days, the largest peak of %d runs", l.runs),
		[]string{"stamps", "requests", "of them cut at 1,000", "elapsed", "peak MiB, to a file", "peak MiB, to a pipe"}, rows...)
	l.note("The least that this measure can show is %s MiB.", mib(floor.PeakKiB))
	return nil
}
