// Command excelize is what make bench holds genba's workbooks against: excelize's stream writer and its rows. It is a module of
// its own, so that genba depends on none of it.
//
//	excelize write IN.csv OUT.xlsx
//	excelize read IN.xlsx
package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/xuri/excelize/v2"
)

func main() {
	err := errors.New("usage: excelize write IN.csv OUT.xlsx, or excelize read IN.xlsx")
	switch {
	case len(os.Args) == 4 && os.Args[1] == "write":
		err = write(os.Args[2], os.Args[3])
	case len(os.Args) == 3 && os.Args[1] == "read":
		err = read(os.Args[2])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "excelize:", err)
		os.Exit(1)
	}
}

// write makes a workbook of a CSV file, every cell as text.
func write(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	book := excelize.NewFile()
	defer book.Close()
	sheet, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	rows := csv.NewReader(in)
	rows.ReuseRecord = true
	var cells []any
	for n := 1; ; n++ {
		record, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		cells = cells[:0]
		for _, text := range record {
			cells = append(cells, text)
		}
		if err := sheet.SetRow(fmt.Sprintf("A%d", n), cells); err != nil {
			return err
		}
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	return book.SaveAs(to)
}

// read counts the rows of a workbook's first sheet.
func read(from string) error {
	book, err := excelize.OpenFile(from, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	defer book.Close()
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		return err
	}
	n := 0
	for rows.Next() {
		if _, err := rows.Columns(); err != nil {
			return err
		}
		n++
	}
	fmt.Println(n)
	return rows.Error()
}
