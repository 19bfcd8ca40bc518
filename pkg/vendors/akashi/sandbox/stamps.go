package sandbox

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// listStamps (6.7): one's own stamps, or those of the person in the path. The first thousand by
// time are sent and nothing says that there are more.
func (c *call) listStamps() (answer, *failure) {
	p := c.owner
	if c.id != "" {
		var f *failure
		if p, f = c.pathStaff(); f != nil {
			return answer{}, f
		}
	}
	from, to, f := c.span()
	if f != nil {
		return answer{}, f
	}
	if !to.Before(addMonths(from, MaxStampMonths)) {
		return answer{}, invalid("取得期間は6ヶ月以内で指定してください。")
	}
	stamps := c.stampsOf(p, from, to)
	stamps = stamps[:min(len(stamps), MaxStamps)]
	return answer{response: object{
		{"login_company_code", CompanyID},
		{"staff_id", p.id},
		{"count", len(stamps)},
		{"stamps", c.names().asSent(p, stamps)},
	}}, nil
}

// listMultipleStamps (6.10). The thousand are counted over all people, by id; people beyond the
// cut are missing altogether, people without stamps are there with none.
func (c *call) listMultipleStamps() (answer, *failure) {
	from, to, f := c.span()
	if f != nil {
		return answer{}, f
	}
	if !to.Before(from.AddDate(0, 0, MaxStampDays)) {
		return answer{}, invalid("取得期間は31日以内で指定してください。")
	}
	people, f := c.people(0)
	if f != nil {
		return answer{}, f
	}
	list, left := []object{}, MaxStamps
	for _, p := range people {
		stamps := c.stampsOf(p, from, to)
		if left == 0 && len(stamps) > 0 {
			break
		}
		stamps = stamps[:min(len(stamps), left)]
		left -= len(stamps)
		list = append(list, object{
			{"staff_id", p.id},
			{"count", len(stamps)},
			{"stamps", c.names().asSent(p, stamps)},
		})
	}
	return answer{response: object{{"login_company_code", CompanyID}, {"multiple_stamps", list}}}, nil
}

// span reads start_date and end_date in their long form.
func (c *call) span() (from, to time.Time, f *failure) {
	from, okFrom := parseInstant(c.params.Text("start_date"))
	to, okTo := parseInstant(c.params.Text("end_date"))
	if !okFrom || !okTo || to.Before(from) {
		return from, to, invalid("開始日時と終了日時をyyyymmddHHMMSSの形式で正しく指定してください。")
	}
	if c.o.EndExclusive {
		to = to.Add(-time.Second)
	}
	return from, to, nil
}

// people reads staff_ids; most is the cap, 0 for none. In order of id, each once.
func (c *call) people(most int) ([]*staff, *failure) {
	var ids []int64
	for text := range strings.SplitSeq(c.params.Text("staff_ids"), ",") {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, invalid("従業員IDをコンマ区切りで指定してください。")
		}
		ids = append(ids, id)
	}
	if most > 0 && len(ids) > most {
		return nil, invalid("従業員IDは一度に50件まで指定できます。")
	}
	slices.Sort(ids)
	var people []*staff
	for _, id := range slices.Compact(ids) {
		p, f := c.visible(id)
		if f != nil {
			return nil, f
		}
		people = append(people, p)
	}
	return people, nil
}
