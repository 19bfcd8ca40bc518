package record_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

// goodDocuments are strict JSON, however odd.
var goodDocuments = []string{
	`null`, `true`, `false`, ` 0 `, `-0`, `-0.0e-0`, `1E+400`, `12345678901234567890123456789`, `9007199254740993`,
	`""`, `"a"`, `"本日は晴天なり"`, `"\"\\\/\b\f\n\r\t\u0000\u00e9\u3042"`, `"\ud83d\ude00"`, `"\uD834\uDD1E"`, `"𠮷野家😀"`,
	"\"\u007f\u0080\u2028\U0010FFFF\"", `"seven b\tor eight"`, `"1234567\"1234567\\"`,
	`[]`, `{}`, `[[],{},[{}]]`, ` [ 1 , 2 ] `, "\t{\r\n\"a\" : [ ] , \"b\":{ } }\n",
	`{"a":1,"a":2}`, `{"a":{"b":[{"c":1}]}}`, `{"\u0061":{"\u0062":[{"x":1},{"y":2}]}}`, `{"":""}`,
	`{"a":{"b":[],"c":1},"z":null}`, `[{"a":1},{"a":2}]`, `[{"a":1},2]`,
	// Halves of surrogate pairs, as vendors send them who cut a text after so many units.
	`"half \ud83d"`, `"\ud800\n"`, `"\ud800\u0041"`, `"\ud800\ud800"`, `"\ud800\ue000"`, `"\uDC00\uD800"`, `{"\udc00":1}`,
	`"\ud83d\ud83d\ude00\ude00"`, `"\ud800\\udc00"`, `"\\ud800"`,
	`{"id":9007199254740993,"unheard_of":{"deep":[1,[2,[3]]]},"s":"\u30c6\u30b9\u30c8","n":-1.50e+3}`,
}

// badDocuments are not; the text is part of the message.
var badDocuments = map[string]string{
	``:                       "ends before",
	` `:                      "ends before",
	`nul`:                    "ends before",
	`nulL`:                   "unexpected 'L': in true, false or null",
	`nil`:                    "unexpected 'i'",
	`True`:                   "unexpected 'T': a value was expected",
	`NaN`:                    "a value was expected",
	`-`:                      "ends before",
	`+1`:                     "a value was expected",
	`01`:                     "unexpected '1': the document is complete",
	`-a`:                     "in a number",
	`1.`:                     "ends before",
	`1.e5`:                   "unexpected 'e': in a number",
	`.5`:                     "a value was expected",
	`1e`:                     "ends before",
	`1e+`:                    "ends before",
	`[1e+]`:                  "unexpected ']': in a number",
	`0x10`:                   "the document is complete",
	`1 2`:                    "the document is complete, but data follows",
	`{} x`:                   "unexpected 'x': the document is complete",
	`[]]`:                    "the document is complete",
	"1\x00":                  "unexpected byte 0x00: the document is complete",
	"[1\v]":                  "unexpected byte 0x0B: ',' or ']' was expected",
	"[\x01]":                 "unexpected byte 0x01: a value was expected",
	"{\x01}":                 "unexpected byte 0x01: a member name in quotes",
	"{\"a\"\x01:1}":          "unexpected byte 0x01: ':' was expected",
	"{\"a\":1\x01}":          "unexpected byte 0x01: ',' or '}' was expected",
	"{\"a\":1,\x01}":         "unexpected byte 0x01: a member name in quotes",
	"\u00a01":                "unexpected byte 0xC2: a value was expected",
	"\ufeff{}":               "byte order mark",
	`"abc`:                   "ends before",
	`'a'`:                    "unexpected ''': a value was expected",
	"\"a\nb\"":               "control character in a string",
	"\"12345678\x1f\"":       "control character in a string",
	`"\x41"`:                 "unknown escape",
	`"\u12G4"`:               "unknown escape",
	`"\U0041"`:               "unknown escape",
	`"\u12`:                  "ends before",
	`"\u123"`:                "unknown escape",
	`"\ud800\x"`:             "unknown escape",
	`"\ud800\u12G4"`:         "unknown escape",
	`"\ud800\uD`:             "ends before",
	`"\ud800\`:               "ends before",
	`"\ud800`:                "ends before",
	"\"\xff\"":               "invalid UTF-8",
	"\"\xe3\x81\"":           "invalid UTF-8",
	"\"\xc0\xaf\"":           "invalid UTF-8",
	"\"\xe0\x80\x80\"":       "invalid UTF-8", // longer than it need be
	"\"\xed\xa0\x80\"":       "invalid UTF-8", // a surrogate
	"\"\xf4\x90\x80\x80\"":   "invalid UTF-8", // beyond U+10FFFF
	"{\"\x93\xfa\":1}":       "invalid UTF-8", // Shift-JIS
	`[`:                      "ends before",
	`[1`:                     "ends before",
	`[1,`:                    "ends before",
	`[1,]`:                   "unexpected ']': a value was expected",
	`[,1]`:                   "unexpected ',': a value was expected",
	`[1 2]`:                  "unexpected '2': ',' or ']' was expected",
	`[1}`:                    "unexpected '}': ',' or ']' was expected",
	`]`:                      "unexpected ']': a value was expected",
	`{`:                      "ends before",
	`{"a"`:                   "ends before",
	`{"a":`:                  "ends before",
	`{"a":1`:                 "ends before",
	`{"a":1,`:                "ends before",
	`{"a":1,}`:               "unexpected '}': a member name in quotes was expected",
	`{,}`:                    "a member name in quotes",
	`{a:1}`:                  "unexpected 'a': a member name in quotes",
	`{1:1}`:                  "a member name in quotes",
	`{"a" 1}`:                "unexpected '1': ':' was expected",
	`{"a",1}`:                "unexpected ',': ':' was expected",
	`{"a"::1}`:               "unexpected ':': a value was expected",
	`{"a":1 "b":2}`:          "unexpected '\"': ',' or '}' was expected",
	`{"a":1]`:                "unexpected ']': ',' or '}' was expected",
	`{"a":}`:                 "unexpected '}': a value was expected",
	`<html><body>`:           "unexpected '<': a value was expected",
	`{"a":{"b":[{}],"b":[]}`: "ends before",
	`{"a":{"b":[{"x":1}]}`:   "ends before",
	"[1] // two":             "unexpected '/': the document is complete",
}

