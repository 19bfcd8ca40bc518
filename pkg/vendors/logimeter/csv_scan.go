package logimeter

import "bytes"

// csvScan follows the structure of a CSV text through any number of pieces: where a row ends, and how many there are. A
// line feed inside a cell in quotes ends nothing. A quote counts only where a cell begins with it, so that one in the
// middle of a cell, which careless writers leave as it is, swallows no rows.
type csvScan struct {
	quoted bool // inside a cell in quotes
	within bool // inside a cell: a quote here is text
	filled bool // the row being read is no empty line
}

// rows scans text and counts the rows that end in it; at most limit of them, 0 for all. end is behind the last of them.
// scanned is how far it came: what follows has to come again with more text, or not at all when atEnd.
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

// plain says that every line of text is a row.
func plain(text []byte) bool {
	return bytes.IndexByte(text, '"') < 0 && !blank(text) && !bytes.Contains(text, []byte("\n\n")) && !bytes.Contains(text, []byte("\n\r\n"))
}

// blank says that text begins with an empty line.
func blank(text []byte) bool {
	return bytes.HasPrefix(text, []byte("\n")) || bytes.HasPrefix(text, []byte("\r\n"))
}

// line goes on to stop, or to where a quote opens a cell.
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

// quote goes on behind the quote that closes the cell. One that may be the first of two is left for when the next byte
// is there.
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
