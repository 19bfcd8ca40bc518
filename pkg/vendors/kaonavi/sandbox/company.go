package sandbox

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

// company is all data.
type company struct {
	users       []object
	departments []object
	sheets      map[string]*sheet
}

// sheet is one sheet; its entries are in the order of the members.
type sheet struct {
	id      string
	name    string
	columns []column
	several bool // entries of one member
	entries []object
}

// column is what the vendor's screen calls a definition.
type column struct{ name, label, kind string }

// The columns that every sheet has around its own.
var (
	before = []column{{"member_code", "社員番号", ""}, {"member_name", "氏名", ""}}
	kana   = column{"member_kana", "フリガナ", ""}
	after  = []column{{"last_modified_by", "最終更新ユーザー", ""}, {"last_modified_at", "最終更新日時", ""}}
)

// newSheets returns the definitions of the sheets. Labels come twice in sheet 6, as they do at real companies.
func newSheets() map[string]*sheet {
	return map[string]*sheet{
		"0": {id: "0", name: "基本情報", columns: []column{
			kana, {"definition_0", "所属", "enum"}, {"definition_1", "入社日", "date"}, {"definition_2", "メールアドレス", "String"}, {"definition_3", "兼務", "enum"},
		}},
		"5":   {id: "5", name: "資格", columns: []column{{"definition_46", "取得日", "date"}, {"definition_47", "資格", "String"}, {"definition_48", "備考, 補足", "String"}}},
		"6":   {id: "6", name: "職歴", several: true, columns: []column{{"definition_60", "会社", "String"}, {"definition_61", "メモ", "String"}, {"definition_62", "メモ", "String"}}},
		"900": {id: "900", name: "全履歴", columns: []column{{"definition_90", "履歴", "String"}}},
		"901": {id: "901", name: "作成中"},
		"902": {id: "902", name: "見出しなし", columns: []column{{"definition_92", "メモ", "String"}}},
	}
}

func newCompany(random *rand.Rand, members int) *company {
	c := &company{sheets: newSheets()}
	for i, d := range [][]string{{"100", "本社"}, {"100", "本社", "110", "人事部"}, {"100", "本社", "110", "人事部", "111", "採用グループ"}, {"200", "物流本部"}, {"200", "物流本部", "210", "東倉庫"}} {
		var o object
		for n := 0; n < len(d); n += 2 {
			o = append(o, member{fmt.Sprintf("department_code%d", n/2+1), d[n]}, member{fmt.Sprintf("department_name%d", n/2+1), d[n+1]})
		}
		code := memberCode(i)
		c.departments = append(c.departments, append(o, member{"leader_member_code", code}, member{"leader_member_name", stage.FullName(i)[0]}, member{"memo", memos[i]}))
	}
	for i := range members {
		who := stage.FullName(i)
		c.member(random, i, who)
		if i%10 == 0 {
			c.users = append(c.users, user(i, who[0]))
		}
	}
	return c
}

var memos = []string{"", "採用は111", "第1四半期は\n面接が多い", "", "夜勤あり, 要調整"}

func memberCode(i int) string { return fmt.Sprintf("a%04d", i+1) }

// member adds a person to all sheets. Only some have every column, and the first one has not.
func (c *company) member(random *rand.Rand, i int, who [2]string) {
	code := memberCode(i)
	entry := func(id string, values ...member) {
		s := c.sheets[id]
		e := append(object{{"member_code", code}, {"member_name", who[0]}}, values...)
		s.entries = append(s.entries, append(e, member{"last_modified_by", "人事 担当"}, member{"last_modified_at", fmt.Sprintf("2025/06/%02d 17:50:43", i%28+1)}))
	}
	department := []string{"100", "110", "111", "200", "210"}[i%5]
	entry("0", member{"member_kana", who[1]}, member{"definition_0", department},
		member{"definition_1", fmt.Sprintf("20%02d/04/01", 5+i%20)}, member{"definition_2", strings.ToLower(code) + "@example.jp"}, member{"definition_3", ""})
	skills := []member{{"definition_46", fmt.Sprintf("2024/%02d/12", i%12+1)}, {"definition_47", fmt.Sprintf("フォークリフト %d級", i%3+1)}}
	if i%4 == 1 {
		skills = append(skills, member{"definition_48", "更新, 済\n\"次\"は来年"})
	}
	entry("5", skills...)
	for n := range i % 3 {
		entry("6", member{"definition_60", fmt.Sprintf("会社%d", random.IntN(50))}, member{"definition_61", fmt.Sprint("一", n)}, member{"definition_62", fmt.Sprint("二", n)})
	}
	if i == 2 {
		entry("902", member{"definition_92", "後から増えた"})
	} else {
		entry("902")
	}
	entry("900", member{"definition_90", fmt.Sprintf("%d年 異動", 2000+i%25)})
}

// user returns an account as §2.2 shows it, times in both spellings.
func user(i int, name string) object {
	code := memberCode(i)
	return object{
		{"email", code + "@example.jp"},
		{"password", "****"},
		{"member_code", code},
		{"name", name},
		{"type", []string{"Adm", "一般"}[min(i, 1)]},
		{"role", []string{"カオナビ管理者", "閲覧者"}[min(i, 1)]},
		{"is_active", true},
		{"password_locked", i == 30},
		{"use_smartphone", i%20 == 0},
		{"use_secure", false},
		{"created_at", "2024-10-07 10:54:12"},
		{"last_logined_at", "2025-06-07 09:01:32"},
		{"password_modified_at", "2024-10-07 10:55:19"},
		{"last_modified_by", "人事 担当"},
		{"last_modified_at", "2025/06/13 17:56:53"},
	}
}

// headers returns a sheet's columns and labels (§2.14). Those of sheet 902 lack one.
func (s *sheet) headers() object {
	var o object
	for _, c := range s.all() {
		if c.name == "definition_92" {
			continue
		}
		o = append(o, member{c.name, c.label})
	}
	return o
}

func (s *sheet) all() []column {
	all := append([]column{}, before...)
	return append(append(all, s.columns...), after...)
}

func (s *sheet) column(name string) (column, bool) {
	for _, c := range append(append([]column{}, before...), s.columns...) {
		if c.name == name {
			return c, true
		}
	}
	return column{}, false
}

// has reports whether the company has a member.
func (c *company) has(code string) bool {
	for _, e := range c.sheets["0"].entries {
		if e.Text("member_code") == code {
			return true
		}
	}
	return false
}
