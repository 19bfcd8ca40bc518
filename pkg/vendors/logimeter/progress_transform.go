package logimeter

import (
	"bytes"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// TransformFile holds what is known of a file for the conversion API. Its columns are agreed with the vendor.
type TransformFile struct {
	Rows     int    // without the header lines
	Encoding string // "UTF-8" or "Shift-JIS"
	Remarks  []say.Text
}

// InspectTransform reads what is known of a file. What the conversion API can't take (§1, §5-10, §5-12) is fault.Usage. name is
// what messages call the file.
func InspectTransform(name string, data []byte, headerLines int) (TransformFile, error) {
	f := TransformFile{Encoding: "UTF-8"}
	text, encoding, err := charset.DecodeFound(data)
	switch {
	case headerLines < 0:
		return f, fault.Errorf(fault.Usage, "the number of header lines, %d, must not be negative", headerLines)
	case bytes.IndexByte(data, 0) >= 0:
		return f, refuseFile(name, "a NUL byte: UTF-16, or not text at all; UTF-8 or Shift-JIS is expected")
	case err != nil:
		return f, refuseFile(name, "neither UTF-8 nor Shift-JIS: %v", err)
	case encoding == charset.CP932:
		f.Encoding = "Shift-JIS"
	case encoding == charset.UTF8BOM:
		f.Remarks = append(f.Remarks, say.T("it begins with a byte order mark (BOM), which the document does not mention"))
	}
	if at := loneCR(text); at > 0 {
		return f, refuseFile(name, "line %d has a CR that ends no line; lines end with LF or CRLF (§5-10)", at)
	}
	if bytes.IndexByte(text, '"') >= 0 {
		f.Remarks = append(f.Remarks, say.T("it has quotes, which the conversion takes for part of the values (§5-10)"))
	}
	lines := bytes.Count(text, []byte("\n"))
	if len(text) > 0 && text[len(text)-1] != '\n' {
		lines++
	}
	f.Rows = lines - headerLines
	switch {
	case f.Rows <= 0:
		return f, refuseFile(name, "no rows")
	case f.Rows > TransformRows:
		e := refuseFile(name, "%d rows; the conversion takes %d (§1)", f.Rows, TransformRows)
		return f, e.WithHint("send it in several files; header lines are not rows")
	}
	return f, nil
}

// loneCR returns the first line with a CR that no LF follows, or 0.
func loneCR(text []byte) int {
	for i, c := range text {
		if c == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			return 1 + bytes.Count(text[:i], []byte("\n"))
		}
	}
	return 0
}

func refuseFile(name string, format say.Format, args ...any) *fault.Error {
	return fault.Errorf(fault.Usage, "%s: %s; nothing was sent", say.File(name), say.T(format, args...))
}
