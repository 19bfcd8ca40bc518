package cmd_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/genba-cli/genba/pkg/data/xlsx"
)

// book is the program that shows a workbook to a script: for each sheet a line with its name, and for each row its cells with
// their kinds, where they are no text. book FROM TO CELL=TEXT… writes another one in which these cells have that text.
func book() {
	err := error(nil)
	if len(os.Args) == 2 {
		err = showBook(os.Args[1])
	} else {
		err = editBook(os.Args[1], os.Args[2], os.Args[3:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "book:", err)
		os.Exit(1)
	}
}

func openBook(path string) (*xlsx.Book, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return xlsx.Open(bytes.NewReader(data), int64(len(data)))
}

// editBook keeps texts and numbers alone, which is enough for a list of staffs.
func editBook(from, to string, edits []string) error {
	b, err := openBook(from)
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, edit := range edits {
		cell, text, _ := strings.Cut(edit, "=")
		texts[cell] = text
	}
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	w := xlsx.NewWriter(f, xlsx.Options{NoHeader: true})
	for _, sheet := range b.Sheets {
		if err := w.Sheet(sheet.Name, make([]string, 40)); err != nil {
			return err
		}
		for row, err := range b.Rows(sheet).All() {
			if err != nil {
				return err
			}
			cells := make([]xlsx.Cell, len(row.Cells))
			for i, c := range row.Cells {
				if cells[i] = (xlsx.Cell{Kind: c.Kind, Text: c.Text}); c.Kind > xlsx.Bool {
					cells[i].Kind = xlsx.Text
				}
				if text, ok := texts[xlsx.Address(i, row.Number)]; ok {
					cells[i] = xlsx.TextCell([]byte(text))
					if number, ok := strings.CutPrefix(text, "number:"); ok {
						cells[i] = xlsx.NumberCell([]byte(number))
					}
				}
			}
			if err := w.Row(cells); err != nil {
				return err
			}
		}
	}
	return errors.Join(w.Close(), f.Close())
}

func showBook(path string) error {
	b, err := openBook(path)
	if err != nil {
		return err
	}
	kinds := map[xlsx.Kind]string{
		xlsx.Number: "number:", xlsx.Bool: "bool:", xlsx.Date: "day:", xlsx.DateTime: "time:", xlsx.Duration: "hours:",
	}
	for _, sheet := range b.Sheets {
		fmt.Printf("[%s]\n", sheet.Name)
		for row, err := range b.Rows(sheet).All() {
			if err != nil {
				return err
			}
			cells := make([]string, len(row.Cells))
			for i, c := range row.Cells {
				cells[i] = kinds[c.Kind] + strings.ReplaceAll(string(c.Text), "\n", "⏎")
			}
			fmt.Println(strings.Join(cells, "|"))
		}
	}
	return nil
}
