package render_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

// Records that repeat their shape have the columns and cells of those that are read one by one: members that are null at first,
// objects that are null or empty at times, lists, names of data, fields in front.
func TestColumnsFoundInRecordsOfKnownShape(t *testing.T) {
	values := []string{`null`, `1`, `"x"`, `"a,b"`, `[1,2]`, `{}`, `{"y":null}`, `{"y":2,"z":{"w":[]}}`, `"\ud800"`, `{"z":null}`}
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 7))
		var records []string
		for n := range 60 {
			if n%5 > 0 && rng.IntN(4) > 0 {
				records = append(records, records[len(records)-1]) // mostly as before
				continue
			}
			var members []string
			for k := range 4 {
				if rng.IntN(6) > 0 {
					members = append(members, fmt.Sprintf(`"m%d":%s`, k, values[rng.IntN(len(values))]))
				}
			}
			records = append(records, "{"+strings.Join(members, ",")+"}")
		}
		doc := `{"list":[` + strings.Join(records, ",") + `]}`
		for _, format := range []render.Format{render.CSV, render.TSV, render.Table, render.HTML} {
			write := func(change func(record.Record) record.Record) string {
				var out bytes.Buffer
				w, err := render.NewWriter(&out, render.Options{Format: format, Header: true}, nil)
				if err != nil {
					t.Fatal(err)
				}
				n := 0
				err = w.Write(t.Context(), func(yield func(record.Record, error) bool) {
					for r, err := range record.NewReader(strings.NewReader(doc), "list").Records() {
						r = change(r)
						switch n++; {
						case n%7 == 3:
							r = r.With("front", record.Int(int64(n)))
						case n%11 == 5:
							r = r.With("m1", record.Null()).With("other", record.Value(`{"deep":1}`))
						}
						if !yield(r, err) {
							return
						}
					}
				})
				return fmt.Sprintf("%s%v%v", out.String(), err, w.Halves())
			}
			got, want := write(func(r record.Record) record.Record { return r }), write(record.Record.Clone)
			if got != want {
				t.Fatalf("seed %d, %s: %s\ngot\n%s\nwant\n%s", seed, format, doc, got, want)
			}
		}
	}
}
