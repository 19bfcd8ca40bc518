package logimeter

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
)

// The limits of progress files (§1, §5).
const (
	ProgressRows  = 1000  // rows of one request of (A)
	TransformRows = 10000 // rows of one request of (B), of which at most ProgressRows may remain
)

// ProgressKind is one of the two progress files.
type ProgressKind string

// The kinds: planned quantities (§5-6) and actual ones (§5-7).
const (
	Plan   ProgressKind = "plan"
	Actual ProgressKind = "actual"
)

// Section returns where the document defines the file.
func (k ProgressKind) Section() string {
	if k == Plan {
		return "§5-6"
	}
	return "§5-7"
}

// progressColumn is a column of a file that the import API takes: its names in the document, and a function that says what is
// wrong with a text in it.
type progressColumn struct {
	name, also string
	problem    func(text string) say.Text
}

// The positions of columns: every file begins with the process and its time; only a file of actual quantities has the effort.
const processColumn, timeColumn, effortColumn = 0, 1, 4

// columns returns the columns of the document, which has two spellings of some names (facts 7.1, 10).
func (k ProgressKind) columns() []progressColumn {
	id := progressColumn{"工程マスタID", "", idProblem}
	if k == Plan {
		return []progressColumn{
			id,
			{"日付", "", dateProblem},
			{"累計予定数量", "", totalProblem},
		}
	}
	return []progressColumn{
		id,
		{"日時", "", minuteProblem},
		{"実績数量", "", func(text string) say.Text { return numberProblem(text, 10, 0) }},
		{"数量_タイプ", "数量タイプ", typeProblem},
		{"実績投下工数", "", unlessBlank(func(text string) say.Text { return numberProblem(text, 5, 1) })},
		{"投下工数_タイプ", "投下工数タイプ", unlessBlank(typeProblem)},
	}
}

// isHeader reports whether a line has the names of the columns. The document does not say whether a file has one: its examples
// are tables.
func isHeader(columns []progressColumn, cells []string) bool {
	return slices.EqualFunc(columns, cells, func(c progressColumn, cell string) bool {
		return cell == c.name || cell == c.also && cell != ""
	})
}

func header(columns []progressColumn) string {
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	return strings.Join(names, ",")
}

// cellProblem says what is wrong with the value of a column.
type cellProblem struct {
	column  int
	message say.Text
}

// rowProblems returns what is wrong between columns of a row that are right by themselves: a value and its type.
func (k ProgressKind) rowProblems(cells []string, wrong []bool) []cellProblem {
	if k == Plan {
		return nil
	}
	var found []cellProblem
	for _, pair := range []struct{ value, kind int }{{2, 3}, {effortColumn, effortColumn + 1}} {
		if pair.kind >= len(cells) || wrong[pair.value] || wrong[pair.kind] {
			continue
		}
		switch value, kind := cells[pair.value], cells[pair.kind]; {
		case value == "" && kind != "":
			found = append(found, cellProblem{pair.value, say.T("blank, but its type is given; both are, or both are blank (§5-7)")})
		case value != "" && kind == "":
			found = append(found, cellProblem{pair.kind, say.T("blank, but the effort is given; both are, or both are blank (§5-7)")})
		case kind == "2" && strings.HasPrefix(value, "-"):
			found = append(found, cellProblem{pair.value, negativeTotal()})
		}
	}
	return found
}

// conflict says what is wrong with a row that comes after another one of its process.
func (k ProgressKind) conflict(row, before ProgressRow) say.Text {
	if k == Plan {
		return say.T("process %s has this day in line %d already; which of the two totals counts would be a guess", row.Process, before.Line)
	}
	return say.T("not later than %s in line %d, of the same process %s: LOGIMETER skips such a row without a word (§5-8)",
		before.At, before.Line, row.Process)
}
