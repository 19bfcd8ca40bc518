//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
)

// startup compares what genba does before any work with a Go program that does nothing.
func startup(l *lab) error {
	empty, err := l.emptyProgram()
	if err != nil {
		return err
	}
	names := []string{"an empty Go program", "`genba --version`", "`genba --help`", "`genba __complete akashi ''`", "`genba __complete akashi st`"}
	commands := []command{
		{args: []string{empty}},
		{args: []string{l.genba, "--version"}},
		{args: []string{l.genba, "--help"}},
		{args: []string{l.genba, "__complete", "akashi", ""}},
		{args: []string{l.genba, "__complete", "akashi", "st"}},
	}
	for i := range commands {
		commands[i].env = l.env()
		commands[i].pipe = true
	}
	if _, err := interleaved(1, nil, commands...); err != nil { // into the page cache
		return err
	}
	samples, err := interleaved(l.starts, nil, commands...)
	if err != nil {
		return err
	}
	var rows [][]string
	for i, name := range names {
		rows = append(rows, []string{
			name, millis(medianElapsed(samples[i])), fmt.Sprintf("%.2f", times(medianElapsed(samples[i]), medianElapsed(samples[0]))),
			fmt.Sprintf("%.2f", times(fastest(samples[i]), fastest(samples[0]))), millis(medianCPU(samples[i])), mib(peak(samples[i])),
		})
	}
	for i := range rows { // the Tab key is to be answered in less than 3 × the start-up
		rows[i] = append(rows[i], fmt.Sprintf("%.2f", times(medianElapsed(samples[i]), medianElapsed(samples[1]))))
	}
	l.table(fmt.Sprintf("Start-up, %d runs each in turn", l.starts), []string{"program", "elapsed", "× empty", "fastest run × fastest", "CPU", "peak MiB", "× --version"}, rows...)
	return nil
}

// emptyProgram builds the least that a Go program can be, with the flags that genba is built with.
func (l *lab) emptyProgram() (string, error) {
	source := l.file("empty.go")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o600); err != nil {
		return "", err
	}
	program := l.file("empty")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, source)
	build.Dir, build.Env, build.Stderr = l.dir, append(os.Environ(), "CGO_ENABLED=0", "GO111MODULE=off"), os.Stderr
	return program, build.Run()
}
