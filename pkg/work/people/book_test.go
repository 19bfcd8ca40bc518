package people_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/people"
)

const header = "person,name,akashi,kaonavi,nipoplus,flexcrm,logimeter,match,note\n"

func readMap(t *testing.T, rows string) *people.Map {
	t.Helper()
	return readMapOf(t, header+rows)
}

func readMapOf(t *testing.T, text string) *people.Map {
	t.Helper()
	m, err := people.ReadMap(strings.NewReader(text), "people.csv")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestBookBringsServicesTogetherByTheMap(t *testing.T) {
	b := people.NewBook(readMap(t, "100,髙橋 恵,000100,A100,nP7,,,,\n"))
	b.Add(people.Roster{Service: "akashi", People: []people.Person{{ID: "1007", Number: "000100", Name: "高橋 恵"}}})
	b.Add(people.Roster{Service: "nipoplus", People: []people.Person{{ID: "nP7", Name: "髙橋"}}})
	b.Add(people.Roster{
		Service: "kaonavi",
		People:  []people.Person{{Number: "A100", Name: "髙橋 恵", Departments: []string{"物流部/第一倉庫"}}, {Number: "A001", Name: "佐藤 一"}},
		Units:   []people.Unit{{Path: "物流部", Leader: "A001"}, {Path: "物流部/第一倉庫", Leader: "A100"}},
	})
	want := people.Who{Person: "100", Number: "000100", Name: "髙橋 恵", Department: "物流部/第一倉庫", Leader: "A001"}
	if got, ok := b.ByID("akashi", "1007"); !ok || got != want {
		t.Errorf("by AKASHI's id: %+v, %v", got, ok)
	}
	want.Number = ""
	if got, ok := b.ByID("nipoplus", "nP7"); !ok || got != want {
		t.Errorf("by NipoPlus's id: %+v, %v", got, ok)
	}
}

func TestBookWithoutAMapTakesEqualNumbersForOnePerson(t *testing.T) {
	b := people.NewBook(nil)
	b.Add(people.Roster{Service: "akashi", People: []people.Person{{ID: "1", Number: "0123", Name: "森 碧"}, {ID: "2", Name: "番号 無"}}})
	b.Add(people.Roster{Service: "kaonavi", People: []people.Person{{Number: "0123", Departments: []string{"総務部"}}, {Number: "123", Departments: []string{"営業部"}}}})
	if got, _ := b.ByID("akashi", "1"); got.Person != "0123" || got.Department != "総務部" {
		t.Errorf("%+v", got)
	}
	if got, _ := b.ByID("akashi", "2"); got.Person != "2" || got.Name != "番号 無" {
		t.Errorf("%+v", got)
	}
	if got, known := b.ByID("akashi", "3"); known || got.Person != "3" {
		t.Errorf("somebody unknown is %+v, %v", got, known)
	}
}

func TestAMapThatGivesOneAccountToTwoPersonsIsRefused(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"account twice":  {header + "1,,000001,,,,,,\n2,,000001,,,,,,\n", `line 3: akashi "000001" belongs to "1" in line 2 already`},
		"person twice":   {header + "1,,,,,,,,\n1,,,,,,,,\n", `line 3: the person "1" is in line 2 already`},
		"person empty":   {header + ",佐藤,1,,,,,,\n", "line 2: person is empty"},
		"column missing": {"person,name\n1,佐藤\n", `the column "akashi" is missing`},
	} {
		_, err := people.ReadMap(strings.NewReader(test.text), "people.csv")
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error()+fault.HintOf(err).String(), test.want) {
			t.Errorf("%s: %v; %s", name, err, fault.HintOf(err))
		}
	}
}

func TestALeadingZeroMakesAnotherAccount(t *testing.T) {
	m := readMap(t, "1,,123,,,,,,\n2,,000123,,,,,,\n")
	if e, ok := m.Find("akashi", "000123"); !ok || e.Person != "2" {
		t.Errorf("%+v", e)
	}
}
