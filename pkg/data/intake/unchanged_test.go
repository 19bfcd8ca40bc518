package intake_test

import (
	"slices"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func roundTripRules() []intake.Rule {
	const own = "the service fills it in itself"
	return []intake.Rule{
		{Name: "id", Aliases: []string{"レコード番号"}, Required: true, Integer: true},
		{Name: "name", Aliases: []string{"が氏名"}, Required: true},
		{Name: "updated_at", Aliases: []string{"更新日時"}, ReadOnly: own},
		{Name: "group", Aliases: []string{"グループ"}, ReadOnly: own, Stored: "group.name"},
		{Name: "note", ReadOnly: own},
	}
}

var stored = map[string]string{
	"1": `{"id":1,"name":"a","updated_at":"2025/03/01","group":{"name":"本社"},"note":"two\r\nlines"}`,
	"2": `{"id":2,"name":"b","updated_at":"2025/03/02","group":null,"note":null}`,
	"3": `{"id":3,"name":"c","updated_at":"2025/03/03","group":{"name":"支店"},"note":""}`,
}

func look(t *testing.T, asked *[]string) func(intake.Row) record.Value {
	return func(r intake.Row) record.Value {
		id := r.Text("id")
		*asked = append(*asked, id)
		v, err := record.ParseValue([]byte(stored[id]))
		if err != nil && stored[id] != "" {
			t.Fatal(err)
		}
		return v
	}
}

// A number that a spreadsheet shows with zeros in front is the number that was sent; a text with other zeros is another text.
func TestZerosInFrontOfANumberChangeNothing(t *testing.T) {
	rules := []intake.Rule{{Name: "id", Integer: true}, {Name: "grade", ReadOnly: "only the vendor sets it"}}
	for sent, same := range map[string]bool{`7`: true, `0`: false, `"007"`: true, `"7"`: false, `70`: false} {
		rs := rows(t, "a.csv", "id,grade\n1,007\n")
		err := intake.Unchanged(rs, rules, func(intake.Row) record.Value { return record.Value(`{"id":1,"grade":` + sent + `}`) })
		if (err == nil) != same {
			t.Errorf("%s: %v", sent, err)
		}
	}
	rs := rows(t, "a.csv", "id,grade\n1,000\n")
	if err := intake.Unchanged(rs, rules, func(intake.Row) record.Value { return record.Value(`{"grade":0}`) }); err != nil {
		t.Error(err)
	}
}

// A file that was exported goes back in: under labels or names, composed or not, with LF where the vendor wrote CRLF.
func TestReadOnlyColumnsPassUnchanged(t *testing.T) {
	for name, text := range map[string]string{
		"labels":            "レコード番号,が氏名,更新日時,グループ,note\n1,x,2025/03/01,本社,\"two\r\nlines\"\n2,y,2025/03/02,,\n",
		"names":             "id,name,updated_at,group,note\n1,x,2025/03/01,本社,\"two\nlines\"\n2,y,,,\n",
		"decomposed labels": "レコード番号,か\u3099氏名,更新日時,ク\u3099ルーフ\u309a,note\n1,x,2025/03/01,本社,\n",
	} {
		rs, rules := rows(t, "a.csv", text), roundTripRules()
		if err := intake.Check(rs, rules, nil); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, fault.HintOf(err).String())
		}
		var asked []string
		if err := intake.Unchanged(rs, rules, look(t, &asked)); err != nil {
			t.Errorf("%s: %v\n%s", name, err, fault.HintOf(err).String())
		}
		if got := string(rs[0].Object(rules)); got != `{"id":1,"name":"x"}` {
			t.Errorf("%s: sends %s", name, got)
		}
	}
}

func TestReadOnlyColumnsAreRefusedOnceWhenChanged(t *testing.T) {
	rules := roundTripRules()
	rs := rows(t, "a.csv", "id,name,更新日時,group,note\n1,x,2025/03/09,本店,\n2,y,2025/03/02,本社,new\n3,z,2025/04/03,支店,\n")
	if err := intake.Check(rs, rules, nil); err != nil {
		t.Fatal(err, fault.HintOf(err).String())
	}
	if got := intake.ReadOnlyGiven(rs, rules); !slices.Equal(got, []string{"updated_at", "group", "note"}) {
		t.Errorf("given: %q", got)
	}
	var asked []string
	err := intake.Unchanged(rs, rules, look(t, &asked))
	want := `column "更新日時", 2 rows, first in line 2: changed from "2025/03/01" to "2025/03/09": the service fills it in itself
column "group", 2 rows, first in line 2: changed from "本社" to "本店": the service fills it in itself
line 3, column "note": changed from "" to "new": the service fills it in itself`
	if fault.KindOf(err) != fault.Usage || err.Error() != "a.csv: 5 problems; nothing was sent" || fault.HintOf(err).String() != want {
		t.Errorf("%v\n%s\nwant\n%s", err, fault.HintOf(err).String(), want)
	}
	if !slices.Equal(asked, []string{"1", "2", "3"}) {
		t.Errorf("asked for %q", asked)
	}
}

func TestReadOnlyColumnsOfANewRow(t *testing.T) {
	rules := roundTripRules()
	rs := rows(t, "a.csv", "id,name,note\n8,x,\n9,y,hello\n")
	var asked []string
	err := intake.Unchanged(rs, rules, look(t, &asked))
	if want := `line 3, column "note": "hello" can't be set: the service fills it in itself`; fault.HintOf(err).String() != want {
		t.Errorf("%v\n%s", err, fault.HintOf(err).String())
	}
	if !slices.Equal(asked, []string{"9"}) {
		t.Errorf("asked for %q, though only one row has a value to hold against what is there", asked)
	}
}

// In JSON an empty text is a value; null and an empty cell say nothing.
func TestReadOnlyColumnsThatAreEmptied(t *testing.T) {
	rules := roundTripRules()
	var asked []string
	rs := rows(t, "a.json", `[{"id":1,"name":"x","note":"","group":null},{"id":3,"name":"y","note":""}]`)
	err := intake.Unchanged(rs, rules, look(t, &asked))
	if want := `row 1, column "note": changed from "two\r\nlines" to "": the service fills it in itself`; fault.HintOf(err).String() != want {
		t.Errorf("%v\n%s", err, fault.HintOf(err).String())
	}
}

func TestSameText(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"a\r\nb", "a\nb", true}, {"a\rb\r\n", "a\nb\n", true}, {"a\n\rb", "a\n\nb", true}, {"a\nb", "a b", false}, {"a\r\n", "a", false},
	} {
		if got := intake.SameText(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}
