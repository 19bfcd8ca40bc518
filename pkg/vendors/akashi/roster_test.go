package akashi

import (
	"slices"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/work/people"
)

func TestAStaffAsAPerson(t *testing.T) {
	v, err := record.ParseValue([]byte(`{"staffId":1007,"staffNum":"000123","lastName":"髙橋","firstName":"恵","lastNameKana":"タカハシ","firstNameKana":null,
		"organization":{"organizationId":6,"name":"第一倉庫"},"subgroups":[{"organizationId":99,"name":"見えない課"},{"organizationId":1,"name":"企業"}],
		"employmentCategory":{"Name":"正社員"}}`))
	if err != nil {
		t.Fatal(err)
	}
	r, _ := record.Of(v)
	p := personOf(r, map[string]string{"1": "", "6": "物流部/第一倉庫"})
	if p.ID != "1007" || p.Key() != "000123" || p.Name != "髙橋 恵" || p.Kana != "タカハシ" || p.Employment != "正社員" {
		t.Errorf("%+v", p)
	}
	if want := []string{"物流部/第一倉庫", "見えない課"}; !slices.Equal(p.Departments, want) {
		t.Errorf("departments %v", p.Departments)
	}
}

func TestPathsLeaveTheCompanyOutAndEndInACircle(t *testing.T) {
	parents := map[string]string{"2": "1", "3": "2", "8": "9", "9": "8"}
	names := map[string]string{"1": "企業", "2": "営業部", "3": "企業", "8": "甲", "9": "乙"}
	for id, want := range map[string]string{"1": "", "2": "営業部", "3": "営業部/企業", "8": "乙/甲", "7": ""} {
		if got := people.PathOf(id, parents, names, Company); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
