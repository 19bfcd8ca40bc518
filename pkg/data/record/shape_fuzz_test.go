package record_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

// listDocuments are answers with records that repeat their text, and some that do not quite.
var listDocuments = []string{
	`{"a":[{"b":1,"c":"x"},{"b":2,"c":"y"},{"b":3,"c":null}]}`,
	`{"a":[{"b":1,"c":{"d":"x","e":[]}},{"b":2,"c":{"d":"y","e":[1,"z"]}},{"b":3,"c":{}},{"b":4,"c":null},{"b":5,"c":{"d":true,"e":[{"b":6}]}}]}`,
	`{"a":[ {"b": 1, "c": "x"} , {"b": 2, "c": "y"},` + "\n" + `{"b":3,"c":"z"}, {"b": 4, "c": "\ud800"}]}`,
	`{"a":[{"b":1},{"b":2,"b":3},{"b":4,"\u0062":5},{"b":6,"":7},{"b":-1.5e3},{"b":01}]}`,
	`{"x":{"b":1},"a":[{"s":[{"b":1,"c":2},{"b":3,"c":4}]},{"s":[]},{"s":[{"b":5,"c":6},{"b":7,"d":8}]}],"e":[]}`,
	`{"a":[{"b":"山田","c":"\\\"\n"},{"b":"田","c":"\"},{"},{"b":"` + strings.Repeat("長", 30) + `","c":"]"}]}`,
	`{"a":[[{"b":1}],[{"b":2},{"b":3}],{"b":4},5,"{",{"b":6}]}`,
	`[{"b":1,"c":{"d":2,"e":3}},{"b":2,"c":{"d":[ 1 ],"e":null}},{"b":3,"c":{"d":"` + strings.Repeat("x", 300) + `","e":"\ud800"}}]`,
	`{"a":[{"b":[[1],[2]]},{"b":[[3],[4]]},{"b":[{"c":5}]},{"b":[]},{"b":[ 6 ]}]}`,
}

// FuzzShapes holds a document that is read with known shapes against the plain walk: the same members, the same errors at
// the same places, the same records with the same values. The document is damaged first, as the seed says.
func FuzzShapes(f *testing.F) {
	for _, doc := range listDocuments {
		for seed := range uint64(4) {
			f.Add([]byte(doc), seed, seed%2 == 0)
		}
	}
	f.Add(stamps(20), uint64(0), true)
	f.Add(stamps(20), uint64(1), true)
	f.Fuzz(func(t *testing.T, doc []byte, seed uint64, innermost bool) {
		shapes := &record.Shapes{Innermost: innermost}
		index := record.NewIndex(shapes)
		rng := rand.New(rand.NewPCG(seed, 1))
		for round := range 4 { // what one learned the next one knows
			damaged := doc
			if seed > 0 && round > 1 {
				damaged = damage(rng, doc)
			}
			sameWalk(t, index, damaged)
			sameDocument(t, index, damaged)
		}
		sameStream(t, doc)
	})
}

// damage changes, doubles or takes away a few bytes.
func damage(rng *rand.Rand, doc []byte) []byte {
	doc = slices.Clone(doc)
	for range 1 + rng.IntN(3) {
		if len(doc) == 0 {
			return doc
		}
		at := rng.IntN(len(doc))
		end := min(len(doc), at+1+rng.IntN(8))
		switch rng.IntN(4) {
		case 0:
			const bytes = `{}[]",:\01e- nt` + "\n\x00\x80\xe3"
			doc[at] = bytes[rng.IntN(len(bytes))]
		case 1:
			doc = slices.Delete(doc, at, end)
		case 2:
			doc = slices.Insert(doc, at, slices.Clone(doc[at:end])...)
		case 3:
			doc = doc[:at]
		}
	}
	return doc
}

// sameWalk reads a document with the index and without.
func sameWalk(t *testing.T, index *record.Index, doc []byte) {
	t.Helper()
	want, wantErr := record.ParseObject(doc)
	got, err := index.ParseObject(doc)
	if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
		t.Fatalf("%q: error %v, plain %v", doc, err, wantErr)
	}
	if len(got) != len(want) {
		t.Fatalf("%q: %d members, plain %d", doc, len(got), len(want))
	}
	for i, m := range got {
		if !bytes.Equal(m.Name, want[i].Name) || !bytes.Equal(m.Value, want[i].Value) {
			t.Fatalf("%q: member %d is %s:%s, plain %s:%s", doc, i, m.Name, m.Value, want[i].Name, want[i].Value)
		}
		indexed := objects(index.Cursor(m), func(c *record.Cursor) record.Record { return index.Record(c.Object()) })
		plain := objects(m.Value.Cursor(), func(c *record.Cursor) record.Record {
			r, err := record.Of(c.Take())
			if err != nil {
				t.Fatal(err)
			}
			return r
		})
		sameRecords(t, indexed, plain)
	}
}

