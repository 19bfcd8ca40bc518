package record_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/genba-cli/genba/pkg/data/record"
)

// readerDocuments are read at "a", "b". The value is part of the error, "" for none.
var readerDocuments = map[string]string{
	`{"a":{"b":[]}}`:   "",
	`{"a":{"b":[{}]}}`: "",
	` { "x" : 1 , "a" : { "b" : [ { } , { } ] , "c" : [ 2 ] } , "z" : { } } `: "",
	`{"\u0061":{"\u0062":[{"id":1}]}}`:                                        "",
	`{"a":{"x":{"b":[1]},"b":[{"b":[2]}]},"b":3}`:                             "",
	`{"x":1,"x":2,"a":{"b":[]},"x":3}`:                                        "", // twice, but not on the way
	`{"a":{"b":[{}]},"a":{"b":[]}}`:                                           `the member "a" comes twice`,
	`{"a":null,"a":{"b":[]}}`:                                                 `the member "a" comes twice`,
	`{"a":{"b":[{}],"b":[{}]}}`:                                               `the member "b" comes twice`,
	`{"a":{"b":[{}],"\u0062":[{}]}}`:                                          `the member "b" comes twice`,
	`{}`:                                                                      `the answer has no "a.b" (an array expected)`,
	`{"a":{}}`:                                                                `the answer has no "a.b"`,
	`{"a":{"B":[],"b ":[]}}`:                                                  `the answer has no "a.b"`,
	`{"b":[],"x":{"a":{"b":[]}}}`:                                             `the answer has no "a.b"`,
	`{"a":{"b":null}}`:                                                        `"a.b" is null, an array expected`,
	`{"a":{"b":{"c":[]}}}`:                                                    `"a.b" is an object, an array expected`,
	`{"a":[{"b":[]}]}`:                                                        `"a" is an array, an object expected`,
	`{"a":"b"}`:                                                               `"a" is a string, an object expected`,
	`[{"a":{"b":[]}}]`:                                                        "the document is an array, an object expected",
	`12`:                                                                      "the document is a number, an object expected",
	`{"a":{"b":[{},7]}}`:                                                      `element 2 of "a.b" is a number, an object expected`,
	`{"a":{"b":[null]}}`:                                                      `element 1 of "a.b" is null`,
	`{"a":{"b":[{} {}]}}`:                                                     "',' or ']' was expected",
	`{"a":{"b":[{},]}}`:                                                       "a value was expected",
	`{"a":{"b":[,{}]}}`:                                                       "a value was expected",
	`{"a":{"b":[{}]]}`:                                                        "',' or '}' was expected",
	`{"a":{"b":[{}],}}`:                                                       "a member name in quotes was expected",
	`{"a":{"b":[{}]}`:                                                         "ends before it is complete",
	`{"a":{"b":[{}]}}}`:                                                       "the document is complete, but data follows",
	`{"a":{"b":[{}]}} {}`:                                                     "the document is complete, but data follows",
	`{"a":{"b":[{"s":"\ud800"}],"\udc00":"\ud83d!"}}`:                         "",
	`{"a":{"b":[{"s":"\ud800\x"}]}}`:                                          "unknown escape",
	`{"a":{"b":[]},"z":"` + "\xff" + `"}`:                                     "invalid UTF-8",
	`{"a":{"b":[]},"z":01}`:                                                   "',' or '}' was expected",
	"\ufeff" + `{"a":{"b":[]}}`:                                               "byte order mark",
	`<!DOCTYPE html>`:                                                         "unexpected '<'",
	``:                                                                        "ends before it is complete",
	`{"a" "b"}`:                                                               "':' was expected",
	`{"a":{"b":[]}:1}`:                                                        "',' or '}' was expected",
	`{1:2}`:                                                                   "a member name in quotes was expected",
}

func TestReaderSpeaksOfEveryFault(t *testing.T) {
	for doc, want := range readerDocuments {
		got := read(strings.NewReader(doc), "a", "b")
		switch {
		case want == "" && got.err != nil:
			t.Errorf("%s: %v", doc, got.err)
		case want != "" && (got.err == nil || !strings.Contains(got.err.Error(), want)):
			t.Errorf("%s: error %v, want %q in it", doc, got.err, want)
		}
		strictly := readStrictly([]byte(doc), "a", "b")
		if !slices.Equal(mendedAll(got.records), strictly.records) {
			t.Errorf("%s: records %q, want %q", doc, got.records, strictly.records)
		}
		if (strictly.err == nil) != (want == "") {
			t.Errorf("%s: the strict decoder says %v", doc, strictly.err)
		}
	}
}

