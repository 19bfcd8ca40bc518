package sandbox

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// schedule is an appointment.
type schedule struct {
	id, user         int
	from, to         string
	category, allday string
	title, remarks   string
	private          int
	participants     []participant
	updated          string
}

type participant struct {
	Type int `json:"type"`
	User int `json:"user_id"`
}

func (s *schedule) object() object {
	people := []object{}
	for i, p := range s.participants {
		people = append(people, object{{"id", s.id*10 + i}, {"type", p.Type}, {"user_id", p.User}})
	}
	return object{
		{"id", s.id},
		{"start_date", s.from},
		{"end_date", s.to},
		{"category_id", s.category},
		{"allday_flg", int(number(s.allday))},
		{"title", s.title},
		{"remarks", s.remarks},
		{"private", s.private},
		{"create_user_id", s.user},
		{"update_user_id", s.user},
		{"update_date_for_user", s.updated},
		{"update_date", s.updated},
		{"create_date", born},
		{"participants", people},
	}
}

// listSchedules names its list in its own way and no totals, though it takes limit and offset.
func (c *call) listSchedules() (any, *failure) {
	q := c.r.URL.Query()
	var found []*schedule
	for _, s := range c.schedules {
		wanted := (q.Get("start_date") == "" || s.to >= q.Get("start_date")) && (q.Get("end_date") == "" || s.from <= q.Get("end_date"))
		if who := q.Get("participant"); who != "" {
			wanted = wanted && slices.ContainsFunc(s.participants, func(p participant) bool { return strconv.Itoa(p.User) == who })
		}
		if wanted {
			found = append(found, s)
		}
	}
	from, to, _, _, f := c.slice(len(found))
	if f != nil {
		return nil, f
	}
	rows := []object{}
	for _, s := range found[from:to] {
		rows = append(rows, s.object())
	}
	return done(member{"scheduleList", rows}), nil
}

func (c *call) schedule() (*schedule, *failure) {
	i := slices.IndexFunc(c.schedules, func(s *schedule) bool { return strconv.Itoa(s.id) == c.parts[1] })
	if i < 0 {
		return nil, invalid("Schedule not found.")
	}
	return c.schedules[i], nil
}

func (c *call) getSchedule() (any, *failure) {
	s, f := c.schedule()
	if f != nil {
		return nil, f
	}
	return done(member{"scheduleInfo", s.object()}), nil
}

// createSchedule answers as the document's example does: its id is a word.
func (c *call) createSchedule() (any, *failure) {
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	s := &schedule{id: c.schedules[len(c.schedules)-1].id + 1, category: categoryName("1"), user: 101}
	if f := s.set(values, c.now()); f != nil {
		return nil, f
	}
	c.schedules = append(c.schedules, s)
	return done(member{"id", "success"}), nil
}

func (c *call) updateSchedule() (any, *failure) {
	s, f := c.schedule()
	if f != nil {
		return nil, f
	}
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	if f := s.set(values, c.now()); f != nil {
		return nil, f
	}
	return done(), nil
}

func (s *schedule) set(values url.Values, now string) *failure {
	if text := values.Get("participants"); text != "" {
		var people []participant
		if json.Unmarshal([]byte(text), &people) != nil {
			return invalid("participants is not a list.")
		}
		s.participants = people
	}
	if id := values.Get("category_id"); id != "" {
		if strings.Trim(id, "0123456789") != "" {
			return invalid("category_id is not a number.")
		}
		s.category = categoryName(id)
	}
	for name, value := range map[string]*string{
		"start_date": &s.from, "end_date": &s.to, "allday_flg": &s.allday, "title": &s.title, "remarks": &s.remarks,
	} {
		switch {
		case !values.Has(name):
		case strings.HasSuffix(name, "_date"):
			*value = whole(values.Get(name))
		default:
			*value = values.Get(name)
		}
	}
	if text := values.Get("private"); text != "" {
		s.private = int(number(text))
	}
	if text := values.Get("user_id"); text != "" {
		s.user = int(number(text))
	}
	s.updated = now
	return nil
}

// categoryName returns what answers have for the number of a category.
func categoryName(id string) string {
	if name := map[string]string{"1": "会議", "2": "外出", "3": "作業"}[id]; name != "" {
		return name
	}
	return "区分" + id
}
