package calendar

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// fileDays are the days of the Cabinet Office's file, with their names, by date.
type fileDays map[string]string

// fileDay is how the file writes dates, without padding.
const fileDay = "2006/1/2"

// parseFile reads syukujitsu.csv: Shift_JIS (copies are UTF-8 as well), a header, then a date and a name a line.
func parseFile(text []byte) (fileDays, error) {
	text, _, err := charset.DecodeFound(text)
	if err != nil {
		return nil, notTheFile(err)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = 2
	if _, err := r.Read(); err != nil {
		return nil, notTheFile(err)
	}
	days := fileDays{}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, notTheFile(err)
		}
		day, err := time.Parse(fileDay, strings.TrimSpace(cells[0]))
		if err != nil {
			line, _ := r.FieldPos(0)
			return nil, notTheFile(fault.Errorf(fault.Usage, "line %d: %q is not a date", line, cells[0]))
		}
		days[day.Format(time.DateOnly)] = cells[1]
	}
	if len(days) == 0 {
		return nil, notTheFile(say.Errorf("it holds no day"))
	}
	return days, nil
}

func notTheFile(err error) error {
	return fault.Errorf(fault.Usage, "the file of holidays can't be read: %w", err).
		WithHint("it has to be the Cabinet Office's syukujitsu.csv: a header, then a date and a name a line")
}

// knows reports whether the file has the days of a year: those of its last year are there as a whole, as it is published.
func (f fileDays) knows(year int) bool {
	return f[time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)] != ""
}

func (f fileDays) off(day time.Time) bool {
	_, off := f[day.Format(time.DateOnly)]
	return off
}

// against lists the days on which the file and the rules differ, in the years that both know.
func (f fileDays) against(rules byRules) []say.Text {
	var found []say.Text
	for day := time.Date(firstYear, 1, 1, 12, 0, 0, 0, time.UTC); day.Year() <= lastYear; day = day.AddDate(0, 0, 1) {
		if !f.knows(day.Year()) {
			continue
		}
		switch date, off := day.Format(time.DateOnly), rules.off(day); {
		case f.off(day) && !off:
			found = append(found, say.T("the file of holidays has %s (%s), which genba did not know: the file counts", date, f[date]))
		case off && !f.off(day):
			found = append(found, say.T("the file of holidays lacks %s, which genba took for a holiday: the file counts", date))
		}
	}
	return found
}
