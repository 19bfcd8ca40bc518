package people_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/work/people"
)

func roster(service string, persons ...people.Person) people.Roster {
	return people.Roster{Service: service, People: persons}
}

func written(m *people.Map) string {
	var lines []string
	columns := m.Header()
	for _, e := range m.Entries {
		r := e.Record(columns)
		var cells []string
		for _, c := range columns {
			cells = append(cells, r.Lookup(c).Text())
		}
		lines = append(lines, strings.Join(cells, ","))
	}
	return strings.Join(lines, "\n")
}

func TestANewMap(t *testing.T) {
	m := people.NewMap()
	found := m.Merge([]people.Roster{
		roster("kaonavi", people.Person{Number: "000001", Name: "髙橋 恵", Mail: "megumi@x.jp"}, people.Person{Number: "000002", Name: "佐藤 一"}, people.Person{Number: "000003", Name: "林 修"}),
		roster("akashi", people.Person{ID: "11", Number: "000001", Name: "高橋 恵"}, people.Person{ID: "12", Number: "2", Name: "佐藤 一"}, people.Person{ID: "13", Number: "000003", Name: "林 修"}),
		roster("flexcrm", people.Person{ID: "101", Name: "髙橋 恵", Mail: "Megumi@x.jp"}),
		roster("nipoplus", people.Person{ID: "nP", Name: "林　修"}, people.Person{ID: "nQ", Name: "高橋 恵"}),
	}, nil)
	want := strings.TrimSpace(`
000001,髙橋 恵,000001,000001,,101,,akashi:number flexcrm:mail,akashi: 高橋 恵
000002,佐藤 一,,000002,,,,,
000003,林 修,000003,000003,nP,,,akashi:number nipoplus:name,
2,佐藤 一,2,,,,,,000002 佐藤 一? (zeros)
nQ@nipoplus,高橋 恵,,,nQ,,,,000001 髙橋 恵? (variant)`)
	if got := written(m); got != want {
		t.Errorf("the map is\n%s\nwant\n%s", got, want)
	}
	if len(found) != 2 || found[0].Kind != "zeros" || found[1].Kind != "variant" {
		t.Errorf("findings %+v", found)
	}
}

func TestAMapIsMergedAndWhatPeopleWroteStays(t *testing.T) {
	m := readMap(t, "k-1,高橋 恵,000001,A1,,,,akashi:number,本人確認済み\n")
	m.Merge([]people.Roster{
		roster("kaonavi", people.Person{Number: "A1", Name: "佐藤 恵", Mail: "megumi@x.jp"}, people.Person{Number: "A2", Name: "森 碧"}), // married
		roster("akashi", people.Person{ID: "11", Number: "000001", Name: "高橋 恵"}),
		roster("flexcrm", people.Person{ID: "101", Number: "A1", Name: "佐藤 恵", Mail: "megumi@x.jp"}),
	}, nil)
	want := "k-1,高橋 恵,000001,A1,,A1,,akashi:number flexcrm:number,本人確認済み; flexcrm: 佐藤 恵\nA2,森 碧,,A2,,,,,"
	if got := written(m); got != want {
		t.Errorf("the map is\n%s\nwant\n%s", got, want)
	}
}

func TestANumberThatChangedIsRemembered(t *testing.T) {
	m := readMap(t, "1,髙橋 恵,000001,000001,,000001,,,\n2,林 修,000002,,,,,,\n")
	found := m.Merge([]people.Roster{
		roster("kaonavi", people.Person{Number: "900001", Name: "髙橋 恵", Mail: "megumi@x.jp"}),
		roster("akashi", people.Person{ID: "11", Number: "900001", Name: "髙橋 恵"}, people.Person{ID: "12", Number: "900002", Name: "林 修"}),
		roster("flexcrm", people.Person{ID: "101", Number: "000001", Name: "髙橋 恵", Mail: "megumi@x.jp"}),
	}, nil)
	// 髙橋 by mail, and then by the new number; 林 by nothing but the name, which is not enough.
	want := "1,髙橋 恵,900001,900001,,000001,,kaonavi:mail akashi:number,,kaonavi:000001 akashi:000001\n" +
		"2,林 修,000002,,,,,,,\n" + "900002,林 修,900002,,,,,,2 林 修? (other-number),"
	if got := written(m); got != want {
		t.Errorf("the map is\n%s\nwant\n%s", got, want)
	}
	if len(found) != 1 || found[0].Kind != "other-number" {
		t.Errorf("found %+v", found)
	}

	m = readMap(t, "1,髙橋 恵,000001,000001,,,,,\n")
	m.Merge([]people.Roster{
		roster("kaonavi", people.Person{Number: "000001", Name: "髙橋 恵", Mail: "megumi@x.jp"}),
		roster("akashi", people.Person{ID: "11", Number: "1", Name: "髙橋 恵"}),
	}, people.Pads{"akashi": 6})
	if got := written(m); got != "1,髙橋 恵,1,000001,,,,akashi:number,,akashi:000001" {
		t.Errorf("%s", got)
	}
	if h := m.Header(); h[len(h)-1] != "history" {
		t.Errorf("the header is %v", h)
	}
}

func TestColumnsOfAMapsOwnStay(t *testing.T) {
	m, err := people.ReadMap(strings.NewReader("person,name,akashi,kaonavi,nipoplus,flexcrm,logimeter,match,note,拠点\n1,佐藤,,,,,,,,東京\n"), "people.csv")
	if err != nil {
		t.Fatal(err)
	}
	m.Merge([]people.Roster{roster("akashi", people.Person{Number: "1", Name: "佐藤"})}, nil)
	if got := written(m); got != "1,佐藤,1,,,,,akashi:number,,東京" {
		t.Error(got)
	}
}
