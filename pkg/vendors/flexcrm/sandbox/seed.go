package sandbox

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// How much the sandbox holds; more than two pages of 1,000 in the first table.
const (
	customers = 2345
	calls     = 1500
	stocks    = 1234
	people    = 230
	meetings  = 130
)

func (s *Server) seed() {
	rng := rand.New(rand.NewPCG(uint64(s.o.Seed), 0xf1e8c))
	s.tables = map[string]*table{}
	for _, t := range []*table{customerTable(rng), historyTable(rng), stockTable(rng), {id: "tbl_empty", fields: []field{{id: "title", name: "件名", kind: "1行テキスト"}}}} {
		s.tables[t.id] = t
	}
	s.seedDirectory(rng)
	for i := range meetings {
		day := time.Date(2025, 4, 1, 9, 0, 0, 0, jst()).AddDate(0, 0, i)
		s.schedules = append(s.schedules, &schedule{
			id: 901 + i, user: 101, from: day.Format(wireTime), to: day.Add(time.Hour).Format(wireTime), category: "会議", title: "朝礼",
			remarks: "毎日", participants: []participant{{0, 101}, {0, 102 + i%7}}, updated: born,
		})
	}
	for i, a := range []application{{status: applied, title: "交通費"}, {status: returned, title: "備品購入"}, {status: draftStatus, title: "休暇"}} {
		a.id, a.format, a.applicant = 5001+i, 51, 101
		a.date, a.created, a.updated = "2025-03-01 00:00:00", born, born
		a.routes = `[{"rank":1,"org_rank":"1","name":"課長","route_type":"1","approval_type":"0","userIds":[],"users":["102"]},{"rank":2,"name":"部長","users":[]}]`
		s.applications = append(s.applications, &a)
	}
}

func customerTable(rng *rand.Rand) *table {
	t := &table{id: "tbl_customer", primary: "code", fields: []field{
		{id: "code", name: "顧客コード", kind: "1行テキスト"},
		{id: "title", name: "顧客名", kind: "1行テキスト"},
		{id: "memo", name: "備考", kind: "テキスト"},
		{id: "amount", name: "売上", kind: "数値"},
		{id: "rank", name: "ランク", kind: "選択肢", options: []string{"A", "B", "C"}},
		{id: "interests", name: "関心", kind: "選択肢", options: []string{"食品", "日用品", "家電", "家具, 寝具"}},
		{id: "visit", name: "訪問日時", kind: "日時"},
		{id: "address_zip", name: "住所(郵便番号)", kind: "住所"},
		{id: "address_state", name: "住所(都道府県)", kind: "住所"},
		{id: "address_city", name: "住所(市区町村・番地)", kind: "住所"},
		{id: "address_address", name: "住所(ビル名・部屋番号)", kind: "住所"},
		{id: "tel", name: "電話番号", kind: "電話番号"},
		{id: "mail", name: "メールアドレス", kind: "メールアドレス"},
		{id: "owner", name: "担当", kind: "ユーザ"},
		{id: "attachment", name: "添付", kind: "ファイル"},
		{id: "parent", name: "親会社", kind: "リレーション"},
		{id: "total", name: "税込", kind: "計算結果"},
	}}
	odd := oddCodes()
	for i := range customers {
		values := map[string]string{
			"code": fmt.Sprintf("C-%05d", i+1), "title": pick(rng, families()) + pick(rng, trades()), "memo": memos()[i%len(memos())],
			"amount": strconv.Itoa(rng.IntN(5_000_000)), "rank": strconv.Itoa(1 + rng.IntN(3)), "interests": pick(rng, []string{"1", "2", "2,3", "1,2,3", "4"}),
			"visit":       time.Date(2023, 1, 1, 9, 0, 0, 0, jst()).Add(time.Duration(i) * 7 * time.Hour).Format(wireTime),
			"address_zip": pick(rng, []string{"1000005", "0600001", "5300001", "4600008"}), "address_state": pick(rng, []string{"東京都", "北海道", "大阪府", "愛知県"}),
			"address_city": "中央区本町" + strconv.Itoa(1+i%30) + "丁目", "address_address": "", "tel": fmt.Sprintf("03-0000-%04d", i%10000),
			"mail": fmt.Sprintf("customer%04d@example.com", i+1), "owner": strconv.Itoa(101 + rng.IntN(people)), "parent": "", "attachment": "",
		}
		values["total"] = values["amount"]
		if code, ok := odd[i+1]; ok {
			values["code"] = code
		}
		t.add(values, time.Date(2024, 4, 1, 8, 0, 0, 0, jst()).Add(time.Duration(i)*3*time.Hour))
	}
	return t
}

