package record_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

// An answer of many MiB is held once; where its records lie is found by walking.
func TestIndexOfALongDocumentTakesNoMemory(t *testing.T) {
	answer := func(records int) []byte {
		var b strings.Builder
		b.WriteString(`{"response":[`)
		for i := range records {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `{"staffId":%d,"firstName":"太郎","n":1}`, i)
		}
		b.WriteString(`]}`)
		return []byte(b.String())
	}
	x := record.NewIndex(&record.Shapes{})
	ids := func(doc []byte) int {
		members, err := x.ParseObject(doc)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for c := x.Cursor(members[0]); c.Next(); n++ {
			r := x.Record(c.Object())
			if id, ok := r.Lookup("staffId").Int(); !ok || id != int64(n) {
				t.Fatalf("record %d has the id %d", n, id)
			}
		}
		return n
	}
	ids(answer(10)) // the shape is known from here on
	long := answer(250_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := x.ParseObject(long); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; len(long) < 8<<20 || took > 1<<20 {
		t.Errorf("%d bytes took %d more", len(long), took)
	}
	if n := ids(long); n != 250_000 {
		t.Errorf("%d records", n)
	}
}
