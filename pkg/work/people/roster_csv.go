package people

import (
	"cmp"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// csvKnows returns the columns of a file of people, and what each tells.
func csvKnows() map[string]Fields {
	return map[string]Fields{
		"number": Number, "name": Name, "last_name": Name, "first_name": Name, "kana": Kana, "mail": Mail, "department": Department,
		"concurrent": Concurrent, "entered": Entered, "left": Left, "employment": Employment,
	}
}

// ReadCSV reads a file of people: number, name (or last_name and first_name), kana, mail, department, entered, left. Further columns are
// fields of their own. A number that stands twice under one name is one person with a second department (兼務, 出向); under two names the file
// is refused.
func ReadCSV(in io.Reader, name string) (Roster, error) {
	t := csvTable{name: name, roster: Roster{Service: "csv", Own: []string{}}, places: newPlaces(), texts: map[string]string{}, alone: map[string][]string{}, size: sizeOf(in)}
	err := intake.Cells(in, intake.Options{Name: name}, t.header, t.row)
	if err != nil {
		return Roster{}, err
	}
	t.roster.numbers = t.places
	t.units()
	return t.roster, nil
}

// sizeOf returns how long a file is; 0: it is no regular one.
func sizeOf(in io.Reader) int64 {
	f, ok := in.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return 0
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return 0
	}
	return info.Size()
}

// csvTable reads the rows of such a file.
type csvTable struct {
	name    string
	roster  Roster
	columns []csvColumn
	places  *places             // by number
	size    int64               // of the file in bytes; 0: not known
	bytes   int64               // of the rows so far
	texts   map[string]string   // of departments, each once in memory
	alone   map[string][]string // the same as lists of one

	main, further int // places of department and concurrent; -1: no such column
}

type csvColumn struct {
	at   int // in the file
	date bool
	set  func(*Person, string)
}

