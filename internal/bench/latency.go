//go:build linux

package main

import (
	"fmt"
	"time"
)

// latency shows whether waiting is shared: a pull should take as long as its requests divided by how many
// are under way at once, and no longer.
func latency(l *lab) error {
	const delay = 100 * time.Millisecond
	set := windowed(100)
	if err := l.serve(set, delay); err != nil {
		return err
	}
	file := l.file("latency.csv")
	genba := command{args: l.pullArgs(set, "--output-file", file), env: l.env()}
	seen, err := l.learn(genba, set, file)
	if err != nil {
		return err
	}
	samples, err := interleaved(l.runs, nil, genba)
	if err != nil {
		return err
	}
	rounds := (seen.Requests + seen.MaxInFlight - 1) / seen.MaxInFlight
	ideal := time.Duration(rounds) * delay
	elapsed := medianElapsed(samples[0])
	l.table("The same with 100 ms of vendor latency", []string{"requests", "at once", "⌈requests / at once⌉ × latency", "elapsed", "× ideal", "fastest × ideal"},
		[]string{
			fmt.Sprint(seen.Requests), fmt.Sprint(seen.MaxInFlight), seconds(ideal), seconds(elapsed), fmt.Sprintf("%.3f", times(elapsed, ideal)),
			fmt.Sprintf("%.3f", times(fastest(samples[0]), ideal)),
		})
	return nil
}
