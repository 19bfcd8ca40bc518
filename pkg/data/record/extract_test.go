package record_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

func paths(names ...string) [][]string {
	var all [][]string
	for _, name := range names {
		all = append(all, strings.Split(name, "."))
	}
	return all
}

func texts(values []record.Value) []string {
	var all []string
	for _, v := range values {
		if v == nil {
			all = append(all, "-")
			continue
		}
		all = append(all, string(v))
	}
	return all
}

func TestExtract(t *testing.T) {
	e := record.NewExtractor(paths("staff_id", "type", "attributes", "attributes.ip", "attributes.geo.lat", "type"))
	var cells []record.Value
	// One extractor for all: what it remembers of a record must not show in the next.
	for round := range 3 {
		for _, c := range []struct{ doc, want string }{
			{`{"type":11,"attributes":{"ip":"::1","geo":{"lat":35.1}}}`, `12 11 {"ip":"::1","geo":{"lat":35.1}} "::1" 35.1 11`},
			{`{"attributes":{"geo":{"lat":35.1},"ip":"::1"},"type":11}`, `12 11 {"geo":{"lat":35.1},"ip":"::1"} "::1" 35.1 11`},
			{`{}`, `12 - - - - -`},
			{`{"type":null,"attributes":null}`, `12 null null - - null`},
			{`{"attributes":[{"ip":1}],"ip":2,"geo":{"lat":3}}`, `12 - [{"ip":1}] - - -`},
			{`{"typ":1,"type2":2,"Type":3,"attributes":{"i":1,"ipp":2}}`, `12 - {"i":1,"ipp":2} - - -`},
			{`{"typ\u0065":11,"\u0061ttributes":{"\u0069p":1}}`, `12 11 {"\u0069p":1} 1 - 11`},
			{`{"x":{"type":1,"attributes":{"ip":2}},"y":[{"type":3}],"z":"\",\"type\":4","type":5}`, `12 5 - - - 5`},
			{`{"type":1,"type":2}`, `12 2 - - - 2`},
			{`{"attributes":{"ip":1,"geo":{"lat":2}},"attributes":{"x":3}}`, `12 - {"x":3} - - -`},
			{`{"attributes":{"ip":1,"geo":{"lat":2},"geo":null}}`, `12 - {"ip":1,"geo":{"lat":2},"geo":null} 1 - -`},
			{`{"attributes":{"ip":1},"attributes":7}`, `12 - 7 - - -`},
			{`{"staff_id":7,"type":1}`, `7 1 - - - 1`},
			{`{"staff_id":null}`, `null - - - - -`},
			{" {\n\"type\" : 11 ,\t\"attributes\" :{\"ip\":\"a\"} , \"x\" : [ ] } ", `12 11 {"ip":"a"} "a" - 11`},
		} {
			cells = e.Extract(of(t, c.doc).With("staff_id", record.Int(12)), cells)
			if got, want := texts(cells), strings.Split(c.want, " "); !slices.Equal(got, want) {
				t.Errorf("round %d: %s: %q, want %q", round, c.doc, got, want)
			}
		}
	}
}