func (t *csvTable) header(names []string) error {
	for i := range names {
		names[i] = charset.Compose(names[i])
		known, common := csvKnows()[names[i]]
		t.roster.Knows |= known
		if !common {
			t.roster.Own = append(t.roster.Own, names[i])
		}
		t.columns = append(t.columns, csvColumn{i, names[i] == "entered" || names[i] == "left", t.setter(names[i])})
	}
	if !slices.Contains(names, "number") || !slices.Contains(names, "name") && !slices.Contains(names, "last_name") {
		return fault.Errorf(fault.Usage, "%s: a file of people needs the columns number and name", say.File(t.name)).
			WithHint("number,name,kana,mail,department,entered,left; last_name and first_name may stand for name")
	}
	t.main, t.further = slices.Index(names, "department"), slices.Index(names, "concurrent")
	slices.Sort(t.roster.Own)
	// The main department comes first in a person, wherever its column stands.
	slices.SortStableFunc(t.columns, func(a, b csvColumn) int {
		return cmp.Compare(b2i(names[a.at] == "concurrent"), b2i(names[b.at] == "concurrent"))
	})
	return nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// setter returns what takes up a column. The others' names are those of a Person's fields.
func (t *csvTable) setter(column string) func(*Person, string) {
	switch column {
	case "number":
		return func(p *Person, text string) { p.Number = text }
	case "name":
		return func(p *Person, text string) { p.Name = text }
	case "last_name":
		return func(p *Person, text string) { p.Family = text }
	case "first_name":
		return func(p *Person, text string) { p.Given = text }
	case "kana":
		return func(p *Person, text string) { p.Kana = text }
	case "mail":
		return func(p *Person, text string) { p.Mail = text }
	case "department":
		return func(p *Person, text string) { p.Departments = t.list(text) }
	case "concurrent":
		return func(p *Person, text string) {
			for part := range strings.SplitSeq(text, "、") {
				p.Departments = append(p.Departments, t.once(part))
			}
		}
	case "entered":
		return func(p *Person, text string) { p.Entered = text }
	case "left":
		return func(p *Person, text string) { p.Left = text }
	case "employment":
		return func(p *Person, text string) { p.Employment = t.once(text) }
	}
	return func(p *Person, text string) {
		if p.More == nil {
			p.More = map[string]string{}
		}
		p.More[column] = text
	}
}

func (t *csvTable) once(text string) string {
	if known, ok := t.texts[text]; ok {
		return known
	}
	t.texts[text] = text
	return text
}

// list returns a list of one department, which must not be written into: others have it, too.
func (t *csvTable) list(department string) []string {
	if known, ok := t.alone[department]; ok {
		return known
	}
	all := []string{t.once(department)}
	t.alone[department] = all
	return all
}

// enough is how many people tell how long the rows of a file are.
const enough = 1000

// next returns a place for somebody. Once the rows' length is known there is room for all, so that the list is not copied each time it grows.
func (t *csvTable) next() *Person {
	if len(t.roster.People) == enough && t.size > 0 {
		all := int(t.size * (enough + enough/20) / t.bytes)
		t.roster.People = slices.Grow(t.roster.People, all)
	}
	t.roster.People = append(t.roster.People, Person{})
	return &t.roster.People[len(t.roster.People)-1]
}

func (t *csvTable) row(line int, cells []string) error {
	p := t.next()
	t.bytes += int64(len(cells)) // what separates them
	for _, c := range t.columns {
		text := cells[c.at]
		t.bytes += int64(len(text))
		if text == "" {
			continue
		}
		if c.date && !isDay(text) {
			day, ok := intake.ParseSheetDate(text)
			if !ok {
				return fault.Errorf(fault.Usage, "%s: line %d: %q is not a day written as 2025-03-01, 2025/03/01 or 20250301", say.File(t.name), line, text)
			}
			text = day.Format(time.DateOnly)
		}
		c.set(p, text)
	}
	if t.mainless(cells) {
		return fault.Errorf(fault.Usage, "%s: line %d: concurrent is filled in and department is not", t.name, line).
			WithHint("department is the main one, concurrent those beside it")
	}
	if p.Number == "" {
		return fault.Errorf(fault.Usage, "%s: line %d: number is empty", say.File(t.name), line)
	}
	if p.Name == "" {
		p.Name = FullName(p.Family, p.Given)
	}
	last := len(t.roster.People) - 1
	first, again := t.places.first(p.Number)
	if !again {
		t.places.set(p.Number, last)
		return nil
	}
	further := *p
	t.roster.People = t.roster.People[:last]
	return t.second(&t.roster.People[first], &further, line)
}

// mainless reports whether a row has further departments and no main one, which the first of them would be taken for.
func (t *csvTable) mainless(cells []string) bool {
	return t.further >= 0 && cells[t.further] != "" && (t.main < 0 || cells[t.main] == "")
}

// second takes a further row of a person for a further department.
func (t *csvTable) second(first, p *Person, line int) error {
	if !sameName(first.Name, p.Name) {
		return fault.Errorf(fault.Usage, "%s: line %d: the number %q belongs to %q already, and here to %q", say.File(t.name), line, p.Number, first.Name, p.Name).
			WithHint("one of them has another number; which is which would be a guess")
	}
	for _, d := range p.Departments {
		if !slices.Contains(first.Departments, d) {
			first.Departments = append(first.Departments, d)
			t.roster.Knows |= Concurrent
		}
	}
	if first.Entered == "" || p.Entered != "" && p.Entered < first.Entered {
		first.Entered = p.Entered
	}
	if first.Left != "" && (p.Left == "" || p.Left > first.Left) {
		first.Left = p.Left
	}
	return nil
}

// isDay reports whether a text is a day as it is kept: 2026-04-01.
func isDay(text string) bool {
	if len(text) != len(time.DateOnly) || text[4] != '-' || text[7] != '-' {
		return false
	}
	if digits(text[:4]) && digits(text[5:7]) && digits(text[8:]) && "01" <= text[5:7] && text[5:7] <= "12" && "01" <= text[8:] && text[8:] <= "28" {
		return true // most are: the end of a month takes a calendar
	}
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// units makes units of the departments that people are in, and of those above them.
func (t *csvTable) units() {
	paths := map[string]bool{}
	for i := range t.roster.People {
		for _, d := range t.roster.People[i].Departments {
			for path := d; path != "" && !paths[path]; path = ParentPath(path) {
				paths[path] = true
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		t.roster.Units = append(t.roster.Units, Unit{Name: LastPart(path), Path: path, Parent: ParentPath(path)})
	}
}