func TestReaderYieldsRecordsAsSentAndTheEnvelopeAround(t *testing.T) {
	for _, piece := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
		got := read(piece(strings.NewReader(everything)), "response", "staffs")
		if got.err != nil {
			t.Fatal(got.err)
		}
		want := []string{
			`{"name":"山田 \u592a\u90ce\ud83d\ude00","id":9007199254740993,"tags":["a",null,false],"o":{}}`,
			`{"name":"佐藤","id":0}`, `{}`,
		}
		if !slices.Equal(got.records, want) {
			t.Errorf("records %q, want %q", got.records, want)
		}
		if want := `{"success":true,"response":{"n":-12.50e+3,"count":2},"errors":[]}`; got.envelope != want {
			t.Errorf("envelope %s, want %s", got.envelope, want)
		}
	}
}

func TestReaderOfABareArray(t *testing.T) {
	got := read(strings.NewReader(` [ {"a":1}, {"a":2} ] `))
	if want := []string{`{"a":1}`, `{"a":2}`}; got.err != nil || !slices.Equal(got.records, want) || got.envelope != "" {
		t.Errorf("got %+v, want %q", got, want)
	}
	got = read(strings.NewReader(`{"error":"no such table"}`))
	var shape *record.ShapeError
	if !errors.As(got.err, &shape) || shape.Found != record.KindObject || shape.Want != record.KindArray {
		t.Errorf("error %v", got.err)
	}
	if want := `{"error":"no such table"}`; got.envelope != want {
		t.Errorf("envelope %s, want %s: the vendor's reason is in it", got.envelope, want)
	}
}

func TestReaderKeepsTheEnvelopeWhenTheArrayIsMissing(t *testing.T) {
	doc := `{"success":false,"response":null,"errors":[{"code":"ERR300003"}]}`
	got := read(strings.NewReader(doc), "response", "stamps")
	var shape *record.ShapeError
	if !errors.As(got.err, &shape) || !slices.Equal(shape.Path, []string{"response"}) || shape.Found != record.KindNull {
		t.Errorf("error %v", got.err)
	}
	if got.envelope != doc {
		t.Errorf("envelope %s, want %s", got.envelope, doc)
	}
}

func TestReaderRefusesEveryCut(t *testing.T) {
	whole := read(strings.NewReader(everything), "response", "staffs").records
	for n := range len(everything) {
		for name, r := range map[string]io.Reader{
			"whole":          strings.NewReader(everything[:n]),
			"byte by byte":   iotest.OneByteReader(strings.NewReader(everything[:n])),
			"data with EOF":  iotest.DataErrReader(strings.NewReader(everything[:n])),
			"connection cut": io.MultiReader(strings.NewReader(everything[:n]), iotest.ErrReader(io.ErrUnexpectedEOF)),
		} {
			got := read(r, "response", "staffs")
			if !errors.Is(got.err, io.ErrUnexpectedEOF) {
				t.Errorf("cut at %d, %s: error %v", n, name, got.err)
			}
			if len(got.records) > len(whole) || !slices.Equal(got.records, whole[:len(got.records)]) {
				t.Errorf("cut at %d, %s: records %q", n, name, got.records)
			}
			if _, err := record.ParseValue([]byte(got.envelope)); got.envelope != "" && err != nil {
				t.Errorf("cut at %d, %s: envelope %s", n, name, got.envelope)
			}
		}
	}
}

