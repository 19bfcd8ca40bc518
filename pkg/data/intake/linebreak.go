package intake

import "bytes"

// keptLineBreaks gives a CRLF inside quotes a second CR: encoding/csv drops one before each LF, and a vendor's text would
// come back with other line breaks than it was sent with. Lines and columns of what is wrong stay where they are. A quote
// out of place is reported before it can mislead the count.
func keptLineBreaks(text []byte) []byte {
	if !bytes.Contains(text, []byte("\r\n")) || bytes.IndexByte(text, '"') < 0 {
		return text
	}
	out := make([]byte, 0, len(text)+len(text)/64)
	quoted := false
	for {
		i := bytes.IndexAny(text, "\"\n")
		if i < 0 {
			return append(out, text...)
		}
		switch {
		case text[i] == '"':
			quoted = !quoted
			out = append(out, text[:i+1]...)
		case quoted && i > 0 && text[i-1] == '\r':
			out = append(append(out, text[:i]...), "\r\n"...)
		default:
			out = append(out, text[:i+1]...)
		}
		text = text[i+1:]
	}
}
