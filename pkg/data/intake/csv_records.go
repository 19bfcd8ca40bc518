package intake

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// records returns what gives one record after the other: its line in the file and its cells, which hold until the next call. The end is
// io.EOF.
func (in *input) records(comma rune) func() (line int, cells []string, err error) {
	switch {
	case comma >= 0x80:
	case in.long != nil && !in.long.quotes:
		return plainRecords(linesOf(in.long.reader(in.whole())), byte(comma))
	case in.long == nil && (bytes.IndexByte(in.text, '"') < 0 || in.plainTSV(comma)):
		return plainRecords(cutLines(in.text), byte(comma))
	}
	var text io.Reader = bytes.NewReader(keptLineBreaks(in.text))
	if in.long != nil {
		text = in.long.reader(in.whole())
	}
	r := csv.NewReader(text)
	r.Comma = comma
	r.FieldsPerRecord = -1 // counted by whom the columns have names for
	r.ReuseRecord = true
	return func() (int, []string, error) {
		cells, err := r.Read()
		if err != nil {
			return 0, cells, err
		}
		line, _ := r.FieldPos(0)
		return line, cells, nil
	}
}

// plainRecords returns the same for lines without quotes, each of which is a record, as encoding/csv reads them: in a third of its
// time.
func plainRecords(next func() ([]byte, error), comma byte) func() (line int, cells []string, err error) {
	n := 0
	var cells []string
	return func() (int, []string, error) {
		for {
			line, err := next()
			if err != nil {
				return 0, nil, err
			}
			n++
			line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte{'\n'}), []byte{'\r'})
			if len(line) == 0 {
				continue // a blank line is no record
			}
			cells = cells[:0]
			left := string(line)
			for {
				at := strings.IndexByte(left, comma)
				if at < 0 {
					return n, append(cells, left), nil
				}
				cells = append(cells, left[:at])
				left = left[at+1:]
			}
		}
	}
}

// cutLines returns what gives one line of a text after the other, with its line break. The end is io.EOF.
func cutLines(text []byte) func() ([]byte, error) {
	return func() ([]byte, error) {
		if len(text) == 0 {
			return nil, io.EOF
		}
		end := bytes.IndexByte(text, '\n') + 1
		if end == 0 {
			end = len(text)
		}
		line := text[:end]
		text = text[end:]
		return line, nil
	}
}

// linesOf does the same with a text that is read piece by piece.
func linesOf(r *bufio.Reader) func() ([]byte, error) {
	var long []byte
	return func() ([]byte, error) {
		line, err := r.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			long = long[:0]
			for errors.Is(err, bufio.ErrBufferFull) {
				long = append(long, line...)
				line, err = r.ReadSlice('\n')
			}
			long = append(long, line...)
			line = long
		}
		if errors.Is(err, io.EOF) && len(line) > 0 {
			err = nil // the last line has no line break
		}
		return line, err
	}
}
