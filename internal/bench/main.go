//go:build linux

// Command bench measures genba as its users meet it: whole processes, against the programs that they
// would use without it (curl, jq, iconv), on one machine in one run. Only the ratios mean anything elsewhere.
//
//	make bench
//	go run ./internal/bench -genba bin/genba -only pull,memory
//
// The vendor is played on loopback by a second process of this program, so that its cost is neither
// genba's nor hidden. Every output is counted against what was served: a fast wrong answer ends the run.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	var err error
	switch mode := append(os.Args, "")[1]; mode {
	case "serve":
		err = serve(os.Stdin, os.Stdout)
	case "measure":
		err = measureHere(os.Args[2:])
	case "convert":
		err = convertSheet(os.Args[2:])
	case "gunzip":
		err = gunzip(os.Args[2:])
	case "readbook":
		err = readBook(os.Args[2:])
	default:
		err = bench(os.Args[1:], os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the sizes of the run.
type options struct {
	genba   string
	starts  int // runs of a program that only starts
	runs    int // runs of everything else
	night   int // companies of the night
	pages   int // pages of the large pull
	lines   int // lines of the large conversion
	only    string
	exceljs string // folder in which npm installed ExcelJS; "": there is none
	duckdb  string // takes -c SQL; "": there is none
}

// section is one table of the report.
type section struct {
	name string
	run  func(*lab) error
}

func sections() []section {
	return []section{
		{"startup", startup},
		{"pull", pull},
		{"sheet", sheet},
		{"lists", compareLists},
		{"kaonavi", kaonaviReads},
		{"kaonavi-check", kaonaviCheck},
		{"latency", latency},
		{"memory", memory},
		{"encoding", encoding},
		{"convert", convert},
		{"csv", csv},
		{"workbook", workbook},
		{"imports", imports},
		{"into", into},
		{"hours", hours},
		{"people", people},
		{"each", each},
	}
}

func bench(args []string, out io.Writer) error {
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.StringVar(&o.genba, "genba", "bin/genba", "the program to measure")
	flags.IntVar(&o.starts, "starts", 41, "runs for each start-up time")
	flags.IntVar(&o.runs, "runs", 5, "runs for everything else")
	flags.IntVar(&o.pages, "pages", 1000, "pages of the large pull")
	flags.IntVar(&o.night, "companies", 500, "companies of the night for many")
	flags.IntVar(&o.lines, "lines", 10_000_000, "lines of the large conversion")
	flags.StringVar(&o.duckdb, "duckdb", "", "DuckDB, a program that takes -c SQL (default: duckdb of the PATH)")
	flags.StringVar(&o.exceljs, "exceljs", "", "folder in which npm installed exceljs, which then writes a workbook once, too")
	flags.StringVar(&o.only, "only", "", "sections to run, separated by commas")
	if err := flags.Parse(args); err != nil {
		return err
	}
	wanted := strings.FieldsFunc(o.only, func(r rune) bool { return r == ',' })
	var known []string
	for _, s := range sections() {
		known = append(known, s.name)
	}
	for _, name := range wanted {
		if !slices.Contains(known, name) {
			return fmt.Errorf("no section %q; there are %s", name, strings.Join(known, ", "))
		}
	}
	for _, tool := range []string{"curl", "jq", "iconv", "taskset"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("%s is not installed: apt-get install curl jq libc-bin util-linux", tool)
		}
	}

	o.duckdb = duckdbProgram(o.duckdb)
	l, err := newLab(o, out)
	if err != nil {
		return err
	}
	defer l.close()
	if err := l.describe(); err != nil {
		return err
	}
	for _, s := range sections() {
		if len(wanted) > 0 && !slices.Contains(wanted, s.name) {
			continue
		}
		fmt.Fprintln(os.Stderr, "measuring:", s.name)
		if err := s.run(l); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// absolute keeps a relative program usable from any directory.
func absolute(program string) (string, error) {
	if _, err := os.Stat(program); err != nil {
		return "", fmt.Errorf("%w: make build", err)
	}
	return filepath.Abs(program)
}