func TestReaderPassesOnTheErrorOfItsSource(t *testing.T) {
	reset := errors.New("connection reset")
	for n := range len(everything) + 1 {
		r := io.MultiReader(strings.NewReader(everything[:n]), iotest.ErrReader(reset))
		if got := read(r, "response", "staffs"); !errors.Is(got.err, reset) {
			t.Errorf("failed at %d: error %v", n, got.err)
		}
	}
	stuck := readerFunc(func([]byte) (int, error) { return 0, nil })
	if got := read(stuck); !errors.Is(got.err, io.ErrNoProgress) {
		t.Errorf("error %v", got.err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestReaderHoldsNoMoreThanItsBuffer(t *testing.T) {
	const buffer = 256 << 10
	doc := stamps(20000) // 4 MB
	src := bytes.NewReader(doc)
	taken := func() int { return len(doc) - src.Len() }
	r := readerFunc(func(p []byte) (int, error) {
		if len(p) > buffer {
			t.Fatalf("%d bytes asked for at once", len(p))
		}
		return src.Read(p)
	})
	used, n := len(`{"success":true,"response":{"staff_id":123,"count":1000,"stamps":[`), 0
	for rec, err := range record.NewReader(r, "response", "stamps").Records() {
		if err != nil {
			t.Fatal(err)
		}
		if ahead := taken() - used; ahead > buffer {
			t.Fatalf("record %d: %d bytes were read ahead", n, ahead)
		}
		if want := stamp(n); !bytes.Equal(rec.JSON(), want) {
			t.Fatalf("record %d is %s, want %s", n, rec.JSON(), want)
		}
		used += len(rec.Value()) + 1
		n++
	}
	if n != 20000 {
		t.Errorf("%d records, want 20000", n)
	}
}

func TestReaderTellsTheOffsetInTheDocument(t *testing.T) {
	doc := stamps(5000)
	at := len(doc) - 1000
	doc[at] = 0x01
	_, want := record.ParseValue(doc)
	got := read(bytes.NewReader(doc), "response", "stamps")
	var inReader, inParse *record.SyntaxError
	if !errors.As(got.err, &inReader) || !errors.As(want, &inParse) || inReader.Offset != inParse.Offset || inReader.Offset < 1e6 {
		t.Errorf("reader: %v; parsed whole: %v", got.err, want)
	}
	got = read(bytes.NewReader(doc[:at]), "response", "stamps")
	if !errors.As(got.err, &inReader) || inReader.Offset != int64(at) {
		t.Errorf("cut at %d: %v", at, got.err)
	}
}

func TestReaderGrowsForOneRecord(t *testing.T) {
	for _, size := range []int{200 << 10, 256 << 10, 300 << 10, 1 << 20} {
		long := strings.Repeat("日報\\n", size/8)
		doc := fmt.Sprintf(`[{"id":1},{"body":"%s","n":%s},{"id":3}]`, long, strings.Repeat("9", size))
		for name, piece := range map[string]func(io.Reader) io.Reader{
			"as it comes": func(r io.Reader) io.Reader { return r },
			"4 KiB pieces": func(r io.Reader) io.Reader {
				return readerFunc(func(p []byte) (int, error) { return r.Read(p[:min(len(p), 4096)]) })
			},
		} {
			got := read(piece(strings.NewReader(doc)))
			if got.err != nil || len(got.records) != 3 || len(got.records[1]) != len(doc)-len(`[{"id":1},,{"id":3}]`) {
				t.Errorf("%d bytes, %s: %d records, error %v", size, name, len(got.records), got.err)
			}
		}
	}
}

func TestReaderRefusesWhatItCannotHold(t *testing.T) {
	// Never ends: the limit must.
	endless := func(head, each string) io.Reader {
		block := []byte(strings.Repeat(each, (1<<20)/len(each)))
		at := 0
		return io.MultiReader(strings.NewReader(head), readerFunc(func(p []byte) (int, error) {
			n := copy(p, block[at:])
			at = (at + n) % len(block)
			return n, nil
		}))
	}
	for name, c := range map[string]struct {
		r    io.Reader
		want string
	}{
		"record":   {endless(`{"a":[{"s":"`, "x"), "a record is longer than 8 MiB"},
		"before":   {endless(`{"z":"`, "x"), "what stands around the records is longer than 1 MiB"},
		"after":    {endless(`{"a":[],"z":[`, "1,"), "what stands around the records is longer than 1 MiB"},
		"many":     {endless(`{`, `"z":1,`), "what stands around the records is longer than 1 MiB"},
		"names":    {endless(`{"`, "x"), "a member name is longer than 1 MiB"},
		"document": {endless(`"`, "x"), "what stands around the records is longer than 1 MiB"},
	} {
		if got := read(c.r, "a"); got.err == nil || !strings.Contains(got.err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, got.err, c.want)
		}
	}
}

func TestReaderGoesOnWhereTheLoopWasLeft(t *testing.T) {
	d := record.NewReader(strings.NewReader(`{"n":2,"a":[{"i":1},{"i":2},{"i":3}],"z":0}`), "a")
	var got []string
	for range 5 {
		for rec, err := range d.Records() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, string(rec.JSON()))
			break
		}
		if len(got) == 1 && string(d.Envelope()) != `{"n":2}` {
			t.Errorf("envelope so far %s", d.Envelope())
		}
	}
	if want := []string{`{"i":1}`, `{"i":2}`, `{"i":3}`}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if want := `{"n":2,"z":0}`; string(d.Envelope()) != want {
		t.Errorf("envelope %s, want %s", d.Envelope(), want)
	}
}

func TestReaderRepeatsItsError(t *testing.T) {
	d := record.NewReader(strings.NewReader(`[{"i":1},`))
	for range 2 {
		var last error
		for _, err := range d.Records() {
			last = err
		}
		if !errors.Is(last, io.ErrUnexpectedEOF) {
			t.Errorf("error %v", last)
		}
	}
}
