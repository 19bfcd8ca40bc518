package logimeter

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/poll"
	"github.com/genba-cli/genba/pkg/work/people"
)

// RosterQuery says from which days' attendances people are read, and in which columns of the CSV they stand: no public document names them.
type RosterQuery struct {
	Group        int64
	Days         Days
	Number, Name string // columns
}

// Roster reads who was at work on some days: LOGIMETER's API has no list of people, but a CSV of attendances (§4-2, type 4).
func (c *Client) Roster(ctx context.Context, q RosterQuery) (people.Roster, error) {
	kind, err := ParseCSVType("attendances")
	if err != nil {
		return people.Roster{}, err
	}
	var file memorySink
	if _, err = c.PullCSV(ctx, CSVRequest{Type: kind, Days: q.Days, Group: q.Group}, CSVOptions{
		Sink: &file, Schedule: poll.Schedule{Interval: time.Second / 2, Timeout: 30 * time.Minute},
	}); err != nil {
		return people.Roster{}, err
	}
	return q.read(&file)
}

// read takes the people from the attendances; the last name under a number counts, as the later day's.
func (q RosterQuery) read(file io.Reader) (people.Roster, error) {
	r := people.Roster{Service: "logimeter", Knows: people.Number | people.Name}
	places := map[string]int{}
	number, name := -1, -1
	err := intake.Cells(file, intake.Options{Name: "LOGIMETER's CSV of attendances", Format: intake.CSV}, func(header []string) error {
		place := func(column string) int {
			return slices.IndexFunc(header, func(h string) bool { return charset.Same(h, column) })
		}
		if number, name = place(q.Number), place(q.Name); number < 0 || name < 0 {
			return fault.Errorf(fault.Usage, "the CSV of attendances has no column %q or no column %q; it has %s", q.Number, q.Name, fmt.Sprintf("%q", header)).
				WithHint("the settings people_number and people_name name the columns")
		}
		return nil
	}, func(_ int, cells []string) error {
		p := people.Person{Number: cells[number], Name: cells[name]}
		if p.Number == "" {
			return nil
		}
		if i, again := places[p.Number]; again {
			r.People[i].Name = p.Name
			return nil
		}
		places[p.Number] = len(r.People)
		r.People = append(r.People, p)
		return nil
	})
	return r, err
}

// memorySink holds a CSV in memory.
type memorySink struct{ bytes.Buffer }

// Rewind takes back what was written after size bytes.
func (m *memorySink) Rewind(size int64) error {
	m.Truncate(int(size))
	return nil
}
