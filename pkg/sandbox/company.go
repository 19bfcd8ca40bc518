package sandbox

import (
	"slices"
	"strings"
	"time"

	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
	flexcrm "github.com/genba-cli/genba/pkg/vendors/flexcrm/sandbox"
	kaonavi "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
	logimeter "github.com/genba-cli/genba/pkg/vendors/logimeter/sandbox"
	nipoplus "github.com/genba-cli/genba/pkg/vendors/nipoplus/sandbox"
)

// someone is a person of the one company, as Kaonavi has them. What another service has otherwise stands apart.
type someone struct {
	number     string
	name, kana string
	mail       string   // before @example.jp
	units      []string // paths, the main one first
	entered    int      // days from today; 0: in April 2020
	left       int      // days from today; 0: not at all
	employment string

	akashi, flexcrm, nipoplus *other   // nil: as Kaonavi has it, where the service has the person at all
	nowhere                   []string // services that don't have the person, though they should or because they need not
}

// other is what a service has otherwise; empty: the same.
type other struct {
	number, name, mail string
	units              []string
	off                bool
}

// companyUnits are the departments with Kaonavi's code and AKASHI's.
var companyUnits = [][3]string{
	{"営業部", "10", "A"},
	{"営業部/営業一課", "11", "A-1"},
	{"営業部/営業二課", "12", "A-2"},
	{"物流部", "20", "B"},
	{"物流部/第一倉庫", "21", "B-1"},
	{"物流部/第一倉庫/夜勤班", "22", "B-1-N"},
	{"物流部/第二倉庫", "23", "B-2"},
	{"総務部", "30", "C"},
	{"総務部/人事課", "31", "C-1"},
	{"研究開発部", "40", ""}, // new this year: AKASHI does not have it yet
	{"出向", "90", ""},
}

// joinsLater is how many days it is until somebody who is hired joins.
const joinsLater = 34

