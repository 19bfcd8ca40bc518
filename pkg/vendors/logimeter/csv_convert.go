package logimeter

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// CSVConversion says what a file becomes instead of what the vendor sends. Cells stay as they are, with their quotes; rows end
// as in genba's other CSV: with LF in UTF-8, with CRLF in the encodings for Excel.
type CSVConversion struct {
	To           charset.Encoding
	OnUnmappable charset.Unmappable
	NoHeader     bool
}

// csvConverter brings rows into an encoding. It detects theirs at the first row that is not ASCII.
type csvConverter struct {
	CSVConversion
	known bool // the encoding of the rows
	from  charset.Encoding
	names [][]byte // of the columns, as they came
	out   []byte   // for the next result
	eol   string
}

func newCSVConverter(o *CSVConversion) *csvConverter {
	if o == nil {
		return nil
	}
	c := &csvConverter{CSVConversion: *o, eol: "\r\n"}
	if o.To == charset.UTF8 {
		c.eol = "\n"
	}
	return c
}

// header converts the header; marked says that a byte order mark stood before it. The result is valid until the next call.
func (c *csvConverter) header(header []byte, marked bool) ([]byte, error) {
	c.out = c.out[:0]
	c.known = c.known || marked
	if c.To == charset.UTF8BOM {
		c.out = append(c.out, charset.BOM...)
	}
	if c.NoHeader {
		c.detect(header)
		return c.out, nil
	}
	return c.append(header, -1)
}

// rows converts data rows; before is how many came before them.
func (c *csvConverter) rows(block []byte, before int64) ([]byte, error) {
	c.out = c.out[:0]
	return c.append(block, before)
}

// detect finds out the encoding, if the block shows it.
func (c *csvConverter) detect(block []byte) {
	if !c.known && !ascii(block) {
		c.known, c.from = true, charset.Detect(block, true)
	}
}

func ascii(text []byte) bool {
	for _, b := range text {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// append converts whole rows. before is how many data rows came before, -1 for the header.
func (c *csvConverter) append(block []byte, before int64) ([]byte, error) {
	c.detect(block)
	text, err := c.decode(block, before)
	if err != nil {
		return nil, err
	}
	if before < 0 {
		c.names = appendCells(nil, bytes.Clone(trimEmpty(text)))
	}
	encode := c.To == charset.CP932 && c.from != charset.CP932
	if encode && before >= 0 && bytes.HasSuffix(text, []byte("\n")) && !blank(text) && bytes.IndexByte(text, '"') < 0 {
		if out, ok := charset.AppendCP932Lines(c.out, text); ok {
			c.out = out
			return out, nil
		}
	}
	var scan csvScan
	for n := before; len(text) > 0; {
		count, end, _ := scan.rows(text, 1, true)
		if end == 0 {
			end, count, scan = len(text), 1, csvScan{}
		}
		// Empty lines before a row end with it.
		row := trimEOL(text[:end])
		if !encode {
			c.out = append(c.out, row...)
		} else if err := c.encode(row, n); err != nil {
			return nil, err
		}
		c.out = append(c.out, c.eol...)
		n += int64(count)
		text = text[end:]
	}
	return c.out, nil
}

// decode returns UTF-8, or the bytes as they are if both encodings are CP932. It does not check UTF-8 that becomes CP932, which
// encode does.
func (c *csvConverter) decode(block []byte, before int64) ([]byte, error) {
	if c.from != charset.CP932 && c.To == charset.CP932 {
		return block, nil
	}
	text, err := charset.Decode(block, c.from)
	var bad *charset.DecodeError
	if errors.As(err, &bad) {
		var scan csvScan
		n, _, _ := scan.rows(block[:bad.Offset], 0, true)
		return nil, undecodable(rowName(before+int64(n)), bad)
	}
	if c.from == charset.CP932 && c.To == charset.CP932 {
		return block, err
	}
	return text, err
}

// undecodable returns the error for bytes that are not text.
func undecodable(where say.Text, bad *charset.DecodeError) *fault.Error {
	return fault.Errorf(fault.Other, "%s: the bytes % X are not text in %s, which the CSV is otherwise", where, bad.Bytes, bad.Encoding).
		WithHint("the file as it is passes byte for byte as LOGIMETER made it")
}

// encode appends a row in CP932. n is how many data rows came before, -1 for the header.
func (c *csvConverter) encode(row []byte, n int64) error {
	start := len(c.out)
	out, bad, ok := charset.AppendCP932(c.out, row)
	if ok {
		c.out = out
		return nil
	}
	if _, err := charset.Decode(row, charset.UTF8); err != nil {
		var wrong *charset.DecodeError
		if errors.As(err, &wrong) {
			return undecodable(rowName(n), wrong)
		}
		return err
	}
	if c.OnUnmappable == charset.Replace {
		c.out = charset.AppendCP932Replacing(c.out[:start], row)
		return nil
	}
	where := rowName(n)
	for i, cell := range appendCells(nil, row) {
		if bytes.ContainsRune(cell, bad) && i < len(c.names) {
			where = say.T("%s, column %q", where, c.names[i])
			break
		}
	}
	return fault.Errorf(fault.Other, "%s: the character %c (%U) has no code in CP932", where, bad, bad).
		WithHint("it can be replaced by 〓; UTF-8 keeps every character, and with a byte order mark Excel opens it")
}

// rowName names the row after the first n data rows; -1 is the header.
func rowName(n int64) say.Text {
	if n < 0 {
		return say.T("header")
	}
	return say.T("row %d", n+1)
}
