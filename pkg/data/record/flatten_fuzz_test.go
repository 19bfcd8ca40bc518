package record_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

// fieldDocuments are answers whose records hold fields in lists, in the usual way and in others.
var fieldDocuments = []string{
	`{"a":[{"b":1,"c":{"d":2,"e":null},"f":[{"id":1,"name":"x","values":["p"]},{"id":2,"name":"y","values":[]}],"z":3},` +
		`{"b":2,"c":{"d":3,"e":null},"f":[{"id":2,"name":"y","values":["q"]},{"id":3,"name":"z","values":["r","s"]}],"z":4},` +
		`{"b":3,"c":{"d":4,"e":[]},"f":[{"id":1,"name":"x","values":["山田"]},{"id":2,"name":"y","values":["\u0041"]},{"id":3,"name":"z","values":[]}],"z":5},` +
		`{"b":4,"c":{"d":5,"e":"\ud800"},"f":[],"z":6},{"b":5,"c":{"d":5,"e":""},"f":[{"id":1,"name":"x","values":["\udc00"]}],"z":6}]}`,
	`{"a":[{"b":1,"f":[{"id":"1","values":[1]},{"values":["x"],"id":2}]},{"b":2,"f":[{"id":"1","values":[null]},{"id":"1","values":["x"]}]},{"b":3,"f":[{"id":9,"values":["x"]}]},` +
		`{"b":4,"f":[{"id":1,"values":["x"]}, {"id":2,"values":["x"]}]},{"b":5,"f":null},{"b":6,"f":[1,[]]},{"b":7},{"b":8,"f":[{"id":1,"values":["x"],"more":1}]},{"b":9,"f":{}}]}`,
	`{"a":[{"b":1,"r":[{"f":[{"id":1,"values":["x"]},{"id":2,"values":["y"]}]},{"f":[{"id":2,"values":[]}]}],"z":1},{"b":2,"r":[],"z":2},` +
		`{"b":3,"r":[{"f":[]},{"f":[{"id":1,"values":["x"]}]},{"f":[{"id":7,"values":["x"]}]},{"f":[{"id":1,"values":["z"]}]}],"z":3},{"b":4,"r":[{"f":[{"id":1,"values":["x"]}],"x":1}],"z":4},{"b":5,"r":[{"f":[{"id":1,"values":["x","` + "\n" + `"]}]}],"z":5}]}`,
}

// FuzzFields holds rows that are written from where the values of fields lie against those of a plain walk, and the reading
// against that of a reader that notes nothing, whatever pieces the document comes in.
func FuzzFields(f *testing.F) {
	for _, doc := range fieldDocuments {
		for seed := range uint64(6) {
			f.Add([]byte(doc), seed, seed%2 == 0)
		}
	}
	f.Fuzz(func(t *testing.T, doc []byte, seed uint64, inRows bool) {
		rng := rand.New(rand.NewPCG(seed, 1))
		if seed > 1 {
			doc = damage(rng, doc)
		}
		list := record.FieldList{List: "f", Key: "id", Values: "values"}
		if inRows {
			list.Rows = "r"
		}
		sameRows(t, doc, list, seed)
	})
}

// flatRows are the rows of an answer, and what was told beside them.
type flatRows struct {
	rows   []flatRow
	strays []string
	deep   [][]string
	err    string
}

type flatRow struct {
	text   string
	values []record.Value
	lone   int
}

func sameRows(t *testing.T, doc []byte, list record.FieldList, seed uint64) {
	t.Helper()
	got, want := readRows(t, doc, list, seed, true), readRows(t, doc, list, seed, false)
	if got.err != want.err {
		t.Fatalf("%q: error %v, plain %v", doc, got.err, want.err)
	}
	same := func(a, b record.Value) bool { return bytes.Equal(a, b) && (a == nil) == (b == nil) }
	for i, w := range want.rows {
		if i >= len(got.rows) || got.rows[i].text != w.text || got.rows[i].lone != w.lone || !slices.EqualFunc(got.rows[i].values, w.values, same) {
			t.Fatalf("%q: row %d is %+v, plain %+v", doc, i, got.rows[min(i, len(got.rows)-1)], w)
		}
	}
	if len(got.rows) != len(want.rows) || !slices.Equal(got.strays, want.strays) || !slices.EqualFunc(got.deep, want.deep, slices.Equal) {
		t.Fatalf("%q: %d rows, %q %q, plain %d, %q %q", doc, len(got.rows), got.strays, got.deep, len(want.rows), want.strays, want.deep)
	}
}

