package payroll

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// mostNamed is how many problems are named at once.
const mostNamed = 20

// File makes the file. Nothing is left out: an employee who can't be written ends it, with all others who can't. total is the
// minutes of all days by another count; the rows' sum has to be the same, in the employees and in the file as it was written.
func (l *Layout) File(employees []Employee, p Period, total int) ([]byte, error) {
	if err := l.refuse(employees); err != nil {
		return nil, err
	}
	columns := l.Cells()
	var text bytes.Buffer
	var wrong []say.Text
	if l.Header {
		var names []string
		for _, c := range columns {
			names = append(names, c.Name)
		}
		l.line(&text, names)
	}
	sum := 0
	for _, e := range employees {
		sum += e.All.Minutes
		cells := make([]string, len(columns))
		for i, c := range columns {
			var err error
			if cells[i], err = l.cell(c, e, p); err != nil {
				wrong = append(wrong, say.T("%w", err))
			}
		}
		l.line(&text, cells)
	}
	if len(wrong) > 0 {
		return nil, refusal(wrong)
	}
	if sum != total {
		return nil, fault.Errorf(fault.Usage, "the rows sum up to %s hours, and the days to %s; nothing was written", Clock.Write(sum), Clock.Write(total)).
			WithHint("this is a fault of genba's or of the source: do not import anything, and look at the sums of the hours")
	}
	file, err := l.encode(text.Bytes())
	if err != nil {
		return nil, err
	}
	return file, l.readBack(file, employees)
}

// refuse names everybody who can't be in the file.
func (l *Layout) refuse(employees []Employee) error {
	var wrong []say.Text
	seen := map[string]string{}
	for _, e := range employees {
		if e.Number == "" {
			if e.Name == "" {
				wrong = append(wrong, say.T("somebody without a name has no employee number"))
				continue
			}
			wrong = append(wrong, say.T("%s has no employee number", e.Name))
			continue
		}
		if problem := unnamed(e, l); !problem.IsZero() {
			wrong = append(wrong, problem)
		}
		written, err := l.Number.write(e.Number)
		if err != nil {
			continue // said when the rows are written
		}
		if other, twice := seen[written]; twice {
			wrong = append(wrong, say.T("employees %s and %s would both be %s", other, e.Number, written))
		}
		seen[written] = e.Number
	}
	if len(employees) == 0 {
		wrong = append(wrong, say.T("nobody worked in the period"))
	}
	if len(wrong) > 0 {
		return refusal(wrong)
	}
	return nil
}

func refusal(wrong []say.Text) error {
	n := len(wrong)
	return fault.Errorf(fault.Usage, "the file can't be written, and nothing was: %d {problem|problems}", n).WithHint("%s", say.Lines(wrong[:min(n, mostNamed)]...))
}

func (l *Layout) line(to *bytes.Buffer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			to.WriteByte(',')
		}
		if l.Quotes == "all" || strings.ContainsAny(cell, ",\"\r\n") || cell != strings.TrimSpace(cell) {
			to.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
			continue
		}
		to.WriteString(cell)
	}
	if l.TrailingComma {
		to.WriteByte(',')
	}
	if l.LineEnd == "crlf" {
		to.WriteByte('\r')
	}
	to.WriteByte('\n')
}

func (l *Layout) encode(text []byte) ([]byte, error) {
	encoding, err := charset.ParseEncoding(l.Encoding)
	if err != nil {
		return nil, err
	}
	switch encoding {
	case charset.CP932:
		file, bad, ok := charset.AppendCP932(nil, text)
		if !ok {
			at := bytes.IndexRune(text, bad)
			row := bytes.Count(text[:max(at, 0)], []byte("\n")) + 1
			return nil, fault.Errorf(fault.Usage, "line %d holds %q, which %s lacks; nothing was written", row, string(bad), l.Encoding).
				WithHint("write the name in the source as the payroll package has it")
		}
		return file, nil
	case charset.UTF8BOM:
		return append([]byte(charset.BOM), text...), nil
	}
	return text, nil
}

// readBack reads the file as the package would, and holds each row against what it was made of.
func (l *Layout) readBack(file []byte, employees []Employee) error {
	encoding, _ := charset.ParseEncoding(l.Encoding)
	r := csv.NewReader(charset.NewReader(bytes.NewReader(file), encoding))
	r.FieldsPerRecord = -1
	columns := l.Cells()
	want := len(columns)
	if l.TrailingComma {
		want++
	}
	numberAt := slices.IndexFunc(columns, func(c Column) bool { return c.Value == "number" })
	hoursAt := slices.IndexFunc(columns, func(c Column) bool { return c.Value == "hours" })
	next := -1
	if !l.Header {
		next = 0
	}
	for ; ; next++ {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(cells) != want || next >= len(employees) {
			return misread(next+1, fmt.Sprint(len(cells), " cells: ", err))
		}
		if next < 0 {
			continue
		}
		e := employees[next]
		if number, _ := l.Number.write(e.Number); cells[numberAt] != number {
			return misread(next+1, cells[numberAt])
		}
		if hoursAt >= 0 {
			if got, ok := l.Hours.Read(cells[hoursAt]); !ok || got != e.All.Minutes {
				return misread(next+1, cells[hoursAt])
			}
		}
	}
	if next != len(employees) {
		return misread(next, "end")
	}
	return nil
}

func misread(row int, what string) error {
	return fault.Errorf(fault.Other, "the file was read back, and row %d is not what it was made of (%q); nothing was written", row, what).
		WithHint("this is a fault of genba's: please report it")
}