// company returns one company whose people all five vendors have, with the disagreements that such lists have.
func company() []someone {
	const crm, nippo = "flexcrm", "nipoplus"
	sales1, sales2, first, second, night := []string{"営業部/営業一課"}, []string{"営業部/営業二課"}, []string{"物流部/第一倉庫"}, []string{"物流部/第二倉庫"}, []string{"物流部/第一倉庫/夜勤班"}
	return []someone{
		{number: "000001", name: "長谷川 恵", kana: "ハセガワ メグミ", mail: "hasegawa", units: []string{"総務部"}, employment: "正社員"},
		{number: "000002", name: "鈴木 直樹", kana: "スズキ ナオキ", mail: "suzuki", units: []string{"営業部"}, employment: "正社員"},
		{number: "000003", name: "渡辺 美咲", kana: "ワタナベ ミサキ", mail: "watanabe", units: sales1, left: -1, employment: "正社員"},                                                        // left yesterday
		{number: "000004", name: "中村 蓮", kana: "ナカムラ レン", mail: "nakamura", units: sales1, left: 1, employment: "正社員"},                                                           // leaves tomorrow
		{number: "000005", name: "加藤 由美子", kana: "カトウ ユミコ", mail: "kato", units: sales2, entered: joinsLater, employment: "正社員", nowhere: []string{"akashi", crm, nippo}},        // hired
		{number: "000006", name: "吉田 拓也", kana: "ヨシダ タクヤ", mail: "yoshida", units: sales1, entered: -20, employment: "正社員", nowhere: []string{"akashi", crm}},                    // forgotten
		{number: "000007", name: "松本 茂", kana: "マツモト シゲル", mail: "matsumoto", units: first, employment: "正社員", akashi: &other{number: "7"}},                                      // zeros lost
		{number: "000008", name: "髙橋 恵子", kana: "タカハシ ケイコ", mail: "takahashi", units: sales2, employment: "正社員", akashi: &other{name: "高橋 恵子"}, nipoplus: &other{name: "高橋 恵子"}}, // 髙
		{number: "000009", name: "佐藤 結衣", kana: "サトウ ユイ", mail: "tanaka", units: sales1, employment: "正社員", flexcrm: &other{name: "田中 結衣"}},                                      // married
		{number: "000010", name: "木村 修", kana: "キムラ オサム", mail: "kimura", units: sales2, employment: "正社員", akashi: &other{units: sales1}},                                       // moved
		{number: "000011", name: "井上 陽菜", kana: "イノウエ ハルナ", mail: "inoue", units: []string{"総務部/人事課", "営業部"}, employment: "正社員"},                                                 // 兼務
		{number: "000012", name: "清水 凛", kana: "シミズ リン", mail: "shimizu", units: []string{"営業部", "総務部"}, employment: "正社員", akashi: &other{units: []string{"営業部"}}},              // 兼務 that AKASHI lacks
		{number: "000013", name: "佐藤 一郎", kana: "サトウ イチロウ", mail: "i.sato", units: first, employment: "正社員"},
		{number: "000014", name: "佐藤 一郎", kana: "サトウ イチロウ", mail: "i.sato2", units: second, employment: "契約社員"}, // two of one name
		{number: "000015", name: "池田 律", kana: "イケダ リツ", mail: "r.ikeda", units: sales2, employment: "正社員", flexcrm: &other{mail: "ikeda"}},
		{number: "000016", name: "橋本 花", kana: "ハシモト ハナ", mail: "hashimoto", units: sales1, employment: "契約社員", flexcrm: &other{number: "900016"}}, // the number of a former contract
		{number: "000017", name: "石川 誠", kana: "イシカワ マコト", mail: "ishikawa", units: []string{"物流部/第二倉庫", "出向"}, employment: "正社員"},                 // on loan to another company
		{number: "000018", name: "齋藤 和子", kana: "サイトウ カズコ", mail: "saito", units: first, employment: "パート", nipoplus: &other{name: "斎藤 和子"}},
		{number: "000019", name: "前田 龍之介", kana: "マエダ リュウノスケ", mail: "maeda", units: night, employment: "正社員"},
		{number: "000020", name: "𠮷野 さくら", kana: "ヨシノ サクラ", mail: "yoshino", units: night, employment: "契約社員"},
		{number: "000021", name: "藤田 凪", kana: "フジタ ナギ", mail: "fujita", units: first, employment: "正社員"},
		{number: "000022", name: "後藤 大輔", kana: "ゴトウ ダイスケ", mail: "goto", units: first, employment: "パート"},
		{number: "000023", name: "五十嵐 みゆき", kana: "イガラシ ミユキ", mail: "igarashi", units: second, employment: "パート"},
		{number: "000024", name: "Nguyễn Thị Hà", kana: "グエン ティ ハー", mail: "nguyen", units: second, employment: "契約社員", akashi: &other{name: "Nguyễn Hà"}},
		{number: "000025", name: "阿部 真理", kana: "アベ マリ", mail: "abe", units: []string{"研究開発部"}, entered: -40, employment: "正社員", nowhere: []string{"akashi", crm}},
		{number: "000026", name: "森 碧", kana: "モリ アオ", mail: "mori", units: second, left: -30, employment: "パート", flexcrm: &other{off: true}, nowhere: []string{"akashi", nippo}}, // left, and gone everywhere
	}
}

// strangers returns accounts that Kaonavi has never heard of, by service.
func strangers(service string) (number, name string) {
	switch service {
	case "akashi":
		return "X-0001", "計測 ゲート"
	case "flexcrm":
		return "", "連携 システム"
	}
	return "", "退職 太郎"
}

// sharedCompany gives all vendors the people of the one company.
func sharedCompany(o *Options, now time.Time) {
	day := func(offset int, otherwise string) string {
		if offset == 0 {
			return otherwise
		}
		return now.AddDate(0, 0, offset).Format(time.DateOnly)
	}
	codes := map[string]string{}
	for _, u := range companyUnits {
		codes[u[0]] = u[1]
		parent, _ := cutLast(u[0])
		o.KaonaviV2.Departments = append(o.KaonaviV2.Departments, kaonavi.Department{Code: u[1], Name: lastPart(u[0]), Parent: codes[parent], Leader: leaders()[u[0]]})
		if u[2] != "" {
			o.Akashi.Organizations = append(o.Akashi.Organizations, akashi.Organization{Path: u[0], Code: u[2]})
		}
		if u[2] != "" {
			o.FlexCRM.Departments = append(o.FlexCRM.Departments, flexcrm.Department{Path: u[0], Code: u[2]})
		}
	}
	o.Akashi.Organizations = append(o.Akashi.Organizations, akashi.Organization{Path: "企画室", Code: "Z"}) // closed last year
	for _, p := range company() {
		o.KaonaviV2.People = append(o.KaonaviV2.People, kaonavi.Person{
			Code: p.number, Name: p.name, Kana: p.kana, Mail: p.mail + "@example.jp", Entered: day(p.entered, "2020-04-01"), Retired: day(p.left, ""),
			Departments: codesOf(p.units, codes), Employment: p.employment,
		})
		addAkashi(o, p)
		addFlexCRM(o, p)
		if strings.HasPrefix(p.units[0], "物流部") && p.left >= 0 {
			o.Logimeter.People = append(o.Logimeter.People, logimeter.Person{Number: p.number, Name: strings.NewReplacer("𠮷", "吉", "ễ", "e", "ị", "i", "à", "a").Replace(p.name)}) // its files are Shift-JIS
		}
	}
	number, name := strangers("akashi")
	o.Akashi.Staffs = append(o.Akashi.Staffs, akashi.Staff{Number: number, Last: "計測", First: strings.TrimPrefix(name, "計測 ")})
	number, name = strangers("flexcrm")
	o.FlexCRM.Users = append(o.FlexCRM.Users, flexcrm.User{Login: "system", Name: name, Number: number, Mail: "system@example.jp"})
	addNipoPlus(o)
}

