package hours

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Who is somebody as people know them.
type Who struct {
	Person, Name, Department, Leader string
	Family, Given                    string // the two parts of the name, where they are known apart
	Unmapped                         bool   // there is a people map, and it does not have them
	ByID                             bool   // no number is known of them: Person is the service's own id
}

// Names returns who it is that a source knows by a key.
type Names func(key string) Who

// Sheet holds the days of one source, by person. It is small, as it may hold those of ten thousand people for a month.
type Sheet struct {
	People   []Who
	Sources  []string // which of the source's times were used
	Outside  int      // days that lie outside Options.Within
	Instants int      // days that end at the moment at which they begin

	cells []cell
	index map[string]int32
	keys  recall // of the source
}

// cell is what a person has on a day.
type cell struct {
	person     int32
	date       Date
	minutes    int32
	source     uint8
	category   Category
	unfinished bool
}

// Options say how days are collected.
type Options struct {
	Names Names // nil: the source's key is the person
	// DayChange moves a day's beginning: work that starts before it belongs to the day before. nil: the source's own day counts.
	DayChange *time.Duration
	// Within leaves out days that DayChange has moved out of it; the source has to be read for a day more than it. nil: all count.
	Within *Range
}

// Collect reads the days of a source. Several of one person and date are summed; a day of which one part is unfinished is
// unfinished as a whole.
func Collect(days iter.Seq2[Day, error], o Options) (*Sheet, error) {
	s := &Sheet{index: map[string]int32{}, keys: newRecall()}
	var cells cellList
	for d, err := range days {
		if err != nil {
			return nil, err
		}
		if !d.Worked() {
			continue
		}
		date := d.Date
		if o.DayChange != nil && !d.Start.IsZero() {
			date = DateOf(d.Start.Add(-*o.DayChange))
		}
		if o.Within != nil && (date < o.Within.From || date > o.Within.To) {
			s.Outside++
			continue
		}
		if !d.Start.IsZero() && d.Start.Equal(d.End) && d.Minutes == 0 {
			s.Instants++
		}
		person, err := s.person(d.Person, o.Names)
		if err != nil {
			return nil, err
		}
		c := cell{person: person, date: date, category: d.Category}
		if d.Minutes == Unknown {
			c.unfinished = true
		} else {
			c.source = s.source(d.Source)
			c.minutes = int32(d.Minutes)
		}
		cells.add(c)
	}
	s.settle(&cells)
	return s, nil
}

// person returns the place of whom a source knows by a key. Two keys are two people: if they would be called the same, their hours would be
// those of one.
func (s *Sheet) person(key string, names Names) (int32, error) {
	if text, i := s.keys.expected(); i != nobody && text == key {
		s.keys.came(i)
		return i, nil
	}
	if i, ok := s.keys.places[key]; ok {
		s.keys.came(i)
		return i, nil
	}
	who := Who{Person: key}
	if names != nil {
		who = names(key)
	}
	if _, taken := s.index[who.Person]; taken {
		return 0, fault.Errorf(fault.Usage, "two people of the source would both be %s (%s)", who.Person, key).
			WithHint("two accounts have one number, or a number is somebody else's person in the people map: mend the one or the other")
	}
	i := s.keys.add(key)
	s.keys.came(i)
	s.index[who.Person] = i
	s.People = append(s.People, who)
	return i, nil
}

// source returns the number of a source's time, from 1; 0 is none.
func (s *Sheet) source(name string) uint8 {
	i := slices.Index(s.Sources, name)
	if i < 0 {
		i = len(s.Sources)
		s.Sources = append(s.Sources, name)
	}
	return uint8(min(i+1, 255))
}

func (s *Sheet) sourceOf(c cell) string {
	if c.source == 0 {
		return ""
	}
	return s.Sources[c.source-1]
}

// settle puts the cells in order of person and date and joins those of one person and date.
func (s *Sheet) settle(cells *cellList) {
	order := make([]int32, len(s.People))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(s.People[a].Person, s.People[b].Person) })
	people, rank := make([]Who, len(order)), make([]int32, len(order))
	for place, i := range order {
		people[place], rank[i] = s.People[i], int32(place)
	}
	s.People, s.keys = people, recall{} // its places were those before
	for who, i := range s.index {
		s.index[who] = rank[i]
	}
	s.cells = byPerson(cells, rank)
	joined := s.cells[:0]
	for _, c := range s.cells {
		if last := len(joined) - 1; last >= 0 && joined[last].person == c.person && joined[last].date == c.date {
			joined[last].minutes += c.minutes
			joined[last].unfinished = joined[last].unfinished || c.unfinished
			continue
		}
		joined = append(joined, c)
	}
	s.cells = joined
}

// Unfinished counts the days that can't be summed, and the people who have them.
func (s *Sheet) Unfinished() (days, people int) {
	last := int32(-1)
	for _, c := range s.cells {
		if c.unfinished {
			days++
			if c.person != last {
				people++
				last = c.person
			}
		}
	}
	return days, people
}

// UnfinishedDay is a day that can't be summed.
type UnfinishedDay struct {
	Who  Who
	Date Date
}

// UnfinishedDays returns all of them, by person and date.
func (s *Sheet) UnfinishedDays() []UnfinishedDay {
	var list []UnfinishedDay
	for _, c := range s.cells {
		if c.unfinished {
			list = append(list, UnfinishedDay{s.People[c.person], c.date})
		}
	}
	return list
}

// Unmapped returns the people whom a people map does not have.
func (s *Sheet) Unmapped() []Who {
	return slices.DeleteFunc(slices.Clone(s.People), func(w Who) bool { return !w.Unmapped })
}

// Uncategorized reports whether a finished day's category is not known.
func (s *Sheet) Uncategorized() bool {
	return slices.ContainsFunc(s.cells, func(c cell) bool { return c.category == NoCategory && !c.unfinished })
}

// Round rounds the minutes of each finished day.
func (s *Sheet) Round(day func(minutes int) int) {
	for i := range s.cells {
		s.cells[i].minutes = int32(day(int(s.cells[i].minutes)))
	}
}
