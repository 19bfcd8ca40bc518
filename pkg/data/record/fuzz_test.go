package record_test

import (
	"bytes"
	"io"
	"slices"
	"testing"
	"testing/iotest"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/genba-cli/genba/pkg/data/record"
)

func addDocuments(add func(doc string)) {
	for _, doc := range goodDocuments {
		add(doc)
	}
	for doc := range badDocuments {
		add(doc)
	}
}

func FuzzParseValue(f *testing.F) {
	addDocuments(func(doc string) { f.Add([]byte(doc)) })
	f.Fuzz(func(t *testing.T, doc []byte) {
		sent := bytes.Clone(doc)
		got, err := record.ParseValue(doc)
		want, strictErr := parseStrictly(doc)
		if (err == nil) != (strictErr == nil) {
			t.Fatalf("%q: error %v, the strict decoder's %v", doc, err, strictErr)
		}
		if !bytes.Equal(doc, sent) {
			t.Fatalf("%q was changed to %q", sent, doc)
		}
		if err != nil {
			// Not for use, but it must not crash either.
			leaves(doc, nil)
			return
		}
		if !bytes.Equal(mended(got), want) {
			t.Fatalf("value %q, want %q", got, want)
		}
		if got, want := leaves(got, nil), leavesStrictly(t, doc); !slices.Equal(got, want) {
			t.Fatalf("%q holds %q, want %q", doc, got, want)
		}
		compact := jsontext.Value(want).Clone()
		if err := compact.Compact(jsontext.AllowDuplicateNames(true)); err != nil {
			t.Fatal(err)
		}
		if got := mended(got.AppendJSON(nil)); !bytes.Equal(got, compact) {
			t.Fatalf("compact %q, want %q", got, compact)
		}
	})
}

func FuzzReader(f *testing.F) {
	addDocuments(func(doc string) {
		for levels := range uint8(3) {
			f.Add([]byte(doc), levels, levels)
		}
	})
	for doc := range readerDocuments {
		f.Add([]byte(doc), uint8(2), uint8(0))
		f.Add([]byte(doc), uint8(1), uint8(1))
	}
	pieces := []func(io.Reader) io.Reader{
		iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader, func(r io.Reader) io.Reader { return r },
	}
	f.Fuzz(func(t *testing.T, doc []byte, levels, piece uint8) {
		path := []string{"a", "b"}[:levels%3]
		got := read(pieces[int(piece)%len(pieces)](bytes.NewReader(doc)), path...)
		want := readStrictly(doc, path...)
		if (got.err == nil) != (want.err == nil) {
			t.Fatalf("%q: error %v, want %v", doc, got.err, want.err)
		}
		if !slices.Equal(mendedAll(got.records), want.records) {
			t.Fatalf("%q: records %q, want %q", doc, got.records, want.records)
		}
		if want.err == nil && string(mended([]byte(got.envelope))) != want.envelope {
			t.Fatalf("%q: envelope %q, want %q", doc, got.envelope, want.envelope)
		}
		if _, err := record.ParseValue([]byte(got.envelope)); got.envelope != "" && err != nil {
			t.Fatalf("%q: the envelope %q is not JSON: %v", doc, got.envelope, err)
		}
	})
}

func FuzzExtract(f *testing.F) {
	addDocuments(func(doc string) {
		f.Add([]byte(doc), []byte(`{"a":{"b":1,"c":2},"b":3}`))
		f.Add([]byte(`{"b":{"c":{}},"a":{"b":{"c":[]}}}`), []byte(doc))
	})
	f.Add([]byte(`{"a":{"b":1,"c":2},"\u0061":{"c":3}}`), []byte(`{"a":[],"c":{"b":0},"c":null}`))
	paths := [][]string{{"a"}, {"b"}, {"a", "b"}, {"a", "c"}, {"a", "b", "c"}, {"c", "b"}, {"d"}, {"a", "b"}, {}}
	f.Fuzz(func(t *testing.T, doc, other []byte) {
		var recs []record.Record
		for _, doc := range [][]byte{doc, other} {
			v, err := record.ParseValue(doc)
			if err != nil {
				// Not for use, but it must not crash either.
				if rec, err := record.Of(doc); err == nil {
					record.NewExtractor(paths).Extract(rec.With("b", record.Int(7)), nil)
					_ = rec.With("b", record.Int(7)).JSON()
				}
				return
			}
			rec, err := record.Of(v)
			if err != nil {
				return
			}
			recs = append(recs, rec, rec.With("b", record.Int(7)).With("d", record.Value(`{"b":8}`)))
		}
		e := record.NewExtractor(paths)
		var cells []record.Value
		for _, i := range []int{0, 1, 2, 3, 0, 2, 1} {
			cells = e.Extract(recs[i], cells)
			for k, path := range paths {
				want := recs[i].Lookup(path...)
				if !bytes.Equal(cells[k], want) || (cells[k] == nil) != (want == nil) {
					t.Fatalf("%q at %q: %q, want %q", recs[i].Value(), path, cells[k], want)
				}
			}
		}
	})
}

// FuzzParseObject holds ParseObject against ParseValue and Fields: the same errors at the same place, the same members.
func FuzzParseObject(f *testing.F) {
	addDocuments(func(doc string) {
		f.Add([]byte(doc))
		f.Add([]byte(` { "a" : ` + doc + ` , "b":` + doc + `}` + "\n"))
	})
	f.Fuzz(func(t *testing.T, doc []byte) {
		value, wantErr := record.ParseValue(doc)
		members, err := record.ParseObject(doc)
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Fatalf("%q: error %v, ParseValue's %v", doc, err, wantErr)
		}
		if err != nil || value.Kind() != record.KindObject {
			if members != nil {
				t.Fatalf("%q has members %v", doc, members)
			}
			return
		}
		n := 0
		for name, value := range value.Fields() {
			if n == len(members) || !members[n].Name.Is(name) || !bytes.Equal(members[n].Value, value) {
				t.Fatalf("%q: member %d is %q: %q", doc, n, name, value)
			}
			n++
		}
		if n != len(members) {
			t.Fatalf("%q has %d members, not %d", doc, n, len(members))
		}
	})
}
