package cmd_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/genba-cli/genba/pkg/data/xlsx"
)

// book is the program that shows a workbook to a script: for each sheet a line with its name, and for each row its cells with
// their kinds, where they are no text.
func book() {
	if err := showBook(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "book:", err)
		os.Exit(1)
	}
}

func showBook(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	b, err := xlsx.Open(f, info.Size())
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
