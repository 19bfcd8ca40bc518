package convert

import (
	"bytes"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// worker reads whole blocks of lines and sums them up. Several work at once, each for itself. It works on the bytes of
// the file: no second byte of a CP932 character is a comma, a quote or a line end, so a key is converted once.
type worker struct {
	*bound
	skip     bool
	entries  map[string]*entry // by the key's bytes, parts joined
	groups   map[groupKey]*sums
	seen     []int // by process: the first line that has it
	unknown  unknownKeys
	problems problems
	lines    int

	cells   []int // where the cells of a line end
	joined  []byte
	stamped []reading
	before  []before // by stamp
}

// entry is a key that was met before, and the group of its last line, which the next one is likely to be in.
type entry struct {
	process    *process // nil: not in the table
	key        string
	day, label int
	sums       *sums
}

func newWorker(b *bound, skip bool) *worker {
	return &worker{
		bound: b, skip: skip, entries: map[string]*entry{}, groups: map[groupKey]*sums{}, seen: make([]int, b.count),
		unknown: unknownKeys{keys: map[string]*unknownKey{}},
		cells:   make([]int, b.width), stamped: make([]reading, len(b.stamps)), before: make([]before, len(b.stamps)),
	}
}

// block reads lines; number is that of the first one.
func (w *worker) block(text []byte, number int) {
	hasCR, hasQuote := bytes.IndexByte(text, '\r') >= 0, bytes.IndexByte(text, '"') >= 0
	for ; len(text) > 0; number++ {
		var one []byte
		end := bytes.IndexByte(text, '\n')
		if end >= 0 {
			one, text = text[:end], text[end+1:]
		} else {
			one, text = text, nil
		}
		if hasCR || w.Newline == CRLF {
			var right bool
			if one, right = w.ending(one, end >= 0); !right {
				w.problems.addf(number, "ends with %s, the rule says newline: %s", other(w.Newline), w.Newline)
				continue
			}
		}
		if len(one) == 0 {
			continue // holds nothing that could be lost
		}
		w.lines++
		odd := hasCR && bytes.IndexByte(one, '\r') >= 0 || hasQuote && bytes.IndexByte(one, '"') >= 0
		if odd || !w.quick(one, number) {
			w.slow(one, number)
		}
	}
}

// ending takes the line end off. The last line of a file may have none.
func (w *worker) ending(text []byte, ended bool) ([]byte, bool) {
	bare, cr := bytes.CutSuffix(text, []byte("\r"))
	switch {
	case cr && w.Newline == LF, !cr && w.Newline == CRLF && ended:
		return text, false
	}
	return bare, true
}

func other(n Newline) Newline {
	if n == LF {
		return CRLF
	}
	return LF
}

// quick sums a line up, or leaves it to slow when anything about it is unusual.
func (w *worker) quick(text []byte, number int) bool {
	if !commas(text, w.cells) {
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
	for i := range w.stamps {
		s := &w.stamps[i]
		if !s.readAfter(w.cell(text, s.index), &w.before[i], &w.stamped[i]) {
			return false
		}
	}
	amount, ok := digits(w.cell(text, w.quantity))
	if !ok {
		return false
	}
	var effort int64
	var message string
	switch {
	case w.hours >= 0:
		effort, message = hours(w.cell(text, w.hours))
	case w.start >= 0:
		effort, message = worked(w.stamped[w.start], w.stamped[w.end])
	}
	if message != "" {
		return false
	}
	day, moment := w.when(w.stamped, e.process.accounting)
	w.add(e, day, moment, number).add(amount, effort, moment)
	return true
}

func (w *worker) cell(text []byte, column int) []byte {
	if column == 0 {
		return text[:w.cells[0]]
	}
	return text[w.cells[column-1]+1 : w.cells[column]]
}

// entry finds the key of a line; nil leaves it to slow.
func (w *worker) entry(text []byte) *entry {
	raw := w.cell(text, w.keys[0])
	if len(w.keys) > 1 {
		w.joined = append(w.joined[:0], raw...)
		for _, column := range w.keys[1:] {
			w.joined = append(w.joined, '_')
			w.joined = append(w.joined, w.cell(text, column)...)
		}
		raw = w.joined
	}
	if e, known := w.entries[string(raw)]; known {
		return e
	}
	if w.mark(raw) >= 0 {
		return nil
	}
	key, err := charset.Decode(raw, w.Encoding)
	if err != nil {
		return nil
	}
	e := &entry{process: w.processes[charset.Compose(string(key))], key: string(key)}
	switch {
	case e.process == nil && !w.skip:
		return nil
	case e.process != nil || w.unknown.room():
		w.entries[string(raw)] = e // of unknown keys there may be as many as lines
	}
	return e
}

// digits is the quick form of quantity.
func digits(cell []byte) (n int64, ok bool) {
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

// slow sums a line up with all its oddities, or says what is wrong with it.
func (w *worker) slow(text []byte, number int) {
	l, wrong := w.examine(text)
	unknown := l.keyed && l.process == nil
	if unknown && w.skip {
		w.unknown.add(l.key, number)
		return
	}
	for _, p := range wrong {
		w.problems.add(Problem{number, w.where(p)})
	}
	if unknown {
		w.unknown.add(l.key, number)
		w.problems.addf(number, "%s: the key %s is not among the processes", w.called(w.keys[0]), quoted(l.key))
	}
	if len(wrong) == 0 && !unknown {
		w.add(&entry{process: l.process}, l.day, l.at, number).add(l.quantity, l.effort, l.at)
	}
}

func (b *bound) where(p cellProblem) string {
	if p.column < 0 {
		return p.message
	}
	return b.called(p.column) + ": " + p.message
}