// readRows reads the rows of a document, from where the values of fields lie if they are noted.
func readRows(t *testing.T, doc []byte, list record.FieldList, seed uint64, noted bool) (all flatRows) {
	t.Helper()
	reader := record.NewReader(pieces{bytes.NewReader(doc), rand.New(rand.NewPCG(seed, 2))}, "a")
	if noted {
		reader.Fields(list)
	}
	flat := record.Flatten{List: list, Keys: []string{"1", "2", "3"}, Number: "n", Keep: keptMember, Field: readField}
	e := record.NewExtractor(rowPaths)
	for r, err := range reader.Records() {
		if err != nil {
			all.err = err.Error()
			break
		}
		plain := plainRows(r, list)
		sameFieldRows(t, r, list, noted)
		for i, text := range plain {
			one, ok := flat.Row(r, i)
			if ok && !noted {
				t.Fatal("nothing was noted")
			}
			if !ok {
				if one, err = record.Of(text); err != nil {
					t.Fatal(err)
				}
			}
			all.rows = append(all.rows, seenRow(one, e))
		}
		if n := flat.Rows(r); n >= 0 && n != len(plain) {
			t.Fatalf("%s has %d rows", r.JSON(), n)
		}
	}
	all.strays, all.deep = e.Strays(), e.StrayPaths()
	return all
}

// sameFieldRows holds the fields of a record, where they were noted, against its lists.
func sameFieldRows(t *testing.T, r record.Record, list record.FieldList, noted bool) {
	t.Helper()
	rows, ok := r.FieldRows()
	if !ok {
		return
	}
	plain := []record.Value{r.Value()}
	if list.Rows != "" {
		plain = slices.Collect(r.Lookup(list.Rows).Elements())
	}
	if !noted || rows.Len() != len(plain) {
		t.Fatalf("%s: %d rows of fields, plain %d; noted %v", r.JSON(), rows.Len(), len(plain), noted)
	}
	read := func(field record.Value) string {
		id, v := readField(field)
		return string(bytes.Trim(id, `"`)) + "=" + string(v)
	}
	for i, row := range plain {
		var got, want []string
		for field := range row.Field(list.List).Elements() {
			want = append(want, read(field))
		}
		for key, v := range rows.Row(i) {
			switch {
			case key == "":
				got = append(got, read(v))
			case len(v) == 0:
				got = append(got, key+"=null")
			default:
				got = append(got, key+"="+string(v))
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s: row %d has the fields %q, plain %q", r.JSON(), i, got, want)
		}
	}
}

var rowPaths = [][]string{{"b"}, {"c", "d"}, {"f", "1"}, {"f", "3"}, {"n"}, {"z"}, {"x"}}

// seenRow takes out of a row what can be asked of it.
func seenRow(r record.Record, e *record.Extractor) flatRow {
	seen := flatRow{text: string(r.JSON()), lone: r.LoneSurrogates()}
	for _, v := range e.Extract(r, nil) {
		seen.values = append(seen.values, slices.Clone(v))
	}
	for _, path := range append(slices.Clone(rowPaths), []string{"f"}, []string{"c"}, []string{"f", "2"}) {
		seen.values = append(seen.values, slices.Clone(r.Lookup(path...)))
	}
	seen.values = append(seen.values, r.With("b", record.Int(7)).With("y", record.Int(8)).JSON())
	return seen
}

// pieces gives a document in pieces of any size.
type pieces struct {
	r   io.Reader
	rng *rand.Rand
}

func (p pieces) Read(b []byte) (int, error) { return p.r.Read(b[:min(len(b), 1+p.rng.IntN(40))]) }

func keptMember(name string) bool { return name != "z" }

// readField reads a field as plainRows needs it.
func readField(field record.Value) (key, v record.Value) {
	var texts []string
	v = record.Null()
	n := 0
	for name, member := range field.Fields() {
		switch {
		case name == "id":
			key = member
		case name == "values" && member.Kind() == record.KindArray:
			texts, n = nil, 0
			v = record.Null()
			for one := range member.Elements() {
				v = one
				texts = append(texts, one.Text())
				n++
			}
			if n > 1 {
				v = record.String(strings.Join(texts, "+"))
			}
		}
	}
	return key, v
}

// plainRows makes the rows of a record by looking at each of its members.
func plainRows(r record.Record, list record.FieldList) (rows []record.Value) {
	flat := func(fields record.Value) record.Value {
		out := []byte("{")
		for field := range fields.Elements() {
			key, v := readField(field)
			out = append(out, `"`+strings.Trim(string(key), `"`)+`":`+string(v)+`,`...)
		}
		return append(bytes.TrimSuffix(out, []byte(",")), '}')
	}
	members := func(object record.Value, without string) (out []byte) {
		for c, more := object.Cursor(), true; more; {
			var name record.Name
			if name, more = c.Member(); !more {
				break
			}
			v := c.Take()
			switch text := record.Value(name).Text(); {
			case without != "" && text == without || !keptMember(text):
				continue
			case text == list.List && v.Kind() == record.KindArray:
				v = flat(v)
			}
			out = append(append(append(append(out, name...), ':'), v...), ',')
		}
		return out
	}
	add := func(text []byte) {
		rows = append(rows, append(append([]byte("{"), bytes.TrimSuffix(text, []byte(","))...), '}'))
	}
	if list.Rows == "" {
		add(members(r.Value(), ""))
		return rows
	}
	for one := range r.Lookup(list.Rows).Elements() {
		if one.Kind() != record.KindObject {
			return nil
		}
		around := members(r.Value(), list.Rows)
		around = append(append(around, `"n":`...), strconv.Itoa(len(rows)+1)+","...)
		add(append(around, members(one, "")...))
	}
	return rows
}