// leaders lead departments, by number.
func leaders() map[string]string {
	return map[string]string{"営業部": "000002", "総務部": "000001", "物流部/第一倉庫": "000021", "物流部": "000017"}
}

func addAkashi(o *Options, p someone) {
	if slices.Contains(p.nowhere, "akashi") {
		return
	}
	x := p.otherwise(p.akashi)
	family, given, _ := strings.Cut(x.name, " ")
	familyKana, givenKana, _ := strings.Cut(p.kana, " ")
	o.Akashi.Staffs = append(o.Akashi.Staffs, akashi.Staff{
		Number: x.number, Last: family, First: given, LastKana: familyKana, FirstKana: givenKana, Mail: x.mail + "@example.jp", Organizations: known(x.units),
		Category: strings.Replace(p.employment, "パート", "パート・アルバイト", 1), Night: strings.HasSuffix(p.units[0], "夜勤班"),
	})
}

func addFlexCRM(o *Options, p someone) {
	if slices.Contains(p.nowhere, "flexcrm") {
		return
	}
	x := p.otherwise(p.flexcrm)
	o.FlexCRM.Users = append(o.FlexCRM.Users, flexcrm.User{
		Login: p.mail, Name: x.name, Kana: p.kana, Number: x.number, Mail: x.mail + "@example.jp", Departments: known(x.units), Off: x.off,
	})
}

// known leaves out the departments that Kaonavi alone has.
func known(units []string) []string {
	return slices.DeleteFunc(slices.Clone(units), func(u string) bool { return u == "出向" || u == "研究開発部" })
}

// addNipoPlus adds all who write reports, by department: its groups are neighbours.
func addNipoPlus(o *Options) {
	for _, part := range []string{"営業部", "物流部", "総務部"} {
		begin := len(o.NipoPlus.Staffs)
		for _, p := range company() {
			if strings.HasPrefix(p.units[0], part) && !slices.Contains(p.nowhere, "nipoplus") {
				o.NipoPlus.Staffs = append(o.NipoPlus.Staffs, p.otherwise(p.nipoplus).name)
			}
		}
		o.NipoPlus.Groups = append(o.NipoPlus.Groups, nipoplus.Group{Name: part, First: begin, Last: len(o.NipoPlus.Staffs)})
	}
	_, name := strangers("nipoplus")
	o.NipoPlus.Staffs = append(o.NipoPlus.Staffs, name)
	o.NipoPlus.Groups = slices.Insert(o.NipoPlus.Groups, 0, nipoplus.Group{Name: "全社", Last: len(o.NipoPlus.Staffs)})
}

// otherwise returns a person as a service has them.
func (p someone) otherwise(o *other) other {
	x := other{number: p.number, name: p.name, mail: p.mail, units: p.units}
	if o == nil {
		return x
	}
	if o.number != "" {
		x.number = o.number
	}
	if o.name != "" {
		x.name = o.name
	}
	if o.mail != "" {
		x.mail = o.mail
	}
	if o.units != nil {
		x.units = o.units
	}
	x.off = o.off
	return x
}

func codesOf(paths []string, codes map[string]string) []string {
	var all []string
	for _, path := range paths {
		all = append(all, codes[path])
	}
	return all
}

func cutLast(path string) (above, last string) {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}

func lastPart(path string) string {
	_, last := cutLast(path)
	return last
}
