package sandbox

import (
	"fmt"
	"net/http"
	"time"
)

// shownMember is a member as it is answered.
type shownMember struct {
	Code       string       `json:"code"`
	Name       string       `json:"name"`
	Kana       string       `json:"name_kana"`
	Mail       string       `json:"mail"`
	Entered    string       `json:"entered_date"`
	Retired    string       `json:"retired_date"`
	Gender     string       `json:"gender"`
	Birthday   *string      `json:"birthday"`
	Age        *int         `json:"age"`
	Years      *string      `json:"years_of_service"`
	Department *place       `json:"department"`
	Subs       []place      `json:"sub_departments"`
	Face       *faceUpdated `json:"face_image"`
	Fields     []value      `json:"custom_fields"`
}

type faceUpdated struct {
	Updated string `json:"updated_at"`
}

func (c *call) listMembers() answer {
	since, good := c.since()
	if !good {
		return refuse(http.StatusBadRequest, "updated_sinceの形式が正しくありません。")
	}
	all := []shownMember{}
	for _, m := range c.company.members {
		if !m.updated.Before(since) {
			all = append(all, c.shownMember(m))
		}
	}
	return ok(struct {
		Updated string        `json:"updated_at"`
		Members []shownMember `json:"member_data"`
	}{c.now.Format(moment), all})
}

func (c *call) shownMember(m *member) shownMember {
	s := shownMember{
		Code: m.code, Name: m.texts["name"], Kana: m.texts["name_kana"], Mail: m.texts["mail"], Entered: m.texts["entered_date"],
		Retired: m.texts["retired_date"], Gender: m.texts["gender"], Department: c.company.place(m.main), Subs: []place{},
		Fields: m.info.shown(c.company.fields),
	}
	if born, err := time.Parse(time.DateOnly, m.texts["birthday"]); err == nil {
		day, age := m.texts["birthday"], years(born, c.now)
		s.Birthday, s.Age = &day, &age
	}
	if entered, err := time.Parse(time.DateOnly, s.Entered); err == nil {
		text := fmt.Sprintf("%d年%dヵ月", years(entered, c.now), (int(c.now.Month())-int(entered.Month())+12)%12)
		s.Years = &text
	}
	for _, code := range m.subs {
		if p := c.company.place(code); p != nil {
			s.Subs = append(s.Subs, *p)
		}
	}
	if m.face.name != "" {
		s.Face = &faceUpdated{m.face.updated.Format(moment)}
	}
	return s
}

func years(from, to time.Time) int {
	n := to.Year() - from.Year()
	if to.YearDay() < from.YearDay() {
		n--
	}
	return max(n, 0)
}

// sentMember is a member as it is written. What is not sent is nil.
type sentMember struct {
	Code       string    `json:"code"`
	Name       *string   `json:"name"`
	Kana       *string   `json:"name_kana"`
	Mail       *string   `json:"mail"`
	Entered    *string   `json:"entered_date"`
	Retired    *string   `json:"retired_date"`
	Gender     *string   `json:"gender"`
	Birthday   *string   `json:"birthday"`
	Department *sentCode `json:"department"`
	Subs       *[]struct {
		Code string `json:"code"`
	} `json:"sub_departments"`
	Fields []sent `json:"custom_fields"`
}

type sentCode struct {
	Code string `json:"code"`
}

// texts returns the standard fields that hold text, by their JSON name.
func (s *sentMember) texts() map[string]*string {
	return map[string]*string{
		"name": s.Name, "name_kana": s.Kana, "mail": s.Mail, "entered_date": s.Entered, "retired_date": s.Retired, "gender": s.Gender, "birthday": s.Birthday,
	}
}

// put stores what is sent.
func (m *member) put(s *sentMember, now time.Time) {
	for name, text := range s.texts() {
		if text != nil {
			m.texts[name] = *text
		}
	}
	if s.Department != nil {
		m.main = s.Department.Code
	}
	if s.Subs != nil {
		m.subs = nil
		for _, d := range *s.Subs {
			m.subs = append(m.subs, d.Code)
		}
	}
	m.info.put(s.Fields)
	m.updated = now
}

// clear empties a member but for its code, its name and what the vendor calculates.
func (c *company) clear(m *member) {
	m.texts = map[string]string{"name": m.texts["name"]}
	m.main, m.subs = "", nil
	for _, f := range c.fields {
		if !f.readOnly {
			delete(m.info.values, f.id)
		}
	}
}