func TestParseValueAcceptsStrictJSON(t *testing.T) {
	for _, doc := range goodDocuments {
		v, err := record.ParseValue([]byte(doc))
		if err != nil {
			t.Errorf("%s: %v", doc, err)
		} else if want := strings.Trim(doc, " \t\r\n"); string(v) != want {
			t.Errorf("%s: value %q, want it as sent", doc, v)
		}
	}
}

func TestParseValueRefusesWhatIsNot(t *testing.T) {
	for doc, want := range badDocuments {
		v, err := record.ParseValue([]byte(doc))
		var syntax *record.SyntaxError
		if !errors.As(err, &syntax) || v != nil {
			t.Errorf("%q: value %q, error %v", doc, v, err)
			continue
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q does not say %q", doc, err, want)
		}
		if cut := strings.Contains(err.Error(), "ends before"); errors.Is(err, io.ErrUnexpectedEOF) != cut {
			t.Errorf("%q: %q: cut off = %v", doc, err, !cut)
		}
	}
}

func TestSyntaxErrorOffset(t *testing.T) {
	for doc, want := range map[string]int64{
		`{"a":1,}`:            7,
		`[1,2`:                4,
		`["abc\x"]`:           5,
		`[12.x]`:              4,
		"[\"\xe3\x81\x82\xff": 5,
		`[true, fals]`:        11,
		"  \n x":              4,
	} {
		_, err := record.ParseValue([]byte(doc))
		var syntax *record.SyntaxError
		if !errors.As(err, &syntax) || syntax.Offset != want {
			t.Errorf("%q: %v, want offset %d", doc, err, want)
		}
	}
}

// A string is looked at eight bytes at a time: what ends, breaks or changes it counts in every place.
func TestParseValueSeesEveryByteOfAString(t *testing.T) {
	odds := []string{`\n`, `\x`, `\"`, `\ud800`, "é", "日", "\xe3\x81", "😀"}
	for c := range 256 {
		odds = append(odds, string([]byte{byte(c)}))
	}
	for _, odd := range odds {
		for n := range 24 {
			doc := []byte(`["` + strings.Repeat("a", n) + odd + strings.Repeat("z", 24-n) + `"]`)
			v, err := record.ParseValue(doc)
			_, want := parseStrictly(doc)
			if (err == nil) != (want == nil) {
				t.Errorf("%q: error %v, the strict decoder's %v", doc, err, want)
			}
			if err == nil && !slices.Equal(leaves(v, nil), leavesStrictly(t, doc)) {
				t.Errorf("%q holds %q", doc, leaves(v, nil))
			}
		}
	}
}

// every kind of token, so that a cut falls inside each of them.
const everything = `{"success":true,"response":{"n":-12.50e+3,"staffs":[{"name":"山田 \u592a\u90ce\ud83d\ude00","id":9007199254740993,` +
	`"tags":["a",null,false],"o":{}},{"name":"佐藤","id":0}, {} ],"count":2},"errors":[ ]}`

func TestParseValueRefusesEveryCut(t *testing.T) {
	for n := range len(everything) {
		if _, err := record.ParseValue([]byte(everything[:n])); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut at %d: error %v", n, err)
		}
	}
	if _, err := record.ParseValue([]byte(everything)); err != nil {
		t.Error(err)
	}
}

func TestDepthLimitIsTheStrictDecoders(t *testing.T) {
	for _, depth := range []int{9999, 10000, 10001, 10002} {
		for _, pair := range [][2]string{{"[", "]"}, {`{"a":`, "}"}, {`[{"a":`, "}]"}} {
			n := (depth - 1) / len(pair[1]) // the last pair is two deep, and so goes as far as it can
			doc := []byte(strings.Repeat(pair[0], n) + "[]" + strings.Repeat(pair[1], n))
			_, err := record.ParseValue(doc)
			_, want := parseStrictly(doc)
			if (err == nil) != (want == nil) {
				t.Errorf("%d × %s: error %v, the strict decoder's %v", n, pair[0], err, want)
			}
		}
		// The array and the object around a record count too.
		n := depth - 3
		doc := []byte(`{"a":[{"x":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}]}`)
		got, want := read(bytes.NewReader(doc), "a"), readStrictly(doc, "a")
		if (got.err == nil) != (want.err == nil) {
			t.Errorf("reader, depth %d: error %v, the strict decoder's %v", depth, got.err, want.err)
		}
		doc = []byte(`{"x":` + strings.Repeat("[", n+2) + strings.Repeat("]", n+2) + `,"a":[]}`)
		got, want = read(bytes.NewReader(doc), "a"), readStrictly(doc, "a")
		if (got.err == nil) != (want.err == nil) {
			t.Errorf("reader, depth %d before the array: error %v, the strict decoder's %v", depth, got.err, want.err)
		}
	}
	deep := []byte(strings.Repeat("[", 10001))
	if _, err := record.ParseValue(deep); err == nil || !strings.Contains(err.Error(), "nested deeper than 10,000") {
		t.Errorf("error %v", err)
	}
}
