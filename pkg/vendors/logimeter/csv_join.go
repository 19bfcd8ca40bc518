package logimeter

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// CSVSink takes the bytes of a file. It can be taken back to what its first size bytes were: that a piece was cut off, or
// left rows out, is known only at its end.
type CSVSink interface {
	io.Writer
	Rewind(size int64) error
}

// csvJoin makes one CSV of several: one header, rows in the order in which the pieces are added. A single piece passes
// byte for byte.
type csvJoin struct {
	sink    CSVSink
	convert *csvConvert // nil: bytes pass as they are
	csvJoined
}

// csvJoined is how far it is. A copy of it is a place to go back to.
type csvJoined struct {
	size   int64  // of what the sink has
	header []byte // without its line end; nil: none yet
	of     string // the piece whose header it is
	eol    string
	last   byte  // the last byte that was written
	rows   int64 // data rows
}

// rewind goes back to where the join was.
func (j *csvJoin) rewind(to csvJoined) error {
	j.csvJoined = to
	return j.sink.Rewind(to.size)
}

// add adds a piece and counts its data rows. of names it: "2025-03-01 to 2025-03-31". note is told how many rows came
// so far. cancel ends a Read of the file that is under way; when add returns, there is none.
func (j *csvJoin) add(ctx context.Context, file io.Reader, cancel func(), of string, note func(rows int64)) (int64, error) {
	ahead := readAhead(file, cancel)
	defer ahead.stop()
	blocks := newCSVBlocks(ahead)
	if err := blocks.skip(charset.BOM); err != nil {
		return 0, err
	}
	marked := blocks.start > 0
	header, err := blocks.header()
	if err == nil {
		err = j.begin(header, marked, of)
	}
	for rows := int64(0); ; {
		var block []byte
		var n int
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			block, n, err = blocks.next(0)
		}
		switch {
		case errors.Is(err, io.EOF):
			return rows, nil
		case err != nil:
			return rows, err
		}
		err = j.data(block)
		j.rows += int64(n)
		rows += int64(n)
		note(rows)
	}
}

// begin takes a header: the first is written, the others must be like it.
func (j *csvJoin) begin(header []byte, marked bool, of string) error {
	line := trimEmpty(header)
	if j.header != nil {
		if !bytes.Equal(line, j.header) {
			return fault.Errorf(fault.Other, "the files of %s and of %s have different headers, and can't be one CSV", j.of, of).
				WithHint("LOGIMETER changed its columns in between: pull the two ranges into two files")
		}
		return nil
	}
	if bytes.IndexByte(line, '\r') >= 0 && bytes.IndexByte(line, '"') < 0 {
		return fault.New(fault.Other, "the lines of the CSV end with CR alone: its rows can't be told apart")
	}
	j.header, j.of, j.eol = append([]byte{}, line...), of, "\n"
	if bytes.HasSuffix(header, []byte("\r\n")) {
		j.eol = "\r\n"
	}
	if j.convert != nil {
		text, err := j.convert.begin(header, marked)
		if err != nil {
			return err
		}
		return j.write(text)
	}
	if marked {
		if err := j.write([]byte(charset.BOM)); err != nil {
			return err
		}
	}
	return j.write(header)
}

// data writes rows, and before them the line end that the row before may lack.
func (j *csvJoin) data(block []byte) error {
	if j.convert != nil {
		text, err := j.convert.rows(block, j.rows)
		if err != nil {
			return err
		}
		return j.write(text)
	}
	if j.last != '\n' && j.size > 0 {
		if err := j.write([]byte(j.eol)); err != nil {
			return err
		}
	}
	return j.write(block)
}

func (j *csvJoin) write(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	n, err := j.sink.Write(text)
	j.size += int64(n)
	j.last = text[len(text)-1]
	return err
}

// trimEmpty is a row without its line end and without the empty lines before it.
func trimEmpty(row []byte) []byte { return trimEOL(bytes.TrimLeft(row, "\r\n")) }

// trimEOL is a row without its line end.
func trimEOL(row []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(row, []byte("\n")), []byte("\r"))
}
