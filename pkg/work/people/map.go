package people

import (
	"io"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// services returns the columns of the people map that hold what a service knows a person by, in their order.
func services() []string { return []string{"akashi", "kaonavi", "nipoplus", "flexcrm", "logimeter"} }

// historyColumn holds accounts that were a person's earlier; the file has it once there is one.
const historyColumn = "history"

// mapColumns returns the columns that every people map has.
func mapColumns() []string {
	return slices.Concat([]string{"person", "name"}, services(), []string{"match", "note"})
}

// Entry is one person of the map.
type Entry struct {
	Person   string            // free; usually the employee number
	Name     string            // for people who read the file
	Accounts map[string]string // Key of the person by service; no empty ones
	Match    string            // by what each account was matched: "akashi:number nipoplus:name"
	Note     string            // for people; init writes who else it could be
	History  string            // former accounts: "akashi:000123"
	More     map[string]string // columns of the file's own
	Line     int               // of the file; 0 for a new one
}

// Map is the people map.
type Map struct {
	Entries []Entry
	Columns []string // of the file, as they stood there

	accounts map[string]map[string]int // by service and key, places in Entries
	persons  map[string]int
	known    []state.Former
}

// NewMap returns a map without anybody.
func NewMap() *Map {
	m := &Map{Columns: mapColumns()}
	m.index()
	return m
}

// ReadMap reads a people map. One that can't be used is refused with everything that is wrong: a column that is missing, a
// person named twice, an account that two persons have.
func ReadMap(r io.Reader, name string) (*Map, error) {
	rows, err := intake.Read(r, intake.Options{Name: name})
	if err != nil {
		return nil, err
	}
	m := NewMap()
	if len(rows) > 0 {
		m.Columns = nil
		for _, f := range rows[0].Fields {
			m.Columns = append(m.Columns, charset.Compose(f.Name))
		}
	}
	for _, column := range mapColumns() {
		if !slices.Contains(m.Columns, column) {
			return nil, fault.Errorf(fault.Usage, "%s: the column %q is missing", say.File(name), column).
				WithHint("a people map has the columns %s", strings.Join(mapColumns(), ","))
		}
	}
	for _, row := range rows {
		m.Entries = append(m.Entries, entryOf(row, m.Columns))
	}
	if wrong := m.index(); len(wrong) > 0 {
		return nil, fault.Errorf(fault.Usage, "%s can't be used as a people map: %d {problem|problems}", say.File(name), len(wrong)).
			WithHint("%s", say.Lines(wrong[:min(len(wrong), mostNamed)]...))
	}
	return m, nil
}

// mostNamed is how many problems of a file are named; whoever mends these reads the file again.
const mostNamed = 20

func entryOf(row intake.Row, columns []string) Entry {
	e := Entry{Line: row.Line, Accounts: map[string]string{}}
	own := map[string]*string{"person": &e.Person, "name": &e.Name, "match": &e.Match, "note": &e.Note, historyColumn: &e.History}
	for _, column := range columns {
		text := row.Text(column)
		switch to := own[column]; {
		case to != nil:
			*to = text
		case text == "":
		case slices.Contains(services(), column):
			e.Accounts[column] = text
		default:
			if e.More == nil {
				e.More = map[string]string{}
			}
			e.More[column] = text
		}
	}
	return e
}
