package sandbox

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// company is all data.
type company struct {
	standard    []*field // by name of the JSON: see standardNames
	fields      []*field // of the basic information
	members     []*member
	sheets      []*sheet
	departments []department
	users       []*user
	roles       []role
	permissions map[string][]permission // by type
	webhooks    []*webhook
	nextID      int
}

// member is a person.
type member struct {
	code    string
	texts   map[string]string // name, name_kana, mail, entered_date, retired_date, gender, birthday
	main    string            // code of the department; "": none
	subs    []string
	face    file
	info    *record
	updated time.Time
	born    time.Time // when it was added, for Options.Lag
}

// sheet is a sheet.
type sheet struct {
	id      int
	name    string
	several bool // record_type 1
	off     bool // its operations are switched off
	fields  []*field
	records map[string][]*record // by code of the member
	updated map[string]time.Time
}

// file is what a face or a field with a file holds.
type file struct {
	name    string
	content []byte
	updated time.Time
}

func (c *company) sheet(id string) *sheet {
	for _, s := range c.sheets {
		if strconv.Itoa(s.id) == id {
			return s
		}
	}
	return nil
}

func (c *company) member(code string) *member {
	if i := slices.IndexFunc(c.members, func(m *member) bool { return m.code == code }); i >= 0 {
		return c.members[i]
	}
	return nil
}

func (c *company) department(code string) *department {
	if i := slices.IndexFunc(c.departments, func(d department) bool { return d.Code == code }); i >= 0 {
		return &c.departments[i]
	}
	return nil
}

// names returns a department's levels, from the top.
func (c *company) names(code string) []string {
	var names []string
	for d := c.department(code); d != nil && len(names) < 20; {
		names = append([]string{d.Name}, names...)
		if d.Parent == nil {
			break
		}
		d = c.department(*d.Parent)
	}
	return names
}

// place is a department as members show it.
type place struct {
	Code  string   `json:"code"`
	Name  string   `json:"name"`
	Names []string `json:"names"`
}

func (c *company) place(code string) *place {
	if c.department(code) == nil {
		return nil
	}
	names := c.names(code)
	return &place{Code: code, Name: strings.Join(names, " "), Names: names}
}

// id gives the next number for what is made.
func (c *company) id() int {
	c.nextID++
	return c.nextID
}

const moment = "2006-01-02 15:04:05"

// since reads updated_since, which leaves out what is older.
func (c *call) since() (time.Time, bool) {
	text := c.request.URL.Query().Get("updated_since")
	if text == "" {
		return time.Time{}, true
	}
	day, err := time.ParseInLocation(time.DateOnly, text, c.now.Location())
	return day, err == nil
}