// oddCodes returns primary keys as people make them, by record.
func oddCodes() map[int]string {
	return map[int]string{
		7: "A/1? ..", 8: "..", 9: "か\u3099す/商事", 10: "50%+α", 11: "#1 &co=;,", 12: ".", 13: "髙﨑\\商店", 14: "process",
	}
}

func memos() []string {
	return []string{"", "至急", "改行\nあり", `引用"符`, "=SUM(A1)", "カンマ, あり", "\x1b[31m赤"}
}

func historyTable(rng *rand.Rand) *table {
	t := &table{id: "tbl_history", totals: Missing, fields: []field{
		{id: "title", name: "件名", kind: "1行テキスト"}, {id: "called", name: "受電日時", kind: "日時"},
	}}
	for i := range calls {
		at := time.Date(2025, 1, 1, 9, 0, 0, 0, jst()).Add(time.Duration(i) * time.Hour)
		t.add(map[string]string{"title": pick(rng, []string{"問合せ", "クレーム", "注文"}), "called": at.Format(wireTime)}, at)
	}
	return t
}

// stockTable has gaps between its numbers, and the size of a page where its total should be.
func stockTable(rng *rand.Rand) *table {
	t := &table{id: "tbl_stock", totals: OfAPage, fields: []field{
		{id: "title", name: "品名", kind: "1行テキスト"}, {id: "number", name: "数量", kind: "数値"},
	}}
	for range stocks {
		t.last += rng.Int64N(3)
		t.add(map[string]string{"title": pick(rng, []string{"軍手", "段ボール", "結束バンド"}), "number": strconv.Itoa(rng.IntN(1000))}, time.Date(2024, 4, 1, 8, 0, 0, 0, jst()))
	}
	return t
}

func (t *table) add(values map[string]string, at time.Time) {
	t.last++
	text := at.Format(wireTime)
	t.records = append(t.records, &record{id: t.last, creator: 101, updater: 101, created: text, updated: text, byUser: text, values: values})
}

func (s *Server) seedDirectory(rng *rand.Rand) {
	for i := range people {
		family := pick(rng, families())
		login := fmt.Sprintf("user%03d", i+1)
		if i == 0 {
			family, login = "佐藤", "sato"
		}
		s.users = append(s.users, &person{id: 101 + i, updated: born, values: map[string]string{
			"userid": login, "name": family + " " + pick(rng, []string{"花子", "一郎", "律", "葵"}), "kana": "", "mail": login + "@example.com",
			"employee_no": fmt.Sprintf("%06d", i+1), "status": strconv.Itoa(1 + i%40/39), "del_flg": "0",
			"group": `["1", "2"]`, "department": `["3"]`, "position": `[]`,
			"notification_setting": `[{"menu":"flexdb","email":"0","browser":"1","appli":"1"}]`,
		}})
	}
	for i, name := range []string{"営業", "倉庫", "総務"} {
		s.groups = append(s.groups, &unit{id: i + 1, rank: i + 1, manager: 101, name: name, memo: name + "の全員", updated: born})
	}
	for i, name := range []string{"本社", "営業部", "営業一課", "物流部"} {
		u := &unit{id: i + 1, rank: i + 1, manager: 101, name: name, code: fmt.Sprintf("%04d", i+1), hierarchy: "/1/", parent: 1, updated: born}
		if i > 0 {
			u.hierarchy = fmt.Sprintf("/1/%d/", i+1)
		}
		s.departments = append(s.departments, u)
	}
	for i, name := range []string{"部長", "課長", "主任"} {
		s.positions = append(s.positions, &unit{id: i + 1, rank: i + 1, manager: 101, name: name, updated: born})
	}
}

func pick(rng *rand.Rand, from []string) string { return from[rng.IntN(len(from))] }

func families() []string {
	return []string{"佐々木", "髙橋", "渡邉", "石井", "小川", "前田", "岡田", "藤田"}
}

func trades() []string { return []string{"商事", "物流", "工業", "商店", "製作所"} }
