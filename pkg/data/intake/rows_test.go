package intake_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// members returns a table of so many rows, more than are held in memory from 20,000 on.
func members(n int) string {
	var text strings.Builder
	text.WriteString("code,氏名,note\n")
	for i := range n {
		fmt.Fprintf(&text, "A%06d,髙橋 \"恵\" %d,\"%s\"\n", i, i, strings.Repeat("x\n", i%40))
	}
	return strings.ReplaceAll(text.String(), `"恵"`, "恵")
}

func readRows(t *testing.T, text string, o intake.Options) *intake.Rows {
	t.Helper()
	rows, err := intake.ReadRows(strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rows.Close)
	return rows
}

func TestRowsAreReadAsOftenAsWanted(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65, 1000, 30_000} {
		t.Setenv("TMPDIR", t.TempDir())
		rows := readRows(t, members(n), intake.Options{Name: "members.csv"})
		if rows.Len() != n || !slices.Equal(rows.Columns(), []string{"code", "氏名", "note"}) && n > 0 {
			t.Fatalf("%d rows, want %d, of %q", rows.Len(), n, rows.Columns())
		}
		right := func(i int, row intake.Row) bool {
			return row.Number == i+1 && row.Text("code") == fmt.Sprintf("A%06d", i) && row.Text("氏名") == fmt.Sprintf("髙橋 恵 %d", i) && row.Text("note") == strings.Repeat("x\n", i%40)
		}
		for range 2 {
			i := 0
			for row, err := range rows.All() {
				if err != nil || !right(i, row) {
					t.Fatalf("row %d: %v, %v", i, row, err)
				}
				i++
			}
			if i != n {
				t.Fatalf("%d rows of %d", i, n)
			}
		}
		for i := n - 1; i >= 0; i -= 17 { // backwards, and each twice
			for range 2 {
				if row, err := rows.At(i); err != nil || !right(i, row) {
					t.Fatalf("row %d: %v, %v", i, row, err)
				}
			}
		}
		rows.Close()
		if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

// Where no temporary file can be made rows are held.
func TestRowsWithoutATemporaryFile(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "nowhere"))
	rows := readRows(t, members(30_000), intake.Options{Name: "members.csv"})
	if row, err := rows.At(29_999); err != nil || row.Text("code") != "A029999" {
		t.Errorf("%v, %v", row, err)
	}
}

func TestOnlySomeRows(t *testing.T) {
	rows := readRows(t, "[{\"code\":\"a\"},\n{\"code\":\"b\",\"x\":null},\n{\"code\":\"c\",\"y\":[1]}]", intake.Options{Name: "a.json"})
	left, err := rows.Only(func(r intake.Row) bool { return r.Text("code") != "b" })
	if err != nil {
		t.Fatal(err)
	}
	defer left.Close()
	row, err := left.At(1)
	if err != nil || left.Len() != 2 || left.HasColumn("x") || !left.HasColumn("y") || row.Number != 3 || row.Place().String() != "line 3" || string(row.Value("y")) != "[1]" {
		t.Errorf("%d rows, %v, %v", left.Len(), row, err)
	}
}

// A row that is kept keeps its values.
func TestACloneStays(t *testing.T) {
	rows := readRows(t, "a,b\n1,x\n2,y\n", intake.Options{Name: "a.csv"})
	var kept []intake.Row
	for row, err := range rows.All() {
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, row.Clone())
	}
	if show(kept) != show(mustRead(t, "a,b\n1,x\n2,y\n", "a.csv")) {
		t.Errorf("kept %s", show(kept))
	}
}

func mustRead(t *testing.T, text, name string) []intake.Row {
	t.Helper()
	rows, err := intake.Read(strings.NewReader(text), intake.Options{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Values of any length and kind come back as they are.
func TestValuesStayWhatTheFileSays(t *testing.T) {
	long := strings.Repeat("あ\"", 50000)
	text := "a,b,c\n" + strings.Repeat("男,\"x\n\",'=1\n\""+strings.Repeat(`\`, 20)+"\",,男\n", 5000) + `"` + strings.ReplaceAll(long, `"`, `""`) + "\",男,z\n"
	rows := mustRead(t, text, "a.csv")
	if len(rows) != 10001 {
		t.Fatalf("%d rows", len(rows))
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

// A key that is there twice is found however far apart the rows are, and of many problems as many are told as of few.
func TestProblemsOfManyRows(t *testing.T) {
	const n = 30_000
	rows := readRows(t, members(n)+"A000007,誰か,\n", intake.Options{Name: "members.csv"})
	rules := []intake.Rule{{Name: "code", Unique: true}, {Name: "name", Aliases: []string{"氏名"}}, {Name: "note"}}
	err := rows.Check(rules, nil)
	line := strings.Count(members(n), "\n") + 1
	want := fmt.Sprintf("line %d, column \"code\": \"A000007\" is already in line %d", line, strings.Count(members(7), "\n")+1)
	if hint := fault.HintOf(err).String(); err == nil || hint != want {
		t.Errorf("%v: %s, want %s", err, hint, want)
	}
	if row, err := rows.At(5); err != nil || row.Text("name") != "髙橋 恵 5" || rows.HasColumn("氏名") {
		t.Errorf("%v, %v", row, err)
	}
	err = rows.Check(rules, func(r intake.Row) []intake.Problem {
		if r.Number%2 == 0 {
			return []intake.Problem{{Column: "note", Message: say.T("%d is even", r.Number)}, {Column: "code", Message: say.T("never")}}
		}
		return nil
	})
	told := strings.Split(fault.HintOf(err).String(), "\n")
	if len(told) != 21 || told[0] != `line 3, column "note": 2 is even` || !strings.HasPrefix(told[1], `column "code", 15000 rows, first in line 3: never`) ||
		told[19] != fmt.Sprintf(`line %d, column "note": 38 is even`, strings.Count(members(37), "\n")+1) || told[20] != "and 14982 more" {
		t.Errorf("%v:\n%s", err, strings.Join(told, "\n"))
	}
}
