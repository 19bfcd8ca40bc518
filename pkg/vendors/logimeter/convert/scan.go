package convert

import (
	"bytes"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
)

// worker reads blocks of complete lines and sums them up. Several work at once and share nothing. It works on the bytes of
// the file: no second byte of a CP932 character is a comma, a quote or a line end, so each key is decoded only once.
type worker struct {
	*boundRule
	skipUnknown bool
	entries     map[string]*entry // by the key's bytes, parts joined
	groups      map[groupKey]*sums
	firstLines  []int // by process: the first line that has it
	unknown     unknownKeys
	problems    problems
	lines       int

	// What is used again for each line.
	cellEnds  []int
	keyBuffer []byte
	readings  []reading
	previous  []previousCell // by time column
}

// entry is a key that came before, and the group of its last line, which is likely to be that of the next one.
type entry struct {
	process   *process // nil: not in the table
	key       string
	day, slot int
	sums      *sums
}

func newWorker(b *boundRule, skipUnknown bool) *worker {
	return &worker{
		boundRule: b, skipUnknown: skipUnknown, entries: map[string]*entry{}, groups: map[groupKey]*sums{}, firstLines: make([]int, b.count),
		unknown:  unknownKeys{keys: map[string]*unknownKey{}},
		cellEnds: make([]int, b.width), readings: make([]reading, len(b.times)), previous: make([]previousCell, len(b.times)),
	}
}

// block sums up lines, of which the first has this number.
func (w *worker) block(text []byte, number int) {
	hasCR, hasQuote := bytes.IndexByte(text, '\r') >= 0, bytes.IndexByte(text, '"') >= 0
	for ; len(text) > 0; number++ {
		var line []byte
		end := bytes.IndexByte(text, '\n')
		if end >= 0 {
			line, text = text[:end], text[end+1:]
		} else {
			line, text = text, nil
		}
		if hasCR || w.Newline == CRLF {
			var ok bool
			if line, ok = w.cutLineEnd(line, end >= 0); !ok {
				w.problems.addf(number, "ends with %s, the rule says newline: %s", other(w.Newline), w.Newline)
				continue
			}
		}
		if len(line) == 0 {
			continue
		}
		w.lines++
		unusual := hasCR && bytes.IndexByte(line, '\r') >= 0 || hasQuote && bytes.IndexByte(line, '"') >= 0
		if unusual || !w.sumFast(line, number) {
			w.sumExactly(line, number)
		}
	}
}

// cutLineEnd removes the CR of a line end, and reports whether the line ends as the rule says. hasLF is false for the last line
// of a file, which may have no end.
func (w *worker) cutLineEnd(text []byte, hasLF bool) ([]byte, bool) {
	trimmed, cr := bytes.CutSuffix(text, []byte("\r"))
	switch {
	case cr && w.Newline == LF, !cr && w.Newline == CRLF && hasLF:
		return text, false
	}
	return trimmed, true
}

func other(n Newline) Newline {
	if n == LF {
		return CRLF
	}
	return LF
}

// sumFast sums a line up. It returns false, and leaves the line to sumExactly, if anything about it is unusual.
func (w *worker) sumFast(text []byte, number int) bool {
	if !commas(text, w.cellEnds) {
		return false
	}
	e := w.entry(text)
	if e == nil {
		return false
	}
	if e.process == nil {
		w.unknown.add(e.key, number)
		return true
	}
	for i := range w.times {
		t := &w.times[i]
		if !t.readFast(w.cell(text, t.index), &w.previous[i], &w.readings[i]) {
			return false
		}
	}
	amount, ok := plainDigits(w.cell(text, w.quantity))
	if !ok {
		return false
	}
	var effort int64
	switch {
	case w.hours >= 0:
		effort, ok = parseHours(w.cell(text, w.hours))
	case w.start >= 0:
		var problem say.Format
		effort, problem = workTime(w.readings[w.start], w.readings[w.end])
		ok = problem == ""
	}
	if !ok {
		return false
	}
	day, at := w.workingDay(w.readings, e.process.accounting)
	w.add(e, day, at, number).add(amount, effort, at)
	return true
}

func (w *worker) cell(text []byte, column int) []byte {
	if column == 0 {
		return text[:w.cellEnds[0]]
	}
	return text[w.cellEnds[column-1]+1 : w.cellEnds[column]]
}

// entry finds the key of a line; nil leaves the line to sumExactly.
func (w *worker) entry(text []byte) *entry {
	raw := w.cell(text, w.keys[0])
	if len(w.keys) > 1 {
		w.keyBuffer = append(w.keyBuffer[:0], raw...)
		for _, column := range w.keys[1:] {
			w.keyBuffer = append(w.keyBuffer, '_')
			w.keyBuffer = append(w.keyBuffer, w.cell(text, column)...)
		}
		raw = w.keyBuffer
	}
	if e, known := w.entries[string(raw)]; known {
		return e
	}
	if w.bomIndex(raw) >= 0 {
		return nil
	}
	key, err := charset.Decode(raw, w.Encoding)
	if err != nil {
		return nil
	}
	e := &entry{process: w.processes[charset.Compose(string(key))], key: string(key)}
	switch {
	case e.process == nil && !w.skipUnknown:
		return nil
	case e.process != nil || w.unknown.hasRoom():
		w.entries[string(raw)] = e // not more unknown keys: each line may have another
	}
	return e
}

// plainDigits reads a quantity of digits alone, faster than parseQuantity.
func plainDigits(cell []byte) (n int64, ok bool) {
	if len(cell) == 0 || len(cell) > quantityDigits {
		return 0, false
	}
	for _, c := range cell {
		if c-'0' > 9 {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

// sumExactly sums a line up, whatever is unusual about it, or adds what is wrong with it to the problems.
func (w *worker) sumExactly(text []byte, number int) {
	l, wrong := w.examine(text)
	unknown := l.hasKey && l.process == nil
	if unknown && w.skipUnknown {
		w.unknown.add(l.key, number)
		return
	}
	for _, p := range wrong {
		w.problems.add(problem{number, w.message(p)})
	}
	if unknown {
		w.unknown.add(l.key, number)
		w.problems.addf(number, "%s: the key %s is not among the processes", w.columnName(w.keys[0]), quoted(l.key))
	}
	if len(wrong) == 0 && !unknown {
		w.add(&entry{process: l.process}, l.day, l.at, number).add(l.quantity, l.effort, l.at)
	}
}

// message returns what is wrong with a cell, behind the name of its column.
func (b *boundRule) message(p cellProblem) say.Text {
	if p.column < 0 {
		return p.message
	}
	return say.T("%s: %s", b.columnName(p.column), p.message)
}
