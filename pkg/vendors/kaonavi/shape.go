package kaonavi

import (
	"bufio"
	"errors"
	"io"
	"slices"
)

// mostAhead is how much of an answer is looked at for where its records stand: headers of a thousand columns fit.
const mostAhead = 1 << 20

// findRecords tells where the records of an answer stand: under one of the names at the top (§2.2, §2.5, §2.8), or
// below data (§2.14). It reads no more of the answer than that takes. The path is nil for an answer without records;
// then rest is all of it, and short.
func findRecords(answer io.Reader, names ...string) (path []string, rest *bufio.Reader, err error) {
	rest = bufio.NewReaderSize(answer, mostAhead)
	for n := 512; ; n = min(2*n, mostAhead) {
		head, err := rest.Peek(n)
		path, known := recordsPath(head, names)
		switch {
		case known:
			return path, rest, nil
		case errors.Is(err, io.EOF) || n == mostAhead && err == nil:
			return nil, rest, nil
		case err != nil:
			return nil, nil, err
		}
		if ready := rest.Buffered(); ready > n && ready < 2*n {
			n = (ready + 1) / 2 // all that has come, before more is waited for
		}
	}
}

// recordsPath walks through the beginning of a document as far as it goes. It only looks for brackets and names: that
// the document is sound is for whoever reads the records.
func recordsPath(head []byte, names []string) (path []string, known bool) {
	w := walker{b: head}
	if w.blank(); w.at() != '{' {
		return nil, w.at() != 0
	}
	w.i++
	for {
		name, ok := w.name()
		if !ok {
			return nil, false
		}
		switch inside := len(path) == 1; {
		case w.at() == 0:
			return nil, false
		case w.at() == '[' && slices.Contains(names, name):
			return append(path, name), true
		case w.at() == '{' && name == "data" && !inside:
			path = append(path, name)
			w.i++
			continue
		}
		if !w.skip() {
			return nil, false
		}
		if w.blank(); w.at() == '}' && len(path) == 1 {
			w.i++
			path = path[:0]
		}
	}
}

// walker steps through JSON without checking it.
type walker struct {
	b []byte
	i int
}

// at returns the byte that it stands on, 0 behind the end.
func (w *walker) at() byte {
	if w.i < len(w.b) {
		return w.b[w.i]
	}
	return 0
}

func (w *walker) blank() {
	for w.i < len(w.b) && (w.b[w.i] == ' ' || w.b[w.i] == '\n' || w.b[w.i] == '\r' || w.b[w.i] == '\t') {
		w.i++
	}
}

// name steps over the next member's name and colon.
func (w *walker) name() (string, bool) {
	for w.blank(); w.at() == ','; w.blank() {
		w.i++
	}
	start := w.i
	if w.at() != '"' || !w.skip() {
		return "", false
	}
	name := string(w.b[start+1 : w.i-1])
	if w.blank(); w.at() != ':' {
		return "", false
	}
	w.i++
	w.blank()
	return name, true
}

// skip steps over a value, and is false when the end comes before its own.
func (w *walker) skip() bool {
	depth := 0
	for ; w.i < len(w.b); w.i++ {
		switch c := w.b[w.i]; c {
		case '"':
			for w.i++; w.at() != '"'; w.i++ {
				if w.at() == 0 {
					return false
				}
				if w.at() == '\\' {
					w.i++
				}
			}
			if depth == 0 {
				w.i++
				return true
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				w.i++
				return true
			}
			if depth < 0 { // of the object around a number
				return true
			}
		case ',':
			if depth == 0 {
				return true
			}
		}
	}
	return false
}
