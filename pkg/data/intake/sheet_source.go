package intake

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/xlsx"
	"github.com/genba-cli/genba/pkg/say"
)

// sheetSource is the sheet that rows came from: it names cells as a spreadsheet does.
type sheetSource struct {
	name    string
	zone    *time.Location // of its times; nil: unknown
	warn    func(say.Text)
	at      map[string]int   // column of the sheet by composed name
	numbers map[int]*numbers // by column
}

// numbers are the cells of a column that hold a number and not a text.
type numbers struct {
	count, row int // row is the first
	text       string
}

func (s *sheetSource) number(column, row int, text []byte) {
	n := s.numbers[column]
	if n == nil {
		n = &numbers{row: row, text: string(text)}
		s.numbers[column] = n
	}
	n.count++
}

func (s *sheetSource) say(text say.Text) {
	if s.warn != nil {
		s.warn(text)
	}
}

// place names a cell: スタッフ!C12. A name that a spreadsheet would quote is quoted.
func (s *sheetSource) place(row, column int) string {
	name := s.name
	if strings.ContainsFunc(name, func(r rune) bool { return r != '_' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) || name == "" || unicode.IsDigit([]rune(name)[0]) {
		name = "'" + strings.ReplaceAll(name, "'", "''") + "'"
	}
	return name + "!" + xlsx.Address(column, row)
}

// placeOf names the cell of a column in a row; the row's first one where the sheet has no such column.
func (s *sheetSource) placeOf(row int, names ...string) string {
	for _, name := range names {
		if column, ok := s.at[charset.Compose(name)]; ok {
			return s.place(row, column)
		}
	}
	return s.place(row, 0)
}

// rename lets the cells of a column be found by the name of its rule, too.
func (s *sheetSource) rename(header, rule string) {
	if column, ok := s.at[charset.Compose(header)]; ok {
		s.at[charset.Compose(rule)] = column
	}
}

// sameTime reports whether a cell shows the moment that the vendor sent, or the day.
func (s *sheetSource) sameTime(cell, sent string) bool {
	if day, ok := ParseDate(sent); ok {
		return cell == day.Format(time.DateOnly)
	}
	zone := s.zone
	if zone == nil {
		zone = time.UTC
	}
	at, ok := period.Moment(sent, zone)
	return ok && cell == at.In(zone).Format(time.DateTime)
}

// withoutMidnight makes a day of a moment that is one: a spreadsheet has days in cells that could show a time.
func withoutMidnight(v record.Value) record.Value {
	if day, ok := strings.CutSuffix(v.Text(), " 00:00:00"); ok && len(day) == len(time.DateOnly) {
		return record.String(day)
	}
	return v
}

// warnOfNumbers tells of numbers in columns of text: a spreadsheet that took a code for a number has lost its zeros.
func (s *sheetSource) warnOfNumbers(rules []Rule) {
	for _, rule := range rules {
		if rule.ReadOnly != "" || !rule.holdsCodes() {
			continue
		}
		for _, name := range append([]string{rule.Name}, rule.Aliases...) {
			column, ok := s.at[charset.Compose(name)]
			if !ok || s.numbers[column] == nil {
				continue
			}
			n := s.numbers[column]
			s.say(say.T("%s, column %q: a number (%s), where text is expected; so in %d {cell|cells}. Zeros in front are lost where a spreadsheet took a code for a number: format the column as text", s.place(n.row, column), name, n.text, n.count))
		}
	}
}

// holdsCodes reports whether zeros in front of a value may count.
func (r Rule) holdsCodes() bool {
	return !r.Integer && !r.Date && len(r.Enum) == 0 && (r.Text || r.MaxLength > 0 || record.IdentifierName(r.Name))
}

// shownDigits is how many significant digits of a number a spreadsheet keeps and shows.
const shownDigits = 15

// plainNumber writes a stored number as a spreadsheet shows it: 15 digits, and no exponent.
func plainNumber(text []byte) []byte {
	if len(text) <= shownDigits && !strings.ContainsAny(string(text), "eE") {
		return text
	}
	value, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return text
	}
	if value, err = strconv.ParseFloat(strconv.FormatFloat(value, 'e', shownDigits-1, 64), 64); err != nil {
		return text
	}
	return strconv.AppendFloat(nil, value, 'f', -1, 64)
}
