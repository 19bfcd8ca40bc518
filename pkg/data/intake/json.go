package intake

import (
	"bytes"
	"errors"
	"io"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// objects reads a file of objects. One that is long is read piece by piece, and again as a whole where it is damaged.
func (in *input) objects(format Format, b *builder) error {
	whole := in.json
	if format == NDJSON {
		whole = in.ndjson
	}
	if in.long == nil {
		return whole(b)
	}
	return in.longObjects(b, func() error {
		rows := newRows(say.File(in.name)) // those of b hold the rows before the damage
		defer rows.Close()
		return whole(&builder{in: in, rows: rows, spread: b.spread})
	})
}

// json reads an array of objects, or one object.
func (in *input) json(b *builder) error {
	in.text = bytes.TrimRight(in.text, " \t\r\n") // a cut is then reported in the last line, not after it
	if len(in.text) == 0 {
		return in.refuse("nothing in it; an array of objects or one object is expected")
	}
	doc, err := record.ParseValue(in.text)
	if err != nil {
		return in.syntaxError(err, 0, in.jsonHint(err))
	}
	if err := in.wholeCharacters(in.text, 0); err != nil {
		return err
	}
	at := bytes.IndexByte(in.text, doc[0])
	switch doc.Kind() {
	case record.KindObject:
		err = b.add(doc, at)
	case record.KindArray:
		at++
		for element := range doc.Elements() {
			for isBetween(in.text[at]) {
				at++
			}
			if err = b.add(element, at); err != nil {
				break
			}
			at += len(element)
		}
	default:
		err = in.refuse("the document is %s; an array of objects or one object is expected", doc.Kind())
	}
	b.end()
	return err
}

// isBetween reports whether a byte may stand between the elements of a valid array.
func isBetween(c byte) bool { return c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// ndjson reads an object a line; blank lines are skipped.
func (in *input) ndjson(b *builder) error {
	at := 0
	for line := range bytes.Lines(in.text) {
		if object := bytes.TrimRight(line, " \t\r\n"); len(object) > 0 {
			v, err := record.ParseValue(object)
			if err != nil {
				return in.syntaxError(err, at, say.T(oneALine))
			}
			if err := in.wholeCharacters(object, at); err != nil {
				return err
			}
			if err := b.add(v, at); err != nil {
				return err
			}
		}
		at += len(line)
	}
	b.end()
	return nil
}

const oneALine say.Format = "in NDJSON every line is one whole object, as jq -c writes it"

// syntaxError places an error of the text that starts at the byte base.
func (in *input) syntaxError(err error, base int, hint say.Text) error {
	var s *record.SyntaxError
	if !errors.As(err, &s) {
		return in.refuse("%w", err)
	}
	line, char := position(in.text, base+int(s.Offset))
	e := in.refuse("line %d, character %d: %s", line, char, s.Msg)
	e.Err = err
	return e.WithHint("%s", hint)
}

// wholeCharacters refuses half of a surrogate pair in the valid text that starts at the byte base: no vendor could keep it.
func (in *input) wholeCharacters(text []byte, base int) error {
	at := record.LoneSurrogate(text)
	if at < 0 {
		return nil
	}
	line, char := position(in.text, base+at)
	return in.refuse("line %d, character %d: half of a character (a lone surrogate); a text was cut there", line, char).
		WithHint("write the text whole, or leave the half out")
}

func (in *input) jsonHint(err error) say.Text {
	switch {
	case bytes.Contains(in.text, []byte("}\n{")) || bytes.Contains(in.text, []byte("}\r\n{")):
		return say.T("objects follow each other without an array around them; %s", say.T(oneALine))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return say.T("the file is cut off, or a closing bracket is missing")
	}
	return say.T("strict JSON is expected: an array of objects or one object, no comments, no comma before a closing bracket")
}
