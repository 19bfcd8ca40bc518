package render_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

// FuzzCSVOfADocument holds lines whose cells are copied out of an answer against those of the same records without a known place:
// a value stands in the middle and at the end of the answer, in front of a record and in a second place.
func FuzzCSVOfADocument(f *testing.F) {
	for _, value := range []string{
		`1`, `-1.50e+02`, `true`, `false`, `null`, `""`, `"山田"`, `"a,b"`, `"a;b"`, `" a"`, `"a "`, `"　"`, `" "`, `"\""`, `"\\"`, `"a\nb"`, `"a\/b"`,
		`"\ud842\udfb7"`, `"\ud800"`, `[]`, `[1,"a,b"]`, `{}`, `{"x":[1]}`, `{"w":"inner"}`, `90071992547409931234567890123456789012345678901234567890`,
	} {
		f.Add(value)
	}
	for _, n := range []int{30, 31, 32, 33, 100, 300, 70_000} {
		f.Add(`"` + strings.Repeat("x", n) + `"`)
		f.Add(`"` + strings.Repeat("x", n-1) + `,"`)
	}
	cols := []render.Column{
		{Name: "staff"},
		{Name: "id"},
		{Name: "v", Alt: [][]string{{"second"}}},
		{Name: "w", Path: []string{"in", "w"}},
		{Name: "none"},
		{Name: "last", Join: "/"},
	}
	f.Fuzz(func(t *testing.T, text string) {
		value, err := record.ParseValue([]byte(text))
		if err != nil {
			return // no value of JSON
		}
		var records []string
		for i, form := range []string{
			`{"id":%d,"v":1,"in":{"w":2},"last":3}`, `{"id":%d,"v":%s,"in":{"w":1},"last":2}`, `{"id":%d,"v":1,"in":{"w":%s},"last":2}`,
			`{"id":%d,"second":%s,"in":{"w":1},"last":2}`, `{"id":%d,"second":%s,"in":{"w":1},"last":3}`, `{"id":%d,"v":1,"in":{"w":2},"last":%s}`,
		} {
			form = strings.Replace(form, "%d", fmt.Sprint(i), 1)
			records = append(records, strings.Replace(form, "%s", text, 1))
		}
		index := record.NewIndex(&record.Shapes{})
		for range 2 { // what is learned in the first round is known in the second
			doc := []byte(`[` + strings.Join(records, ",") + `]`)
			document, err := index.Parse(doc)
			if err != nil {
				t.Fatal(err)
			}
			front := record.NewFront("staff", value)
			var placed, plain []record.Record
			records, _ := document.Records()
			for _, r := range records {
				placed = append(placed, r.Behind(front))
				walked, err := record.Of(slices.Clone(r.Value()))
				if err != nil {
					t.Fatal(err)
				}
				plain = append(plain, walked.Behind(front))
			}
			got, err := write(t, render.Options{Format: render.CSV}, cols, sequence(placed, nil))
			if err != nil {
				t.Fatal(err)
			}
			want, err := write(t, render.Options{Format: render.CSV}, cols, sequence(plain, nil))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, got, want)
		}
	})
}