func TestExtractFromContext(t *testing.T) {
	e := record.NewExtractor(paths("staff.id", "staff", "group", "unknown"))
	rec := of(t, `{"group":1}`).With("staff", record.Value(`{"id":3}`)).With("group", record.Int(2)).With("other", record.Int(4))
	if got, want := texts(e.Extract(rec, nil)), []string{"3", `{"id":3}`, "1", "-"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := texts(e.Extract(record.Record{}.With("group", record.Int(2)), nil)), []string{"-", "-", "2", "-"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestExtractWholeRecord(t *testing.T) {
	e := record.NewExtractor([][]string{{"a"}, {}})
	got := texts(e.Extract(of(t, `{"a":1}`).With("b", record.Int(2)), nil))
	if want := []string{"1", `{"b":2,"a":1}`}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := record.NewExtractor(nil).Extract(of(t, `{"a":1}`), nil); len(got) != 0 {
		t.Errorf("no columns gave %q", got)
	}
}

func TestExtractNeedsNoMemory(t *testing.T) {
	rec := of(t, string(stamp(1)))
	other := of(t, `{"type":12,"stamped_at":"2025/03/01 09:00:00","attributes":{"ip":"::1","method":1}}`)
	staff := record.NewFront("staff_id", record.Int(12))
	e := record.NewExtractor(stampPaths)
	cells := e.Extract(rec, e.Extract(other, nil))
	if n := testing.AllocsPerRun(100, func() {
		cells = e.Extract(rec.Behind(staff), cells)
		cells = e.Extract(other.Behind(staff), cells)
	}); n != 0 {
		t.Errorf("%v allocations a record", n)
	}
}

// Member names that are data and never come again must neither fill the memory nor cost a value:
// also not one whose name is first met when there is no room to remember it.
func TestExtractBeyondWhatIsRemembered(t *testing.T) {
	e := record.NewExtractor(paths("first", "last", "late"))
	var cells []record.Value
	for round := range 40 {
		var b strings.Builder
		fmt.Fprintf(&b, `{"first":%d`, round)
		for i := range 500 {
			fmt.Fprintf(&b, `,"%d-%d":0`, round, i)
		}
		want := []string{fmt.Sprint(round), `"l"`, "-"}
		if round >= 30 {
			b.WriteString(`,"late":1,"other":2`)
			want[2] = "1"
		}
		b.WriteString(`,"last":"l"}`)
		cells = e.Extract(of(t, b.String()), cells)
		if got := texts(cells); !slices.Equal(got, want) {
			t.Fatalf("round %d: %q, want %q", round, got, want)
		}
	}
	var fresh []record.Record
	for n := range 2 { // AllocsPerRun calls once more than it counts
		var b strings.Builder
		for i := range 500 {
			fmt.Fprintf(&b, `"never %d-%d":0,`, n, i)
		}
		fresh = append(fresh, of(t, `{`+b.String()+`"last":1}`))
	}
	if n := testing.AllocsPerRun(1, func() {
		cells = e.Extract(fresh[0], cells)
		fresh = fresh[1:]
	}); n != 0 {
		t.Errorf("%v allocations for names that should not be remembered any more", n)
	}
}

// Strays of any depth, but not inside of what is wanted whole; a list is no object that might have had the members.
func TestStrayPaths(t *testing.T) {
	e := record.NewExtractor([][]string{{"a"}, {"b", "x"}, {"b", "z", "w"}, {"n", "x"}, {"list", "x"}, {"text", "x"}})
	for _, doc := range []string{
		`{"a":{"whole":1},"b":{"x":{"whole":2},"y":3,"z":{"v":1,"w":2}},"n":null,"list":[{"x":1}],"text":{"x":1}}`,
		`{"b":{"y":4},"c":{"d":1},"text":"x"}`,
	} {
		e.Extract(of(t, doc), nil)
	}
	var got []string
	for _, path := range e.StrayPaths() {
		got = append(got, strings.Join(path, "."))
	}
	if want := "b.y b.z.v c text"; strings.Join(got, " ") != want {
		t.Errorf("strays %q, want %s", got, want)
	}
	if paths := record.NewExtractor([][]string{{}}).StrayPaths(); paths != nil {
		t.Errorf("a column for the whole record, and yet %v", paths)
	}
}

// What no path wanted is remembered once, by its name, whether or not the record put it first.
func TestStrays(t *testing.T) {
	e := record.NewExtractor([][]string{{"a"}, {"b", "x"}})
	for _, doc := range []string{`{"a":1,"b":{"x":2,"y":3}}`, `{"\u0061":1,"c":{"a":1}}`, `{"d":1,"c":2,"a":3,"d":4}`} {
		v, err := record.ParseValue([]byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		r, err := record.Of(v)
		if err != nil {
			t.Fatal(err)
		}
		e.Extract(r, nil)
	}
	if got := strings.Join(e.Strays(), " "); got != "c d" {
		t.Errorf("strays %q", got)
	}
}
