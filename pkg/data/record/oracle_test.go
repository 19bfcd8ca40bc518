package record_test

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/genba-cli/genba/pkg/data/record"
)

// The strict decoder that this package is compared with. It knows no halves of surrogate pairs, so it is given U+FFFD for
// each, which is what they have to read as; all else it refuses or takes as it is.
func strict(doc []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewReader(mended(doc)), jsontext.AllowDuplicateNames(true))
}

var escape = regexp.MustCompile(`(?s)\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\.`)

// mended returns the document with \ufffd, which is as long, for each half of a surrogate pair.
func mended(doc []byte) []byte {
	return escape.ReplaceAllFunc(doc, func(e []byte) []byte {
		if len(e) == len(`\ud800`) {
			return []byte(`\ufffd`)
		}
		return e
	})
}

func mendedAll(docs []string) []string {
	all := make([]string, len(docs))
	for i, doc := range docs {
		all[i] = string(mended([]byte(doc)))
	}
	return slices.Clip(all)
}

// parseStrictly returns what ParseValue should do.
func parseStrictly(doc []byte) ([]byte, error) {
	d := strict(doc)
	v, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	v = bytes.Clone(v)
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, errors.New("data follows")
	}
	return v, nil
}

// leavesStrictly lists brackets, names and scalars of a document in order, unescaped.
func leavesStrictly(t *testing.T, doc []byte) []string {
	t.Helper()
	var all []string
	for d := strict(doc); ; {
		tok, err := d.ReadToken()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("the strict decoder takes %q as a whole but not by token: %v", doc, err)
		}
		all = append(all, string(tok.Kind())+tok.String())
	}
}

// leaves lists the same by the methods of Value.
func leaves(v record.Value, all []string) []string {
	switch v.Kind() {
	case record.KindObject:
		all = append(all, "{{")
		for name, member := range v.Fields() {
			all = leaves(member, append(all, `"`+name))
		}
		return append(all, "}}")
	case record.KindArray:
		all = append(all, "[[")
		for element := range v.Elements() {
			all = leaves(element, all)
		}
		return append(all, "]]")
	case record.KindString:
		return append(all, `"`+v.Text())
	case record.KindNumber:
		return append(all, "0"+v.Text())
	case record.KindNull:
		return append(all, "nnull")
	case record.KindBool:
		return append(all, v.Text()[:1]+v.Text())
	}
	return all
}

// reading is what came out of a document.
type reading struct {
	records  []string
	envelope string
	err      error
}

func read(r io.Reader, path ...string) reading {
	var got reading
	d := record.NewReader(r, path...)
	for rec, err := range d.Records() {
		if err != nil {
			got.err = err
			break
		}
		got.records = append(got.records, string(rec.Value()))
	}
	got.envelope = string(d.Envelope())
	return got
}

// readStrictly returns what a Reader should do, with the whole document in hand.
func readStrictly(doc []byte, path ...string) reading {
	w := walker{d: strict(doc), path: path}
	got := reading{err: w.value(0)}
	if got.err == nil {
		if _, err := w.d.ReadToken(); !errors.Is(err, io.EOF) {
			got.err = errors.New("data follows")
		} else if !w.reached {
			got.err = errors.New("no such array")
		}
	}
	got.records, got.envelope = w.records, string(w.envelope)
	return got
}

type walker struct {
	d        *jsontext.Decoder
	path     []string
	records  []string
	envelope []byte
	reached  bool
}

func (w *walker) value(level int) error {
	switch kind := w.d.PeekKind(); {
	case kind == '[' && level == len(w.path):
		w.reached = true
		return w.array()
	case kind == '{' && level < len(w.path):
		return w.object(level)
	}
	return w.keep()
}

func (w *walker) keep() error {
	v, err := w.d.ReadValue()
	if err != nil {
		return err
	}
	v = v.Clone()
	if err := v.Compact(jsontext.AllowDuplicateNames(true)); err != nil {
		return err
	}
	w.envelope = append(w.envelope, v...)
	return nil
}

func (w *walker) array() error {
	if _, err := w.d.ReadToken(); err != nil {
		return err
	}
	for w.d.PeekKind() != ']' {
		v, err := w.d.ReadValue()
		if err != nil {
			return err
		}
		if v.Kind() != '{' {
			return errors.New("no object")
		}
		w.records = append(w.records, string(v))
	}
	_, err := w.d.ReadToken()
	return err
}

func (w *walker) object(level int) error {
	if _, err := w.d.ReadToken(); err != nil {
		return err
	}
	w.envelope = append(w.envelope, '{')
	met, members := false, 0
	for w.d.PeekKind() != '}' {
		raw, err := w.d.ReadValue()
		if err != nil {
			return err
		}
		name, err := jsontext.AppendUnquote(nil, raw)
		if err != nil {
			return err
		}
		before := len(w.envelope)
		if members > 0 {
			w.envelope = append(w.envelope, ',')
		}
		w.envelope = append(append(w.envelope, raw...), ':')
		if string(name) != w.path[level] {
			if err := w.keep(); err != nil {
				return err
			}
			members++
			continue
		}
		if met {
			return errors.New("twice")
		}
		met = true
		reached := w.reached
		if err := w.value(level + 1); err != nil {
			return err
		}
		if level+1 == len(w.path) && w.reached != reached {
			w.envelope = w.envelope[:before]
		} else {
			members++
		}
	}
	w.envelope = append(w.envelope, '}')
	_, err := w.d.ReadToken()
	return err
}
