package logimeter

import (
	"fmt"
	"slices"
	"strings"
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

// Section is where the document defines the file.
func (k ProgressKind) Section() string {
	if k == Plan {
		return "§5-6"
	}
	return "§5-7"
}

// progressColumn is a column of a file that the import API takes: its names in the document, and what is wrong
// with a text in it ("" when nothing is).
type progressColumn struct {
	name, also string
	problem    func(text string) string
}

// process and moment are the columns that every file begins with; effort may be blank in one of actual quantities.
const process, moment, effort = 0, 1, 4

// columns are those of the document. Some names stand there in two spellings (facts 7.1, 10).
func (k ProgressKind) columns() []progressColumn {
	id := progressColumn{"工程マスタID", "", idProblem}
	if k == Plan {
		return []progressColumn{id,
			{"日付", "", dateProblem},
			{"累計予定数量", "", totalProblem},
		}
	}
	return []progressColumn{id,
		{"日時", "", minuteProblem},
		{"実績数量", "", func(text string) string { return numberProblem(text, 10, 0) }},
		{"数量_タイプ", "数量タイプ", typeProblem},
		{"実績投下工数", "", unlessBlank(func(text string) string { return numberProblem(text, 5, 1) })},
		{"投下工数_タイプ", "投下工数タイプ", unlessBlank(typeProblem)},
	}
}

// isHeader knows the line with the names of the columns. Whether a file has one the document does not say: its
// examples are tables.
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

// cellProblem is what is wrong with the value of a column.
type cellProblem struct {
	column  int
	message string
}

// rowProblems are what is wrong between columns of a row that are not wrong by themselves: a value and its type.
func (k ProgressKind) rowProblems(cells []string, wrong []bool) []cellProblem {
	if k == Plan {
		return nil
	}
	var found []cellProblem
	for _, pair := range []struct{ value, kind int }{{2, 3}, {effort, effort + 1}} {
		if pair.kind >= len(cells) || wrong[pair.value] || wrong[pair.kind] {
			continue
		}
		switch value, kind := cells[pair.value], cells[pair.kind]; {
		case value == "" && kind != "":
			found = append(found, cellProblem{pair.value, "blank, but its type is given; both are, or both are blank (§5-7)"})
		case value != "" && kind == "":
			found = append(found, cellProblem{pair.kind, "blank, but the effort is given; both are, or both are blank (§5-7)"})
		case kind == "2" && strings.HasPrefix(value, "-"):
			found = append(found, cellProblem{pair.value, negative})
		}
	}
	return found
}

// conflict is what is wrong with a row that comes after another one of its process, in line before.
func (k ProgressKind) conflict(row, before ProgressRow) string {
	if k == Plan {
		return fmt.Sprintf("process %s has this day in line %d already; which of the two totals counts would be a guess", row.Process, before.Line)
	}
	return fmt.Sprintf("not later than %s in line %d, of the same process %s: LOGIMETER skips such a row without a word (§5-8)",
		before.At, before.Line, row.Process)
}
