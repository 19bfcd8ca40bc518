package xlsx_test

import (
	"bytes"
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/data/xlsx"
)

// A workbook is written row by row, and read back as it was.
func Example() {
	var file bytes.Buffer
	w := xlsx.NewWriter(&file, xlsx.Options{})
	err := w.Sheet("スタッフ", []string{"番号", "氏名", "時間"})
	if err == nil {
		err = w.Row([]xlsx.Cell{xlsx.TextCell([]byte("000123")), xlsx.TextCell([]byte("髙橋恵子")), xlsx.DurationCell(36*time.Hour + 30*time.Minute)})
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := xlsx.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range book.Rows(book.Sheets[0]).All() {
		if err != nil {
			fmt.Println(err)
			return
		}
		for i, cell := range row.Cells {
			fmt.Printf("%s %s\n", xlsx.Address(i, row.Number), cell.Text)
		}
	}
	// Output:
	// A1 番号
	// B1 氏名
	// C1 時間
	// A2 000123
	// B2 髙橋恵子
	// C2 36:30
}
