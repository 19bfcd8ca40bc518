package sandbox

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"time"

	"golang.org/x/text/encoding/japanese"
)

// csvLayout is one type of CSV (§4-2). No public document shows header or columns: these are invented, near to what the
// screens of such a product show.
type csvLayout struct {
	file    string
	header  string
	monthly bool // a row for each month instead of rows for each day
	row     func(dst []byte, c csvCell) []byte
}

// csvCell is what a row is made from.
type csvCell struct {
	group  csvGroup
	id     int64
	words  *csvWords
	day    string
	at     int // which row of the day
	random *rand.Rand
	people []Person // that are given
	begin  int      // whose row is the day's first
}

// csvWords are cells as they stand in a file.
type csvWords struct{ shippers, goods, tasks, items, kinds, surnames, names []string }

func newCSVWords() *csvWords {
	return &csvWords{
		shippers: []string{"青葉商事", "港南フーズ", "\"みどり物産, 東日本\"", "北斗アパレル"},
		goods:    []string{"飲料", "衣料", "雑貨", "医薬品"},
		tasks:    []string{"入荷", "ピッキング", "梱包", "出荷検品", "棚卸"},
		items:    []string{"家賃", "光熱費", "資材費", "雑収入"},
		kinds:    []string{"支出", "収入"},
		surnames: []string{"佐藤", "鈴木", "髙橋", "田中", "渡邉", "伊藤", "山本", "中村"},
		names:    []string{"陽菜", "蓮", "葵", "湊", "結衣", "樹", "凛", "悠真"},
	}
}

func csvLayouts() []csvLayout {
	return []csvLayout{
		{file: "sales", header: "管理グループID,管理グループ,日付,荷主,品目,数量,金額,備考", row: func(dst []byte, c csvCell) []byte {
			quantity := c.random.IntN(900) + 1
			return fmt.Appendf(c.lead(dst), "%s,%s,%d,%d,%s", c.pick(c.words.shippers), c.pick(c.words.goods), quantity, quantity*85, c.remark())
		}},
		{file: "budget_results", header: "管理グループID,管理グループ,日付,作業,予定数量,実績数量,予定工数,実績工数", row: func(dst []byte, c csvCell) []byte {
			return fmt.Appendf(c.lead(dst), "%s,%d,%d,%d.%d,%d.%d", c.pick(c.words.tasks), c.random.IntN(3000), c.random.IntN(3000),
				c.random.IntN(40), c.random.IntN(10), c.random.IntN(40), c.random.IntN(10))
		}},
		{file: "activities", header: "管理グループID,管理グループ,日付,従業員コード,氏名,作業,開始,終了,数量,備考", row: func(dst []byte, c csvCell) []byte {
			start := c.random.IntN(20 * 60)
			end := start + 5 + c.random.IntN(200)
			return fmt.Appendf(c.lead(dst), "%s,%s,%s,%02d:%02d,%02d:%02d,%d,%s", c.number(), c.person(), c.pick(c.words.tasks),
				start/60, start%60, end/60, end%60, c.random.IntN(400), c.remark())
		}},
		{file: "attendances", header: "管理グループID,管理グループ,日付,従業員コード,氏名,出勤,退勤,休憩(分)", row: func(dst []byte, c csvCell) []byte {
			in := 7*60 + c.random.IntN(180)
			out := in + 8*60 + c.random.IntN(120)
			return fmt.Appendf(c.lead(dst), "%s,%s,%02d:%02d,%02d:%02d,60", c.number(), c.person(), in/60, in%60, out/60, out%60)
		}},
		{file: "indirect_balances", header: "管理グループID,管理グループ,日付,科目,収支,金額", row: func(dst []byte, c csvCell) []byte {
			return fmt.Appendf(c.lead(dst), "%s,%s,%d", c.pick(c.words.items), c.pick(c.words.kinds), c.random.IntN(100_000)-20_000)
		}},
		{file: "group_profit_targets", header: "管理グループID,管理グループ,年月,目標利益率", monthly: true, row: func(dst []byte, c csvCell) []byte {
			return fmt.Appendf(c.lead(dst), "%d.%d", c.random.IntN(20), c.random.IntN(10))
		}},
		{file: "shipper_profit_targets", header: "管理グループID,管理グループ,年月,荷主,目標利益率", monthly: true, row: func(dst []byte, c csvCell) []byte {
			return fmt.Appendf(c.lead(dst), "%s,%d.%d", c.pick(c.words.shippers), c.random.IntN(20), c.random.IntN(10))
		}},
	}
}

