package record_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

// However much room dst has, a line has all of its cells: a long one may leave none for the many empty ones behind it.
func TestCellsInAnyRoom(t *testing.T) {
	const empty = 200
	paths := [][]string{{"long"}}
	for i := range empty {
		paths = append(paths, []string{fmt.Sprint("none", i)})
	}
	paths = append(paths, []string{"last"})
	long := strings.Repeat("長い", 4000)
	doc := []byte(`[{"long":1,"last":2},{"long":"` + long + `","last":"end"}]`)
	index := record.NewIndex(&record.Shapes{})
	if _, err := index.Parse(doc); err != nil { // it learns the shape
		t.Fatal(err)
	}
	document, err := index.Parse(doc)
	if err != nil {
		t.Fatal(err)
	}
	records, _ := document.Records()
	e := record.NewExtractor(paths)
	for _, r := range records { // the first of its shape is planned, the second walked through
		e.Extract(r, nil)
	}
	want := "line\n" + long + strings.Repeat(",", empty+1) + "end"
	for room := 0; room < len(want)+100*len(paths); room += 7 {
		dst := append(make([]byte, 0, room+len("line\n")), "line\n"...)
		got, ok := e.AppendCells(dst, &records[1], len(paths), nil, ',')
		if !ok || string(got) != want {
			t.Fatalf("room for %d bytes: %v, %d bytes", room, ok, len(got))
		}
	}
}
