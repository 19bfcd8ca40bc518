package record

import "bytes"

// LoneSurrogate gives the offset in a valid document of the first half of a surrogate pair that stands alone in a string,
// and -1 where there is none. Such a string is no text: it reads as U+FFFD there.
func LoneSurrogate(doc []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(doc[at:], '\\')
		if i < 0 || at+i+1 >= len(doc) {
			return -1
		}
		at += i
		if doc[at+1] != 'u' {
			at += 2
			continue
		}
		r, _ := hex4(doc, at+2)
		n, _ := escapeLen(doc, at)
		if n < 6 {
			return -1
		}
		if n == 6 && 0xD800 <= r && r <= 0xDFFF {
			return at
		}
		at += n
	}
}

// LoneSurrogates counts the names and values of the record in which half of a surrogate pair stands alone.
func (r Record) LoneSurrogates() int {
	n := 0
	if r.known&sound == 0 {
		n = loneIn(r.raw)
	}
	return n + r.front.loneCount()
}

// Sound reports whether the record is known to have no half of a surrogate pair, as one that was validated with its answer is.
func (r *Record) Sound() bool {
	return r.known&sound != 0 && (r.front == nil || r.front.lone == 0)
}

func loneIn(doc []byte) (n int) {
	for {
		at := LoneSurrogate(doc)
		if at < 0 {
			return n
		}
		n++
		doc = doc[skipString(doc, at):]
	}
}
