package render

import (
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// Format is how records are written. The zero value is Table.
type Format uint8

// The formats of --output.
const (
	Table  Format = iota // aligned columns for people
	CSV                  // RFC 4180
	TSV                  // one line a record, tabs and line ends inside values escaped
	JSON                 // one document: an array, or the object when there is one
	NDJSON               // one compact object a line
	YAML                 // a list, or the mapping when there is one
	XLSX                 // a workbook
	HTML                 // a page to look at
)

var formatNames = [...]string{Table: "table", CSV: "csv", TSV: "tsv", JSON: "json", NDJSON: "ndjson", YAML: "yaml", XLSX: "xlsx", HTML: "html"}

// Formats returns the names that ParseFormat reads, for help and completion.
func Formats() []string { return append([]string(nil), formatNames[:]...) }

// ParseFormat reads the name of a format, in any case. An unknown name is a fault.Usage.
func ParseFormat(name string) (Format, error) {
	for f, n := range formatNames {
		if strings.EqualFold(n, name) {
			return Format(f), nil
		}
	}
	return Table, fault.Errorf(fault.Usage, "unknown output format %q%s", name, nearest.Suggest(name, Formats())).
		WithHint("formats: %s", strings.Join(Formats(), ", "))
}

// String returns the name that ParseFormat reads.
func (f Format) String() string { return formatNames[f] }

// Columnar reports whether the format has one line of columns for all records, so that these must be known before the first.
func (f Format) Columnar() bool {
	switch f {
	case Table, CSV, TSV, XLSX, HTML:
		return true
	default:
		return false
	}
}

// Document reports whether the format is a file of its own, with one form and one encoding, and no text for a terminal.
func (f Format) Document() bool { return f == XLSX || f == HTML }
