package sandbox

import (
	"fmt"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

// newCompany makes all data; the same for the same number of members.
func newCompany(members int, now time.Time) *company {
	c := &company{
		standard: standardFields(), fields: basicFields(), sheets: newSheets(), departments: newDepartments(),
		roles:       []role{{1, "カオナビ管理者", "Adm"}, {2, "閲覧者", "一般"}, {3, "マネージャ", "一般"}},
		permissions: map[string][]permission{"member": {}, "department": {}}, nextID: 500,
	}
	for i := range members {
		c.newMember(i, now)
	}
	c.permissions["member"] = []permission{{UserID: 2, Add: []string{"A0002", "A0003"}, Exclude: []string{}}}
	c.permissions["department"] = []permission{{UserID: 3, Add: []string{}, Exclude: []string{"111"}}}
	made := now.Add(-48 * time.Hour).Format(moment)
	c.webhooks = []*webhook{{ID: 1, URL: "https://hooks.example.jp/kaonavi", Events: []string{"member_created", "member_updated"}, Secret: "sandboxhook1f8a0c", updated: made, created: made}}
	return c
}

func newDepartments() []department {
	text := func(s string) *string { return &s }
	return []department{
		{Code: "100", Name: "本社", Leader: text("A0001"), Order: 1, Memo: text("")},
		{Code: "110", Name: "人事部", Parent: text("100"), Leader: text("A0002"), Order: 1, Memo: text("採用は111")},
		{Code: "111", Name: "採用グループ", Parent: text("110"), Order: 1, Memo: text("第1四半期は\n面接が多い")},
		{Code: "200", Name: "物流本部", Order: 2, Memo: text("")},
		{Code: "210", Name: "東倉庫", Parent: text("200"), Leader: text("A0005"), Order: 1, Memo: text("夜勤あり, 要調整")},
		{Code: "0300", Name: "研究所", Order: 3, Memo: text("")},
	}
}

// newMember adds a person with records. Only some have everything, and the first one has not.
func (c *company) newMember(i int, now time.Time) {
	who := stage.FullName(i)
	m := &member{
		code: fmt.Sprintf("A%04d", i+1), main: c.departments[i%len(c.departments)].Code, info: newRecord(),
		updated: now.AddDate(0, 0, -i%60), texts: map[string]string{
			"name": who[0], "name_kana": who[1], "mail": fmt.Sprintf("a%04d@example.jp", i+1),
			"entered_date": fmt.Sprintf("20%02d-04-01", 5+i%20), "gender": []string{"女性", "男性"}[i%2],
			"birthday": fmt.Sprintf("19%02d-%02d-%02d", 60+i%40, i%12+1, i%28+1),
		},
	}
	if i%7 == 3 {
		m.subs = []string{"100", "0300"}
	}
	if i%50 == 49 {
		m.texts["retired_date"], m.texts["birthday"] = "2025-03-31", ""
	}
	if i%5 == 0 {
		m.face = file{name: m.code + ".jpg", content: face(i), updated: m.updated}
	}
	m.info.values[102] = []string{[]string{"正社員", "契約社員", "パート"}[i%3]}
	if i > 0 {
		m.info.values[101] = []string{[]string{"部長", "課長", "主任", "社員"}[i%4]}
		m.info.values[105] = []string{fmt.Sprintf("%06d", i*37)}
		m.info.values[106] = []string{fmt.Sprintf("%d.%d", i%40, i%10)}
	}
	if i%4 == 1 {
		m.info.values[103] = []string{"Excel", "フォークリフト"}
		m.info.values[104] = []string{"異動, 希望\n\"東倉庫\"から"}
		m.info.values[109] = []string{"要面談"}
	}
	m.info.values[108] = []string{fmt.Sprint(20 - i%20)}
	c.members = append(c.members, m)
	c.newRecords(i, m)
	if i%10 == 0 {
		code := m.code
		c.users = append(c.users, &user{ID: i/10 + 1, Email: m.texts["mail"], Member: &code, role: min(i/10+1, 3), Active: true, Locked: i == 30, Smartphone: i%20 == 0, login: []string{"", "2025-06-07 09:01:32"}[min(i%20, 1)]})
	}
}

// newRecords gives a person records of the sheets.
func (c *company) newRecords(i int, m *member) {
	add := func(id string, values map[int][]string) *record {
		s, r := c.sheet(id), newRecord()
		r.values = values
		s.records[m.code] = append(s.records[m.code], r)
		s.updated[m.code] = m.updated
		return r
	}
	if i%6 != 5 {
		address := map[int][]string{2001: {fmt.Sprintf("%03d-%04d", i%100, i*7%10000)}, 2002: {fmt.Sprintf("東京都中央区日本橋%d-1", i%9+1)}}
		if i%3 == 1 {
			address[2004] = []string{"社宅\n2階"}
		}
		add("1001", address)
	}
	for n := range i % 3 {
		r := add("1002", map[int][]string{
			2101: {[]string{"簿記", "フォークリフト運転者"}[n%2]}, 2102: {fmt.Sprintf("20%02d-%02d-12", 10+i%15, n+3)},
			2103: {[]string{"1級", "2級", "3級"}[(i+n)%3]}, 2105: []string{"事務", "現場"}[:n+1],
		})
		if i%9 == 2 {
			r.files[2104] = file{name: fmt.Sprintf("証書%d.pdf", n+1), content: []byte(fmt.Sprintf("%%PDF-1.4 %s %d\n", m.code, n)), updated: m.updated}
		}
	}
	add("1003", map[int][]string{2201: {"A"}})
	if i%8 == 0 {
		add("1004", map[int][]string{2302: {"原本は本社"}}).files[2301] = file{name: "雇用契約書.pdf", content: []byte("%PDF-1.4 " + m.code + "\n"), updated: m.updated}
	}
	add("1005", map[int][]string{2401: {"一"}})
	add("1006", map[int][]string{2501: {strings.Repeat("二", i%3+1)}})
}

// face returns a small picture: the head of a JPEG, and something that differs.
func face(i int) []byte {
	return append([]byte{0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, byte(i)}, 0xff, 0xd9)
}
