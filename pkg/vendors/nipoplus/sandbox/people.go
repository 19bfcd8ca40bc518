package sandbox

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"time"
)

// jst returns the zone of the vendor's clock.
func jst() *time.Location { return time.FixedZone("JST", 9*60*60) }

// opened returns the day before which there is nothing.
func opened() time.Time { return time.Date(2024, 1, 1, 0, 0, 0, 0, jst()) }

type group struct {
	id, name string
	listed   bool
	locked   bool // its timecards are limited
	people   [2]int
}

var groups = []group{
	{id: HeadOffice, name: "本社", listed: true, people: [2]int{0, 12}},
	{id: Branch, name: "大阪支店", listed: true, locked: true, people: [2]int{8, 16}},
	{id: Audit, name: "監査室", listed: true, people: [2]int{0, 2}},
	{id: Crowd, name: "一斉送信", people: [2]int{0, 12}},
	{id: Unsteady, name: "不調", people: [2]int{0, 3}},
}

type person struct{ id, name string }

// names are invented; the odd ones are what breaks programs.
var names = []string{
	"長谷川 恵", "髙橋 翔太", "佐藤 一郎", "佐藤 一郎", "Sato, \"Ken\"", "=山本 陽子", "伊藤　誠", "鈴木 直樹",
	"渡辺 美咲", "中村 蓮", "加藤 由美子", "𠮷野 さくら", "吉田 拓也", "松本 茂", "井上 陽菜", "木村 修",
}

func newPeople(o Options) []person {
	all := names
	if len(o.Staffs) > 0 {
		all = o.Staffs
	}
	people := make([]person, len(all))
	for i, name := range all {
		people[i] = person{identifier(28, o.Seed, "person", i), name}
	}
	return people
}

// identifier returns a text of letters and digits that follows from what it is made of.
func identifier(length int, of ...any) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, of...)
	n, id := h.Sum64(), make([]byte, length)
	for i := range id {
		n ^= n << 13
		n ^= n >> 7
		n ^= n << 17
		id[i] = letters[n%uint64(len(letters))]
	}
	return string(id)
}

func (c *call) of(g group) []person { return c.people[g.people[0]:g.people[1]] }

func staffRows(people []person, first int) []object {
	var rows []object
	for i, p := range people {
		role := "一般"
		if first+i == 0 {
			role = "管理者"
		}
		rows = append(rows, object{{"id", p.id}, {"name", p.name}, {"role", role}, {"active", true}})
	}
	return rows
}

func (c *call) staffs() (any, *failure) {
	g, f := c.group()
	if f != nil {
		return nil, f
	}
	return c.wrap(Bare, staffRows(c.of(g), g.people[0])), nil
}

func (c *call) staffsAdmin() (any, *failure) {
	if f := c.administrator(); f != nil {
		return nil, f
	}
	return c.wrap(Result, staffRows(c.people, 0)), nil
}

func (c *call) groupsAdmin() (any, *failure) {
	if f := c.administrator(); f != nil {
		return nil, f
	}
	var rows []object
	for _, g := range c.groups {
		if g.listed {
			rows = append(rows, object{{"id", g.id}, {"name", g.name}, {"createTs", opened().UnixMilli()}})
		}
	}
	return c.wrap(Data, rows), nil
}

func (c *call) administrator() *failure {
	if !c.admin {
		return refuse(http.StatusForbidden, "権限が足りません")
	}
	return nil
}
