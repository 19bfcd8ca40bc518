package intake_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func answeredRules() []intake.Rule {
	return []intake.Rule{
		{Name: "id", Integer: true},
		{Name: "category", Aliases: []string{"区分"}, Integer: true, Answered: func(v record.Value) bool { _, whole := v.Int(); return !whole }},
		{Name: "members", Answered: func(v record.Value) bool { return strings.Contains(v.Text(), "entry") }},
	}
}

func answeredThere(intake.Row) record.Value {
	return record.Value(`{"id":1,"category":"会議","members":[{"entry": 7, "user": 1}]}`)
}

// What has another form in answers than in requests goes back unchanged, and is not sent; what is right for a request is.
func TestValuesOfAnAnswerAreNotSent(t *testing.T) {
	for _, c := range []struct{ row, sent, hint string }{
		{`1,会議,"[{""entry"":7,""user"":1}]"`, `{"id":1}`, ""},
		{`1,2,"[{""user"":1}]"`, `{"id":1,"category":2,"members":"[{\"user\":1}]"}`, ""},
		{`1,,"[{""entry"":7,""user"":2}]"`, `{"id":1,"members":"[{\"entry\":7,\"user\":2}]"}`, ""},
		{`1,外出,`, "", `line 2, column "区分": changed from "会議" to "外出": "外出" is not a whole number`},
	} {
		all, err := intake.ReadRows(strings.NewReader("id,区分,members\n"+c.row+"\n"), intake.Options{Name: "a.csv"})
		if err != nil {
			t.Fatal(err)
		}
		defer all.Close()
		if err := all.Check(answeredRules(), nil); err != nil {
			t.Fatal(c.row, err, fault.HintOf(err))
		}
		if given, err := all.ReadOnlyGiven(answeredRules()); err != nil || (len(given) > 0) != strings.ContainsAny(c.row, "会外y") {
			t.Errorf("%s: given %q, %v", c.row, given, err)
		}
		err = all.Unchanged(answeredRules(), answeredThere)
		if got := fault.HintOf(err).String(); got != c.hint {
			t.Errorf("%s: %s", c.row, got)
		}
		if objects, err := all.Objects([]int{0}, answeredRules()); c.sent != "" && (err != nil || string(objects[0]) != c.sent) {
			t.Errorf("%s: sends %s, %v; want %s", c.row, objects, err, c.sent)
		}
	}
}

// Of what is not there yet, such a value is wrong. Where nobody looks what is there, it counts as unchanged.
func TestValuesOfAnAnswerWithNothingThere(t *testing.T) {
	rs := rows(t, "a.csv", "id,区分\n1,会議\n2,3\n")
	if err := intake.Check(rs, answeredRules(), nil); err != nil {
		t.Fatal(err)
	}
	err := intake.Unchanged(rs, answeredRules(), func(intake.Row) record.Value { return nil })
	if got, want := fault.HintOf(err).String(), `line 2, column "区分": "会議" is not a whole number`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	all := intake.RowsOf(rs...)
	defer all.Close()
	if err := all.TakeForUnchanged(answeredRules()); err != nil {
		t.Fatal(err)
	}
	objects, err := all.Objects([]int{0, 1}, answeredRules())
	if err != nil || string(objects[0]) != `{"id":1}` || string(objects[1]) != `{"id":2,"category":3}` {
		t.Errorf("sends %s, %v", objects, err)
	}
}
