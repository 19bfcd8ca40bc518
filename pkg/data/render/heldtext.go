package render

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/tempfile"
)

// heldText holds text until all of it is there: what is long in a temporary file.
type heldText struct {
	text   []byte
	file   *tempfile.File
	failed error // of the file
}

// spill moves text to the file. It is a drain.
func (h *heldText) spill(text []byte) ([]byte, error) {
	if h.file == nil && h.failed == nil {
		h.file, h.failed = tempfile.Create("genba-*.txt")
	}
	if h.failed == nil {
		_, h.failed = h.file.Write(text)
	}
	if h.failed != nil {
		return text, spoolError(h.failed)
	}
	return text[:0], nil
}

// appendTo appends all of the text, and drains what is long.
func (h *heldText) appendTo(dst []byte, drain drain) ([]byte, error) {
	if h.file == nil {
		return append(dst, h.text...), nil
	}
	if _, err := h.file.Seek(0, io.SeekStart); err != nil {
		return dst, spoolError(err)
	}
	part := make([]byte, 0, spoolPiece)
	for {
		n, err := h.file.Read(part[len(part):cap(part)])
		part = part[:len(part)+n]
		whole := lastWhole(part)
		if errors.Is(err, io.EOF) {
			return append(append(dst, part...), h.text...), nil
		}
		if err != nil {
			return dst, spoolError(err)
		}
		if dst, err = drain.long(append(dst, part[:whole]...)); err != nil {
			return dst, err
		}
		part = part[:copy(part, part[whole:])]
	}
}

// lastWhole returns how much of the text may go out before the rest is there: whole lines, or of a longer line whole characters.
func lastWhole(text []byte) int {
	if end := bytes.LastIndexByte(text, '\n') + 1; end > 0 {
		return end
	}
	end := max(len(text)-1, 0)
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return end
}

// close removes what was held.
func (h *heldText) close() {
	if h.file == nil {
		return
	}
	_ = h.file.Close() // all that it held has been read or given up
}
