package intake_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
)

// Values that lie side by side stay what the file says, though one is appended to, returns, or is longer than a piece of memory.
func TestCellsAreKeptApart(t *testing.T) {
	long := strings.Repeat("あ\"", 50000)
	var text strings.Builder
	text.WriteString("a,b,c\n")
	for range 5000 {
		text.WriteString("男,\"x\n\",'=1\n\"" + strings.Repeat(`\`, 20) + "\",,男\n")
	}
	text.WriteString(`"` + strings.ReplaceAll(long, `"`, `""`) + "\",男,z\n")

	rows, err := intake.Read(strings.NewReader(text.String()), intake.Options{Name: "a.csv"})
	if err != nil || len(rows) != 10001 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows {
		_ = append(row.Value("a"), `"overwritten"`...)
	}
	want := [][3]string{{"男", "x\n", "=1"}, {strings.Repeat(`\`, 20), "", "男"}}
	for i, row := range rows {
		w := want[i%2]
		if i == 10000 {
			w = [3]string{long, "男", "z"}
		}
		if got := [3]string{row.Text("a"), row.Text("b"), row.Text("c")}; got != w {
			t.Fatalf("row %d: %.60q, want %.60q", i+1, got, w)
		}
	}
}
