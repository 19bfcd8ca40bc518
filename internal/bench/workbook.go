//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"time"
)

// openpyxl reads a workbook as its documentation says for large ones, row by row.
const openpyxl = `import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
print(sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)))`

// python is Debian's, for which openpyxl is packaged.
const python = "/usr/bin/python3"

// workbook compares workbooks and pages with what others make of the same stamps, and reading one with other readers.
func workbook(l *lab) error {
	other, err := l.buildExcelize()
	if err != nil {
		return err
	}
	if err := l.writeBooks(other); err != nil {
		return err
	}
	if err := l.growBooks(); err != nil {
		return err
	}
	return l.readBooks(other)
}

// buildExcelize builds the program that stands for a writer by a library, out of its own module.
func (l *lab) buildExcelize() (string, error) {
	program := l.file("excelize")
	build := exec.Command("go", "build", "-C", "internal/bench/excelize", "-o", program, ".")
	build.Stderr = os.Stderr
	return program, build.Run()
}

// writeBooks pulls the same stamps into a CSV, a workbook and a page, and has excelize make a workbook of the CSV.
func (l *lab) writeBooks(other string) error {
	set := windowed(l.pages)
	if err := l.serve(set, 0); err != nil {
		return err
	}
	plain, ours, theirs := l.file("book.csv"), l.file("genba.xlsx"), l.file("excelize.xlsx")
	to := func(format, path string) command {
		return command{args: l.pullArgs(set, "--output", format, "--output-file", path), env: l.env(), cpu: "0"}
	}
	if _, err := l.learn(to("csv", plain), set, plain); err != nil {
		return err
	}
	samples, err := interleaved(l.runs, nil, to("csv", plain), to("xlsx", ours), to("html", l.file("page.html")),
		command{args: []string{other, "write", plain, theirs}, env: l.env(), cpu: "0"})
	if err != nil {
		return err
	}
	var rows [][]string
	excelize := medianCPU(samples[3])
	csvSize := sizeOf(plain)
	written := []struct{ name, path string }{
		{"`genba akashi stamps pull -o csv`", plain},
		{"`genba akashi stamps pull -o xlsx`", ours},
		{"`genba akashi stamps pull -o html`", l.file("page.html")},
		{"excelize's StreamWriter, from the CSV", theirs},
	}
	for _, look := range []struct{ name, text string }{
		{"plain", "ExcelJS's stream writer, from the CSV, every cell a bare text, one run"},
		{"styled", "ExcelJS's stream writer, from the CSV, the same cells as genba's, one run"},
	} {
		slow := l.file("exceljs-" + look.name + ".xlsx")
		node, ok := l.exceljsWriter(plain, slow, look.name)
		if !ok {
			break
		}
		once, err := measure(node) // it takes minutes
		if err != nil {
			return err
		}
		samples = append(samples, []sample{once})
		written = append(written, struct{ name, path string }{look.text, slow})
	}
	for i, c := range written {
		rows = append(rows, []string{
			c.name, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), mib(peak(samples[i])),
			fmt.Sprintf("%.1f", float64(sizeOf(c.path))/1e6), fmt.Sprintf("%.2f", float64(sizeOf(c.path))/float64(csvSize)), fmt.Sprintf("%.2f", times(medianCPU(samples[i]), excelize)),
		})
	}
	l.table(fmt.Sprintf("Workbooks and pages of %d stamps, one core, %d runs each in turn", set.Count, l.runs),
		[]string{"program", "elapsed", "CPU", "peak MiB", "file, MB", "× the CSV", "CPU × excelize"}, rows...)
	return nil
}

// growBooks pulls few and many stamps, whose workbooks have to take the same memory and no file beside them.
func (l *lab) growBooks() error {
	var rows [][]string
	var first [2]int64
	for n, size := range []int64{10_000, 100_000, 1_000_000} {
		set := evenly(size, time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), 31)
		if err := l.serve(set, 0); err != nil {
			return err
		}
		path := l.file("grow.csv")
		csv := command{args: l.pullArgs(set, "--output-file", path), env: l.env()}
		if _, err := l.learn(csv, set, path); err != nil {
			return err
		}
		samples, err := interleaved(l.runs, nil, csv,
			command{args: l.pullArgs(set, "--output", "xlsx", "--split-rows", "--output-file", l.file("grow.xlsx")), env: l.env()},
			command{args: l.pullArgs(set, "--output", "html", "--output-file", l.file("grow.html")), env: l.env()})
		if err != nil {
			return err
		}
		book, page := peak(samples[1]), peak(samples[2])
		if n == 0 {
			first = [2]int64{book, page}
		}
		rows = append(rows, []string{fmt.Sprint(size), mib(peak(samples[0])), mib(book), mib(book - first[0]), mib(page), mib(page - first[1])})
	}
	l.table(fmt.Sprintf("Memory of workbooks and pages, the largest peak of %d runs", l.runs),
		[]string{"stamps", "CSV, MiB", "workbook, MiB", "growth", "page, MiB", "growth"}, rows...)
	return nil
}

// readBooks compares readers of a workbook of 100,000 rows and 20 columns.
func (l *lab) readBooks(other string) error {
	path := l.file("read.xlsx")
	if err := makeBook(path); err != nil {
		return err
	}
	commands := []command{
		{args: []string{l.self, "readbook", "cells", path}, env: l.env(), cpu: "0"},
		{args: []string{l.self, "readbook", "rows", path}, env: l.env(), cpu: "0"},
		{args: []string{other, "read", path}, env: l.env(), cpu: "0"},
	}
	names := []string{"pkg/data/xlsx, cell by cell", "pkg/data/intake, all rows read and checked", "excelize Rows, RawCellValue"}
	if exec.Command(python, "-c", "import openpyxl").Run() == nil {
		commands = append(commands, command{args: []string{python, "-c", openpyxl, path}, env: l.env(), cpu: "0"})
		names = append(names, "openpyxl read_only")
	}
	samples, err := interleaved(l.runs, nil, commands...)
	if err != nil {
		return err
	}
	last := medianCPU(samples[len(samples)-1])
	var rows [][]string
	for i, name := range names {
		rows = append(rows, []string{name, seconds(medianCPU(samples[i])), mib(peak(samples[i])), fmt.Sprintf("%.3f", times(medianCPU(samples[i]), last))})
	}
	l.table(fmt.Sprintf("Reading a workbook of %d rows and %d columns, %.1f MB, one core", bookRows, bookColumns, float64(sizeOf(path))/1e6),
		[]string{"reader", "CPU", "peak MiB", "CPU × " + names[len(names)-1]}, rows...)
	return nil
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
