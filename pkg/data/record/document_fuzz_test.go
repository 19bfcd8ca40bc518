package record_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

// sameDocument reads a document with the index and holds what is asked of it against the plain value.
func sameDocument(t *testing.T, index *record.Index, doc []byte) {
	t.Helper()
	want, wantErr := record.ParseValue(doc)
	got, err := index.Parse(doc)
	if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
		t.Fatalf("%q: error %v, plain %v", doc, err, wantErr)
	}
	if err != nil {
		return
	}
	sameFields(t, got, want, 2)
	if around, err := record.ParseValue(got.Around()); err != nil {
		t.Fatalf("%q around its records: %s, %v", doc, around, err)
	}
	for _, d := range slices.Concat([]record.Document{got, got.Field("a")}, got.Elements(-1)) {
		records, other := d.Records()
		elements := slices.Collect(d.Value().Elements())
		if i := slices.IndexFunc(elements, func(v record.Value) bool { return v.Kind() != record.KindObject }); i >= 0 {
			if records != nil || !bytes.Equal(other, elements[i]) {
				t.Fatalf("%s: %d records and %s", d.Value(), len(records), other)
			}
			continue
		}
		samePacked(t, records, elements)
		sameRecast(t, records, elements)
	}
}

// sameFields compares what lies under some names, so many levels deep.
func sameFields(t *testing.T, got record.Document, want record.Value, levels int) {
	t.Helper()
	if !bytes.Equal(got.Value(), want) || got.Kind() != want.Kind() {
		t.Fatalf("%s, plain %s", got.Value(), want)
	}
	elements := slices.Collect(want.Elements())
	for i, d := range got.Elements(-1) {
		if !bytes.Equal(d.Value(), elements[i]) {
			t.Fatalf("element %d of %s is %s", i, want, d.Value())
		}
	}
	if levels == 0 {
		return
	}
	for _, names := range [][]string{{"a"}, {"b"}, {"x", "e"}, {"none"}} {
		sameFields(t, got.Field(names...), want.Field(names...), levels-1)
	}
}

var deepPaths = [][]string{{"b"}, {"c"}, {"c", "d"}, {"c", "e"}, {"b", "d"}, {"front"}, {"front", "d"}, {"attributes"}, {"attributes", "ip"}, {"none", "at", "all"}}

func samePacked(t *testing.T, records []record.Record, elements []record.Value) {
	t.Helper()
	if len(records) != len(elements) {
		t.Fatalf("%d records of %d elements", len(records), len(elements))
	}
	var p record.Packing
	var packed []byte
	var plain []record.Record
	for i, v := range elements {
		one, err := record.Of(v)
		if err != nil {
			t.Fatal(err)
		}
		r := records[i]
		if i%3 == 1 {
			front := record.NewFront("front", record.Value(`{"d":"\ud800"}`))
			one, r = one.Behind(front).With("b", record.Int(1)), r.Behind(front).With("b", record.Int(1))
		}
		packed = p.Append(packed, r)
		plain = append(plain, one)
		for _, path := range deepPaths {
			if a, b := r.Lookup(path...), one.Lookup(path...); !bytes.Equal(a, b) || (a == nil) != (b == nil) {
				t.Fatalf("%s has %q under %q, plain %q", one.Value(), a, path, b)
			}
		}
	}
	fast, slow := record.NewExtractor(shapePaths), record.NewExtractor(shapePaths)
	var a, b []record.Value
	for i := range plain {
		n := p.Length(packed)
		r := p.Record(packed[:n:n])
		packed = packed[n:]
		if !bytes.Equal(r.JSON(), plain[i].JSON()) || r.LoneSurrogates() != plain[i].LoneSurrogates() {
			t.Fatalf("%s was packed as %s", plain[i].JSON(), r.JSON())
		}
		a, b = fast.Extract(r, a), slow.Extract(plain[i], b)
		if !slices.EqualFunc(a, b, func(a, b record.Value) bool {
			return bytes.Equal(a.AppendJSON(nil), b.AppendJSON(nil)) && (a == nil) == (b == nil)
		}) {
			t.Fatalf("%s: %q, plain %q", plain[i].Value(), a, b)
		}
	}
	if len(packed) > 0 {
		t.Fatalf("%d bytes are left", len(packed))
	}
}

// renamed puts the members behind each other in the order of their names, with a mark at each name.
func renamed(object record.Value) record.Value {
	var members []record.Member
	for name, v := range object.Fields() {
		if name == "c" && v.Kind() == record.KindObject {
			v = renamed(v)
		}
		members = append(members, record.Named(name+"!", v))
	}
	slices.SortStableFunc(members, func(a, b record.Member) int { return strings.Compare(string(a.Name), string(b.Name)) })
	return record.Object(members...)
}

func sameRecast(t *testing.T, records []record.Record, elements []record.Value) {
	t.Helper()
	change := func(_ string, v record.Value) record.Value { return record.String("<" + v.Text() + ">") }
	for _, c := range []record.Recast{{Rebuild: renamed}, {Rebuild: renamed, Change: change}, {Change: change, Changes: func(name string) bool { return name == "b" }}} {
		fast, slow := c, c
		for i, v := range elements {
			one, err := record.Of(v)
			if err != nil {
				t.Fatal(err)
			}
			got, want := fast.Of(records[i]), slow.Of(one)
			if !bytes.Equal(got.JSON(), want.JSON()) || got.LoneSurrogates() != want.LoneSurrogates() {
				t.Fatalf("%s became %s, plain %s", v, got.JSON(), want.JSON())
			}
			for _, path := range [][]string{{"b!"}, {"c!"}, {"c!", "d!"}, {"b"}} {
				if !bytes.Equal(got.Lookup(path...), want.Lookup(path...)) {
					t.Fatalf("%s has %s under %q, plain %s", want.JSON(), got.Lookup(path...), path, want.Lookup(path...))
				}
			}
		}
	}
}
