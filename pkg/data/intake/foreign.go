package intake

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// foreignKind is a kind of file that holds no rows genba can read. It is known by how it begins.
type foreignKind struct {
	begins string
	words  say.Format
	hint   say.Format
}

const saveAsCSV = "open it in the spreadsheet and save it as \"CSV UTF-8\"; genba reads that"

var foreignKinds = []foreignKind{
	{"PK\x03\x04", "a workbook (.xlsx) or another ZIP file", saveAsCSV},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls)", saveAsCSV},
	{"%PDF-", "a document in PDF", "the service that it comes from may export CSV as well"},
	{"\x1f\x8b", "a compressed file (.gz)", "unpack it first, for example with gunzip; genba … -f - reads what it prints"},
	{"<!doctype html", "a web page", "a login page saved in place of the export? fetch the CSV again"},
	{"<html", "a web page", "a login page saved in place of the export? fetch the CSV again"},
	{"<?xml", "a file in XML", "genba reads CSV, TSV, JSON and NDJSON"},
}

// headLength is how much of a file its kind is known by.
const headLength = 512

// leastHead is how much of standard input is waited for before its kind is judged.
const leastHead = 64

// refuseForeign returns what a file is that begins like this and can hold no rows; nil for one that may hold rows.
func refuseForeign(path string, head []byte) error {
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	for _, kind := range foreignKinds {
		markup := kind.begins[0] == '<' && bytes.HasPrefix(text, []byte(kind.begins))
		if !markup && !bytes.HasPrefix(head, []byte(kind.begins)) {
			continue
		}
		words := kind.words
		if kind.begins == "PK\x03\x04" && isWorkbook(path) {
			words = "an Excel workbook (.xlsx)"
		}
		return fault.Errorf(fault.Usage, "%s is %s; rows come from CSV, TSV, JSON or NDJSON", say.File(path), say.T(words)).WithHint(kind.hint)
	}
	return nil
}

func isWorkbook(path string) bool {
	return strings.HasPrefix(strings.ToLower(filepath.Ext(path)), ".xls")
}

// checkedReader looks at the first bytes of what can't be read twice.
type checkedReader struct {
	io.Reader
	path    string
	refuse  func(path string, head []byte) error
	checked bool
}

func (c *checkedReader) Read(p []byte) (int, error) {
	if c.checked {
		return c.Reader.Read(p)
	}
	c.checked = true
	head := make([]byte, headLength)
	n, err := io.ReadAtLeast(c.Reader, head, leastHead)
	if err != nil && n == 0 {
		return 0, err
	}
	if bad := c.refuse(c.path, head[:n]); bad != nil {
		return 0, bad
	}
	rest := c.Reader
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		rest = failing{err}
	}
	c.Reader = io.MultiReader(bytes.NewReader(head[:n]), rest)
	return c.Reader.Read(p)
}

// failing is a reader that has failed.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
