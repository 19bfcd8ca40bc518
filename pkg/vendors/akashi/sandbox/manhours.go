package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// manhours are the minutes booked, by staff, day (yyyy/mm/dd), project and task. What nobody wrote follows from the days worked.
type manhours map[int64]map[string]*manhourDay

type manhourDay struct{ entries []manhourEntry }

type manhourEntry struct {
	project, task, minutes int64
}

// bookable returns the tasks of a project that may be booked on.
func bookable(project int64) []int64 {
	switch project {
	case 301:
		return []int64{1, 2}
	case 302:
		return []int64{1}
	case 303:
		return []int64{5}
	}
	return nil
}

// listManhours stands in no document: clients in use show it. With an id it is one person's, and dates have slashes; without one it is
// everybody's, and dates have hyphens. Some ids and minutes are text.
func (c *call) listManhours() (answer, *failure) {
	people := c.looksAfter()
	layout := "2006-01-02"
	if c.id != "" {
		p, f := c.pathStaff()
		if f != nil {
			return answer{}, f
		}
		people, layout = []*staff{p}, date
	}
	from, okFrom := parseInstant(c.params.Text("start_date"))
	to, okTo := parseInstant(c.params.Text("end_date"))
	if !okFrom || !okTo || to.Before(from) {
		return answer{}, invalid("開始日と終了日を正しく指定してください。")
	}
	list := []object{}
	for _, p := range people {
		dates := []object{}
		for day := startOfDay(from); !day.After(to); day = day.AddDate(0, 0, 1) {
			if projects := c.manhoursOn(p, day).projects(); len(projects) > 0 {
				dates = append(dates, object{{"date", day.Format(layout)}, {"projects", projects}})
			}
		}
		person := object{{"staff_id", p.id}, {"dates", dates}}
		if c.id != "" {
			person = person[1:] // an answer about one person does not say who it is
		}
		list = append(list, person)
	}
	return answer{response: object{{"manhours", list}}}, nil
}

func (c *call) looksAfter() []*staff {
	var people []*staff
	for _, p := range c.company.staffs {
		if c.company.manages(c.owner, p) {
			people = append(people, p)
		}
	}
	return people
}

// manhoursOn returns what is booked on a day. Of a day that ended, the worked minutes are: one in nine people forgets, one in nine books
// half an hour less.
func (c *call) manhoursOn(p *staff, day time.Time) *manhourDay {
	days := c.manhours[p.id]
	if days == nil {
		days = map[string]*manhourDay{}
		c.manhours[p.id] = days
	}
	key := day.Format(date)
	if days[key] != nil {
		return days[key]
	}
	d := &manhourDay{}
	worked, ok := c.worked(c.shift(p, day, c.dayRand(p, day))).(int)
	switch forgets := (p.id/idStep + int64(day.Day())) % 9; {
	case !ok || p.retiredBy(day):
		return d // it may end yet
	case forgets == 0:
	case forgets == 1:
		worked -= 30
		fallthrough
	default:
		d.entries = []manhourEntry{{301, 1, int64(worked - worked/3)}, {302, 1, int64(worked / 3)}}
	}
	days[key] = d
	return d
}

func (d *manhourDay) projects() []object {
	var list []object
	for i, e := range d.entries {
		item := object{{"task_id", e.task}, {"minute", e.minutes}}
		if i%2 == 1 {
			item = object{{"task_id", fmt.Sprint(e.task)}, {"minute", fmt.Sprint(e.minutes)}}
		}
		list = append(list, object{{"project_id", e.project}, {"daily_hour_items", []object{item}}, {"daily_comment_items", []object{}}})
	}
	return list
}

// writeManhours adds to what is there: an entry that is written over keeps its old minutes, as a stale sum.
func (c *call) writeManhours() (answer, *failure) {
	rows, ok := c.params.Rows("manhours")
	if !ok {
		return answer{}, invalid("工数は必ず指定してください。")
	}
	for _, row := range rows {
		id, _ := row.Integer("staff_id")
		p, f := c.visible(id)
		if f != nil {
			return answer{}, f
		}
		dates, _ := row.Rows("dates")
		for _, d := range dates {
			day, ok := parseDay(d.Text("date"))
			projects, some := d.Rows("projects")
			if !ok || !some || day.After(c.now) {
				return answer{}, invalid("日付を正しく指定してください。")
			}
			if f := c.book(p, day, projects); f != nil {
				return answer{}, f
			}
		}
	}
	return answer{response: object{{"login_company_code", CompanyID}}}, nil
}

func (c *call) book(p *staff, day time.Time, projects []params) *failure {
	booked := c.manhoursOn(p, day)
	c.manhours[p.id][day.Format(date)] = booked
	for _, project := range projects {
		id, _ := project.Integer("project_id")
		items, _ := project.Rows("daily_hour_items")
		for _, item := range items {
			task, _ := item.Integer("task_id")
			minutes, _ := item.Integer("minute")
			if !slices.Contains(bookable(id), task) {
				return invalid(strings.Join([]string{"プロジェクトまたはタスクが存在しません: ", project.Text("project_id"), "/", item.Text("task_id")}, ""))
			}
			booked.entries = append(booked.entries, manhourEntry{id, task, minutes})
		}
	}
	return nil
}

// deleteManhours removes all that is booked on a task on a day.
func (c *call) deleteManhours() (answer, *failure) {
	p, f := c.pathStaff()
	if f != nil {
		return answer{}, f
	}
	day, ok := parseDay(c.params.Text("date"))
	project, _ := c.params.Integer("project_id")
	task, _ := c.params.Integer("task_id")
	if !ok {
		return answer{}, invalid("日付を正しく指定してください。")
	}
	booked := c.manhoursOn(p, day)
	c.manhours[p.id][day.Format(date)] = booked
	left := slices.DeleteFunc(slices.Clone(booked.entries), func(e manhourEntry) bool { return e.project == project && e.task == task })
	if len(left) == len(booked.entries) {
		return answer{}, notFound("工数が存在しません。")
	}
	booked.entries = left
	return answer{response: object{{"login_company_code", CompanyID}}}, nil
}
