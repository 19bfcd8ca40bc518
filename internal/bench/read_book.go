//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/xlsx"
)

const (
	bookRows    = 100_000
	bookColumns = 20
)

// makeBook writes a workbook with what people have in theirs: numbers of staffs, names, days, times, hours, amounts.
func makeBook(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := xlsx.NewWriter(f, xlsx.Options{})
	columns := make([]string, bookColumns)
	for i := range columns {
		columns[i] = "列" + strconv.Itoa(i+1)
	}
	if err := w.Sheet("スタッフ", columns); err != nil {
		return err
	}
	begin := time.Date(2025, 4, 1, 9, 0, 0, 0, time.UTC)
	cells := make([]xlsx.Cell, bookColumns)
	for n := range bookRows {
		at := begin.Add(time.Duration(n) * time.Minute)
		for i := range cells {
			switch i % 5 {
			case 0:
				cells[i] = xlsx.TextCell(fmt.Appendf(nil, "%06d", n))
			case 1:
				cells[i] = xlsx.TextCell(fmt.Appendf(nil, "髙橋 花子 %d", n%1000))
			case 2:
				cells[i] = xlsx.DateTimeCell(at)
			case 3:
				cells[i] = xlsx.DurationCell(time.Duration(n%3000) * time.Minute)
			default:
				cells[i] = xlsx.NumberCell(fmt.Appendf(nil, "%d.5", n))
			}
		}
		if err := w.Row(cells); err != nil {
			return err
		}
	}
	return errors.Join(w.Close(), f.Close())
}

// readBook reads a workbook: its cells one after the other, or as rows that wait until all are checked, as imports do.
func readBook(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: readbook cells|rows FILE")
	}
	f, err := os.Open(args[1])
	if err != nil {
		return err
	}
	defer f.Close()
	rows := 0
	if args[0] == "rows" {
		debug.SetGCPercent(25) // as genba does for files of rows
		all, err := intake.ReadRows(f, intake.Options{Name: args[1]})
		if err != nil {
			return err
		}
		defer all.Close()
		if err := all.Check(bookRules(), nil); err != nil {
			return err
		}
		rows = all.Len()
	} else if rows, err = countCells(f); err != nil {
		return err
	}
	if rows != bookRows {
		return fmt.Errorf("%d rows, want %d", rows, bookRows)
	}
	return nil
}

// bookRules returns what is expected of such a file: the first column tells the rows apart.
func bookRules() []intake.Rule {
	rules := make([]intake.Rule, bookColumns)
	for i := range rules {
		rules[i] = intake.Rule{Name: "列" + strconv.Itoa(i+1), Unique: i == 0, Text: true, MaxLength: 40}
	}
	return rules
}

func countCells(f *os.File) (int, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	book, err := xlsx.Open(f, info.Size())
	if err != nil {
		return 0, err
	}
	cells := 0
	for row, err := range book.Rows(book.Sheets[0]).All() {
		if err != nil {
			return 0, err
		}
		cells += len(row.Cells)
	}
	return cells/bookColumns - 1, nil
}