// objects returns the objects in lists, those in lists that they hold first.
func objects(c *record.Cursor, take func(*record.Cursor) record.Record) []record.Record {
	var all []record.Record
	switch c.Kind() {
	case record.KindArray:
		for c.Next() {
			if c.Kind() != record.KindObject {
				all = append(all, objects(c, take)...)
				continue
			}
			again := *c
			all = append(all, objects(&again, take)...)
			all = append(all, take(c))
		}
	case record.KindObject:
		for _, ok := c.Member(); ok; _, ok = c.Member() {
			all = append(all, objects(c, take)...)
		}
	default:
		c.Take()
	}
	return all
}

var shapePaths = [][]string{{"b"}, {"c"}, {"c", "d"}, {"c", "e"}, {"stamped_at"}, {"attributes", "ip"}, {"front"}, {"b", "c"}}

func sameRecords(t *testing.T, got, want []record.Record) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d records, plain %d", len(got), len(want))
	}
	getter := record.NewGetter("b", "stamped_at")
	for _, paths := range [][][]string{shapePaths, {{"attributes"}, {"c"}}, {{"b"}, {}}} {
		fast, slow := record.NewExtractor(paths), record.NewExtractor(paths)
		var a, b []record.Value
		for i := range got {
			front := record.Value(`{"d":9}`)
			for _, name := range []string{"", "front", "c", "b"} {
				one, other := got[i], want[i]
				if name != "" {
					one, other = one.With(name, front).With("z", front), other.With(name, front).With("z", front)
				}
				a, b = fast.Extract(one, a), slow.Extract(other, b)
				if !slices.EqualFunc(a, b, func(a, b record.Value) bool { return bytes.Equal(a, b) && (a == nil) == (b == nil) }) {
					t.Fatalf("%s with %q in front: %q, plain %q", other.Value(), name, a, b)
				}
				if !bytes.Equal(one.JSON(), other.JSON()) || one.LoneSurrogates() != other.LoneSurrogates() {
					t.Fatalf("%s is %s", other.JSON(), one.JSON())
				}
			}
			if a, b := getter.Of(got[i]), want[i].Value().Field("b", "stamped_at"); !bytes.Equal(a, b) || (a == nil) != (b == nil) {
				t.Fatalf("%s has %q, plain %q", want[i].Value(), a, b)
			}
		}
		if !slices.Equal(fast.Strays(), slow.Strays()) || !slices.EqualFunc(fast.StrayPaths(), slow.StrayPaths(), slices.Equal) {
			t.Fatalf("strays %q %q, plain %q %q", fast.Strays(), fast.StrayPaths(), slow.Strays(), slow.StrayPaths())
		}
	}
}

// sameStream reads the list a of a document as a stream and compares its records.
func sameStream(t *testing.T, doc []byte) {
	t.Helper()
	members, err := record.ParseObject(doc)
	if err != nil {
		return
	}
	reader := record.NewReader(bytes.NewReader(doc), "a")
	i := slices.IndexFunc(members, func(m record.Member) bool { return m.Name.Is("a") })
	if i < 0 || members[i].Value.Kind() != record.KindArray {
		return
	}
	fast, slow := record.NewExtractor(shapePaths), record.NewExtractor(shapePaths)
	var a, b []record.Value
	next := members[i].Value.Cursor()
	for r, err := range reader.Records() {
		if err != nil {
			return // what is no object, or a name that comes twice: other tests'
		}
		if !next.Next() {
			t.Fatalf("%q: more records than there are", doc)
		}
		plain, err := record.Of(next.Take())
		if err != nil {
			t.Fatal(err)
		}
		a, b = fast.Extract(r, a), slow.Extract(plain, b)
		if !slices.EqualFunc(a, b, func(a, b record.Value) bool { return bytes.Equal(a, b) && (a == nil) == (b == nil) }) || !bytes.Equal(r.JSON(), plain.JSON()) {
			t.Fatalf("%s: %q, plain %q", plain.Value(), a, b)
		}
	}
	if next.Next() {
		t.Fatalf("%q: records are missing", doc)
	}
}
