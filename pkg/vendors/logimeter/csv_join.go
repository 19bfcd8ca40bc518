package logimeter

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// CSVSink takes the bytes of a file. It can be cut back to its first size bytes, because only the end of a file shows that it
// broke off or lacks rows.
type CSVSink interface {
	io.Writer
	Rewind(size int64) error
}

// csvJoin makes one CSV of several files: one header, rows in the order in which the files are added. A single file passes byte
// for byte.
type csvJoin struct {
	sink    CSVSink
	convert *csvConverter // nil: bytes pass as they are
	csvPosition
}

// csvPosition is how far a join is. A copy of it serves to go back.
type csvPosition struct {
	size   int64    // of what the sink has
	header []byte   // without its line end; nil: none yet
	days   say.Text // of the file whose header it is
	eol    string
	last   byte  // the last byte that was written
	rows   int64 // data rows
}

// rewind goes back to where the join was.
func (j *csvJoin) rewind(to csvPosition) error {
	j.csvPosition = to
	return j.sink.Rewind(to.size)
}

// add adds a file and counts its data rows. days name it in messages. note gets the number of rows so far. cancel ends a Read of
// the file that is under way; when add returns, there is none.
func (j *csvJoin) add(ctx context.Context, file io.Reader, cancel func(), days say.Text, note func(rows int64)) (int64, error) {
	ahead := readAhead(file, cancel)
	defer ahead.stop()
	blocks := newCSVBlocks(ahead)
	if err := blocks.skip(charset.BOM); err != nil {
		return 0, err
	}
	marked := blocks.start > 0
	header, err := blocks.header()
	if err == nil {
		err = j.addHeader(header, marked, days)
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
		err = j.addRows(block)
		j.rows += int64(n)
		rows += int64(n)
		note(rows)
	}
}

// addHeader writes the first header; the others must equal it.
func (j *csvJoin) addHeader(header []byte, marked bool, days say.Text) error {
	line := trimEmpty(header)
	if j.header != nil {
		if !bytes.Equal(line, j.header) {
			return fault.Errorf(fault.Other, "the files of %s and of %s have different headers, and can't be one CSV", j.days, days).
				WithHint("LOGIMETER changed its columns in between: pull the two ranges into two files")
		}
		return nil
	}
	if bytes.IndexByte(line, '\r') >= 0 && bytes.IndexByte(line, '"') < 0 {
		return fault.New(fault.Other, "the lines of the CSV end with CR alone: its rows can't be told apart")
	}
	j.header, j.days, j.eol = append([]byte{}, line...), days, "\n"
	if bytes.HasSuffix(header, []byte("\r\n")) {
		j.eol = "\r\n"
	}
	if j.convert != nil {
		text, err := j.convert.header(header, marked)
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

// addRows writes rows, and before them the line end that the row before may lack.
func (j *csvJoin) addRows(block []byte) error {
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

// trimEmpty returns a row without its line end and without the empty lines before it.
func trimEmpty(row []byte) []byte { return trimEOL(bytes.TrimLeft(row, "\r\n")) }

// trimEOL returns a row without its line end.
func trimEOL(row []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(row, []byte("\n")), []byte("\r"))
}
