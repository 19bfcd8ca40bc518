package record_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

func of(t *testing.T, doc string) record.Record {
	t.Helper()
	rec, err := record.Of(parse(t, doc))
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func TestOfTakesObjectsOnly(t *testing.T) {
	for _, doc := range []string{`[]`, `"{}"`, `1`, `null`} {
		if _, err := record.Of(parse(t, doc)); err == nil {
			t.Errorf("%s became a record", doc)
		}
	}
	if _, err := record.Of(nil); err == nil || !strings.Contains(err.Error(), "not nothing") {
		t.Errorf("error %v", err)
	}
}

func TestJSONKeepsValuesAsSent(t *testing.T) {
	const doc = ` { "z" : 9007199254740993 , "a" : [ 1.0 , 1e2 ] , "\u0061" : "\u3042 \/ " , "a" : { } } `
	const want = `{"z":9007199254740993,"a":[1.0,1e2],"\u0061":"\u3042 \/ ","a":{}}`
	if got := string(of(t, doc).JSON()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for rec, err := range record.NewReader(strings.NewReader("[" + doc + "]")).Records() {
		if err != nil {
			t.Fatal(err)
		}
		if got := string(rec.AppendJSON([]byte("> "))); got != "> "+want {
			t.Errorf("from a reader %s, want %s", got, want)
		}
	}
	if got := string(record.Record{}.JSON()); got != "{}" {
		t.Errorf("the zero record is %s", got)
	}
}

func TestWithPutsContextInFront(t *testing.T) {
	staff := record.Int(12)
	for _, c := range []struct {
		name string
		rec  record.Record
		want string
	}{
		{"one", of(t, `{"type":11}`).With("staff_id", staff), `{"staff_id":12,"type":11}`},
		{"in the order given", of(t, `{"type":11}`).With("b", staff).With("a", staff).With("c", staff), `{"b":12,"a":12,"c":12,"type":11}`},
		{"own wins", of(t, `{"type":11, "staff_id":7}`).With("staff_id", staff), `{"type":11,"staff_id":7}`},
		{"own null wins", of(t, `{"staff_id":null}`).With("staff_id", staff).With("b", staff), `{"b":12,"staff_id":null}`},
		{"own wins however it is escaped", of(t, `{"staff\u005fid":7}`).With("staff_id", staff), `{"staff\u005fid":7}`},
		{"a deeper one is another", of(t, `{"a":{"staff_id":7}}`).With("staff_id", staff), `{"staff_id":12,"a":{"staff_id":7}}`},
		{"the second replaces the first", of(t, `{"t":1}`).With("a", staff).With("a", record.Int(3)), `{"a":3,"t":1}`},
		{"also behind the first", of(t, `{"t":1}`).With("a", staff).With("b", staff).With("b", record.Int(3)), `{"a":12,"b":3,"t":1}`},
		{"absent", of(t, `{"t":1}`).With("a", nil), `{"t":1}`},
		{"empty record", of(t, ` { } `).With("a", staff), `{"a":12}`},
		{"zero record", record.Record{}.With("a", staff).With("b", staff), `{"a":12,"b":12}`},
		{"escaped and compact", of(t, `{ }`).With("a\"b", record.Value(`[ 1 ]`)), `{"a\"b":[1]}`},
	} {
		if got := string(c.rec.JSON()); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if _, err := record.ParseValue(c.rec.Value()); err != nil {
			t.Errorf("%s: Value is not valid: %v", c.name, err)
		}
	}
}

func TestWithLeavesOtherCopiesAlone(t *testing.T) {
	base := of(t, `{"t":1}`).With("a", record.Int(1)).With("b", record.Int(2))
	one, two := base.With("c", record.Int(3)), base.With("c", record.Int(4))
	base.With("b", record.Int(9))
	if got := string(one.JSON()) + string(two.JSON()) + string(base.JSON()); got != `{"a":1,"b":2,"c":3,"t":1}{"a":1,"b":2,"c":4,"t":1}{"a":1,"b":2,"t":1}` {
		t.Error(got)
	}
}

func TestRecordLookup(t *testing.T) {
	rec := of(t, `{"a":{"b":1},"own":2}`).With("staff", record.Value(`{"id":3}`)).With("own", record.Int(9)).With("x", record.Int(4))
	for path, want := range map[string]string{"a.b": "1", "own": "2", "staff.id": "3", "x": "4", "staff": `{"id":3}`, "a.x": "", "y": ""} {
		if got := rec.Lookup(strings.Split(path, ".")...); string(got) != want {
			t.Errorf("%s = %s, want %s", path, got, want)
		}
	}
	if got := string(rec.Lookup()); got != `{"staff":{"id":3},"x":4,"a":{"b":1},"own":2}` {
		t.Errorf("Lookup of nothing = %s", got)
	}
}

func TestCloneOutlivesTheStep(t *testing.T) {
	var kept []record.Record
	src := readerFunc(strings.NewReader(`[` + strings.Repeat(`{"a":1,"b":"x"},`, 30000) + `{"a":2,"b":"y"}]`).Read)
	for rec, err := range record.NewReader(src).Records() {
		if err != nil {
			t.Fatal(err)
		}
		v := rec.Lookup("b")
		kept = append(kept, rec.With("c", v).With("d", v).Clone())
	}
	for i, rec := range kept[:len(kept)-1] {
		if got := string(rec.JSON()); got != `{"c":"x","d":"x","a":1,"b":"x"}` {
			t.Fatalf("record %d became %s", i, got)
		}
	}
}