func (c csvCell) lead(dst []byte) []byte {
	return fmt.Appendf(dst, "%d,%s,%s,", c.id, c.group.name, c.day)
}

func (c csvCell) pick(words []string) string { return words[c.random.IntN(len(words))] }

// person returns a name; a character that Shift-JIS lacks is among them where the file is UTF-8 with a byte order mark.
func (c csvCell) person() string {
	if len(c.people) > 0 {
		return c.given().Name
	}
	if c.group.encoding == csvUTF8BOM && c.at == 3 {
		return "𠮷野 " + c.pick(c.words.names)
	}
	return c.pick(c.words.surnames) + " " + c.pick(c.words.names)
}

// given returns the person of a row, where people are given: another one begins each day.
func (c csvCell) given() Person { return c.people[(c.at+c.begin)%len(c.people)] }

// number returns the person's.
func (c csvCell) number() string {
	if len(c.people) > 0 {
		return c.given().Number
	}
	return fmt.Sprintf("%05d", c.at%400+1)
}

// remark returns mostly "", and now and then what a careless reader of CSV breaks at.
func (c csvCell) remark() string {
	switch c.at % 17 {
	case 3:
		return "\"破損あり\n再梱包\""
	case 7:
		return "\"\"\"至急\"\" 扱い, 要確認\""
	case 11:
		return "=1+2"
	}
	return ""
}

// Days on which a group shows what it is there for.
const (
	crowdedDay = "2025-03-10"
	renamedDay = "2025-04-10"
)

const (
	crowdedRows     = 120_000 // on crowdedDay
	crowdedRowsADay = 4_200   // 32 days of it do not fit a file, 16 do
)

// opened is when the warehouse was: there are no rows before it.
const opened = "2015-04-01"

// rowsOn returns how many rows a day has.
func (j *csvJob) rowsOn(day string, random *rand.Rand) int {
	switch {
	case day < opened:
		return 0
	case j.group.crowded && day == crowdedDay:
		return crowdedRows
	case j.group.crowded:
		return crowdedRowsADay
	}
	return 4 + random.IntN(12)
}

// file returns the CSV, cut without a word where it would be longer than a file may be.
func (j *csvJob) file() []byte {
	layout := csvLayouts()[j.kind-1]
	var out []byte
	header := layout.header
	if j.group.renamed && j.from.Format(time.DateOnly) >= renamedDay {
		header += ",更新者"
	}
	out = append(append(out, header...), '\n')
	rows, words := 0, newCSVWords()
	for day := j.from; !day.After(j.to) && rows < MaxCSVRows; day = day.AddDate(0, 0, 1) {
		seed, text := day, day.Format("2006/01/02")
		if layout.monthly {
			if !day.Equal(j.from) && day.Day() != 1 {
				continue
			}
			seed, text = day.AddDate(0, 0, 1-day.Day()), day.Format("2006/01")
		}
		random := rand.New(rand.NewPCG(uint64(j.seed)^uint64(seed.Unix()), uint64(j.groupID)<<8|uint64(j.kind)))
		n := 2
		if !layout.monthly {
			n = j.rowsOn(day.Format(time.DateOnly), random)
		}
		for at := 0; at < n && rows < MaxCSVRows; at++ {
			out = layout.row(out, csvCell{group: j.group, id: j.groupID, words: words, day: text, at: at, random: random, people: j.people, begin: day.YearDay() * 3})
			if header != layout.header {
				out = append(out, ",佐藤"...)
			}
			out = append(out, '\n')
			rows++
		}
	}
	return j.encoded(out)
}

// encoded returns the file as the group's is: Shift-JIS with CRLF, UTF-8 with a byte order mark and CRLF, or UTF-8 with LF.
func (j *csvJob) encoded(text []byte) []byte {
	if j.group.encoding == csvUTF8 {
		return text
	}
	text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	if j.group.encoding == csvUTF8BOM {
		return append([]byte("\xef\xbb\xbf"), text...)
	}
	shifted, err := japanese.ShiftJIS.NewEncoder().Bytes(text)
	if err != nil {
		panic("the names of this group can be written in Shift-JIS: " + err.Error())
	}
	return shifted
}
