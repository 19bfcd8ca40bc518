package logimeter

import "bytes"

// csvScan finds the ends of rows in a CSV text that comes in any number of blocks. A line feed inside a quoted cell ends no row.
// A quote opens a cell only at its beginning: careless writers leave quotes inside cells as they are, and these must not swallow
// rows.
type csvScan struct {
	quoted bool // inside a cell in quotes
	within bool // inside a cell: a quote here is text
	filled bool // the current row is not an empty line
}

// rows counts the rows that end in text: at most limit of them, or with 0 all. end is behind the last of them. scanned is how far
// it came: what follows has to come again with more text, unless atEnd.
func (s *csvScan) rows(text []byte, limit int, atEnd bool) (count, end, scanned int) {
	if limit == 0 && !s.quoted && !s.within && !s.filled && plain(text) {
		end = bytes.LastIndexByte(text, '\n') + 1
		rest := text[end:]
		s.filled = len(bytes.TrimSuffix(rest, []byte("\r"))) > 0
		s.within = len(rest) > 0 && rest[len(rest)-1] != ','
		return bytes.Count(text[:end], []byte{'\n'}), end, len(text)
	}
	for i := 0; i < len(text); {
		if s.quoted {
			var closed bool
			i, closed = s.quote(text, i, atEnd)
			if !closed {
				return count, end, i
			}
			continue
		}
		stop := len(text)
		if n := bytes.IndexByte(text[i:], '\n'); n >= 0 {
			stop = i + n
		}
		i = s.line(text, i, stop)
		if s.quoted || i == len(text) {
			continue
		}
		i++ // the line feed
		if s.filled {
			count++
		}
		end = i
		s.within, s.filled = false, false
		if count == limit && limit > 0 {
			return count, end, i
		}
	}
	return count, end, len(text)
}

// plain reports whether every line of text is a row.
func plain(text []byte) bool {
	return bytes.IndexByte(text, '"') < 0 && !blank(text) && !bytes.Contains(text, []byte("\n\n")) && !bytes.Contains(text, []byte("\n\r\n"))
}

// blank reports whether text begins with an empty line.
func blank(text []byte) bool {
	return bytes.HasPrefix(text, []byte("\n")) || bytes.HasPrefix(text, []byte("\r\n"))
}

// line scans up to stop, or to where a quote opens a cell.
func (s *csvScan) line(text []byte, i, stop int) int {
	line := text[i:stop]
	s.filled = s.filled || len(bytes.TrimSuffix(line, []byte("\r"))) > 0
	if bytes.IndexByte(line, '"') < 0 {
		if len(line) > 0 {
			s.within = line[len(line)-1] != ','
		}
		return stop
	}
	for ; i < stop; i++ {
		switch c := text[i]; {
		case c == ',':
			s.within = false
		case c == '"' && !s.within:
			s.quoted, s.within = true, true
			return i + 1
		default:
			s.within = true
		}
	}
	return i
}

// quote scans behind the quote that closes the cell. It stops before a quote at the end of text, which may be the first of two.
func (s *csvScan) quote(text []byte, i int, atEnd bool) (next int, closed bool) {
	for {
		n := bytes.IndexByte(text[i:], '"')
		if n < 0 {
			return len(text), false
		}
		i += n
		switch {
		case i+1 < len(text) && text[i+1] == '"':
			i += 2
		case i+1 == len(text) && !atEnd:
			return i, false
		case i+2 < len(text) && text[i+1] == ',' && text[i+2] == '"': // the next cell is in quotes, too
			i += 3
		default:
			s.quoted = false
			return i + 1, true
		}
	}
}
