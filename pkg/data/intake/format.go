package intake

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// Format is how rows are written down. The zero value finds it out.
type Format uint8

// The formats.
const (
	Auto       Format = iota // by the file's extension, else by how it begins
	CSV                      // RFC 4180 with a header line
	TSV                      // the same with tabs
	JSON                     // an array of objects, or one object
	NDJSON                   // an object a line
	XLSX                     // a sheet of a workbook with a row of names
	EscapedTSV               // tabs, and \t \n \r \\ inside of cells, as render writes TSV
)

var formats = [...]string{Auto: "auto", CSV: "csv", TSV: "tsv", JSON: "json", NDJSON: "ndjson", XLSX: "xlsx", EscapedTSV: "tsv-escaped"}

// ParseFormat reads a format's name; "" is Auto. An unknown one is a fault.Usage.
func ParseFormat(name string) (Format, error) {
	switch lower := strings.ToLower(name); lower {
	case "":
		return Auto, nil
	case "jsonl":
		return NDJSON, nil
	default:
		for f, known := range formats {
			if lower == known {
				return Format(f), nil
			}
		}
	}
	return Auto, fault.Errorf(fault.Usage, "unknown input format %q%s", name, nearest.Suggest(name, formatNames())).
		WithHint("known formats: %s", strings.Join(formatNames(), ", "))
}

// formatNames returns the formats' names as messages show them.
func formatNames() []string { return formats[1:] }

// formatOf finds the format out. A single object and the first of many lines begin alike.
func formatOf(name string, text []byte) Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv":
		return CSV
	case ".tsv":
		return TSV
	case ".json":
		return JSON
	case ".ndjson", ".jsonl":
		return NDJSON
	case ".xlsx", ".xlsm":
		return XLSX
	}
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte(charset.BOM)))
	switch {
	case bytes.HasPrefix(text, []byte("[")):
		return JSON
	case bytes.HasPrefix(text, []byte("{")):
		first, rest, _ := bytes.Cut(text, []byte("\n"))
		if _, err := record.ParseValue(first); err == nil && len(rest) > 0 {
			return NDJSON
		}
		return JSON
	}
	return CSV
}
