package people_test

import (
	"slices"
	"testing"

	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/work/people"
)

func TestWhatIsKnownOfFormerAccounts(t *testing.T) {
	known := []state.Former{
		{Service: "akashi", Account: "17", Person: "1", Now: "900001"},
		{Service: "akashi", Account: "18", Person: "elsewhere", Now: "900002"},
		{Service: "kaonavi", Account: "K9", Person: "2"},
		{Service: "kaonavi", Account: "K8", Person: "nobody", Now: "K7"},
	}
	staff := roster("akashi", people.Person{ID: "1", Number: "900001", Name: "佐藤 恵"}, people.Person{ID: "2", Number: "900002", Name: "林 修"})
	for name, c := range map[string]struct{ file, want string }{
		// By nothing but what is known: neither number, nor mail, nor name is the same.
		"an older copy":               {"1,髙橋 恵,17,,,,,,,\n2,森 碧,18,,,,,,,\n", "1,髙橋 恵,900001,,,,,akashi:history,akashi: 佐藤 恵,akashi:17\n2,森 碧,900002,,,,,akashi:history,akashi: 林 修,akashi:18 kaonavi:K9"},
		"a copy that has it":          {"1,佐藤 恵,900001,,,,,,,\n2,林 修,900002,,,,,,,\n", "1,佐藤 恵,900001,,,,,,,akashi:17\n2,林 修,900002,,,,,,,akashi:18 kaonavi:K9"},
		"the file says somebody else": {"1,佐藤 恵,900001,,,,,,,\n2,林 修,900002,,,,,,,akashi:17\n", "1,佐藤 恵,900001,,,,,,,\n2,林 修,900002,,,,,,,akashi:17 akashi:18 kaonavi:K9"},
		"the next is another's":       {"1,甲,17,,,,,,,\n3,乙,900001,,,,,,,\n4,丙,900002,,,,,,,\n", "1,甲,17,,,,,,,\n3,乙,900001,,,,,,,\n4,丙,900002,,,,,,,akashi:18"},
	} {
		m := readMapOf(t, header[:len(header)-1]+",history\n"+c.file)
		m.Remember(known)
		m.Merge([]people.Roster{staff}, nil)
		if got := written(m); got != c.want {
			t.Errorf("%s: the map is\n%s\nwant\n%s", name, got, c.want)
		}
	}

	// The former account is there still: it is somebody's.
	m := readMap(t, "1,髙橋 恵,17,,,,,,\n")
	m.Remember(known[:1])
	m.Merge([]people.Roster{roster("akashi", people.Person{ID: "1", Number: "17", Name: "髙橋 恵"}, people.Person{ID: "2", Number: "900001", Name: "林 修"})}, nil)
	if got, want := written(m), "1,髙橋 恵,17,,,,,,\n900001,林 修,900001,,,,,,"; got != want {
		t.Errorf("the map is\n%s\nwant\n%s", got, want)
	}
}

func TestTheMapsOwnFormerAccounts(t *testing.T) {
	m := readMapOf(t, header[:len(header)-1]+",history\n1,髙橋 恵,900001,K1,,,,,,akashi:17 akashi:16 kaonavi:K0 nobody:3 akashi: 髙橋\n2,林 修,,,,,,,,akashi:18\n")
	want := []state.Former{
		{Service: "akashi", Account: "17", Person: "1", Now: "900001"},
		{Service: "akashi", Account: "16", Person: "1", Now: "900001"},
		{Service: "kaonavi", Account: "K0", Person: "1", Now: "K1"},
		{Service: "akashi", Account: "18", Person: "2"},
	}
	if got := m.Formers(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}
