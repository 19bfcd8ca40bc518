package v2

import (
	"slices"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Present is what Kaonavi has now of what a write is about.
type Present struct {
	Codes   []string // in Kaonavi's order
	Records map[string]int
	// Values are the records of the members that were asked for, each by column.
	Values map[string][]map[string][]string
	// Filled is how many records have a value, by column.
	Filled map[string]int
}

// Total is how many records there are.
func (p Present) Total() int {
	n := 0
	for _, records := range p.Records {
		n += records
	}
	return n
}

// ReadPresent reads members, or with sheet the records of one. Values are kept of those that keep names.
func ReadPresent(records Records, sheet bool, keep map[string]bool) (Present, error) {
	p := Present{Records: map[string]int{}, Values: map[string][]map[string][]string{}, Filled: map[string]int{}}
	for r, err := range records {
		if err != nil {
			return p, err
		}
		code := r.Lookup("code").Text()
		p.Codes = append(p.Codes, code)
		add := func(v record.Value) {
			p.Records[code]++
			values := valuesOf(v)
			for column, list := range values {
				if len(filled(list)) > 0 {
					p.Filled[column]++
				}
			}
			if keep[code] {
				p.Values[code] = append(p.Values[code], values)
			}
		}
		if !sheet {
			add(r.Value())
			continue
		}
		for v := range r.Lookup(RecordList).Elements() {
			add(v)
		}
	}
	return p, nil
}

// valuesOf are a record's values by column.
func valuesOf(v record.Value) map[string][]string {
	all := map[string][]string{}
	for name, value := range v.Fields() {
		switch name {
		case customFields:
			for item := range value.Elements() {
				var texts []string
				for one := range item.Field("values").Elements() {
					texts = append(texts, one.Text())
				}
				all[customPrefix+item.Field("id").Text()] = texts
			}
		case "department":
			all["department.code"] = []string{value.Field("code").Text()}
			all["department.name"] = []string{value.Field("name").Text()}
		case "face_image":
			all["face_image.updated_at"] = []string{value.Field("updated_at").Text()}
		case "sub_departments":
			var codes []string
			for one := range value.Elements() {
				codes = append(codes, one.Field("code").Text())
			}
			all[name] = codes
		default:
			all[name] = []string{value.Text()}
		}
	}
	return all
}

// recordOf is the place of the record that a row is about: the column record says it, else it is the n-th of its member.
func recordOf(r intake.Row, n int) int {
	if number, err := strconv.Atoi(r.Text(recordColumn)); err == nil {
		return number - 1
	}
	return n
}

// Near gives the codes that differ by leading zeros only from one that is there.
func (p Present) Near(codes []string) []string {
	if len(codes) == 0 {
		return nil
	}
	bare := map[string]string{}
	for _, code := range p.Codes {
		bare[strings.TrimLeft(code, "0")] = code
	}
	var near []string
	for _, code := range codes {
		if there, known := bare[strings.TrimLeft(code, "0")]; known {
			near = append(near, code+" ("+there+")")
		}
	}
	return near
}

// Without gives the codes that are not among others.
func Without(codes, others []string) []string {
	known := map[string]bool{}
	for _, code := range others {
		known[code] = true
	}
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return known[code] })
}

// Stored gives for each row the record that it is about, for columns that no write takes. The n-th row of a code is about
// its n-th record.
func (p Present) Stored(rows []intake.Row) func(intake.Row) record.Value {
	type place struct {
		row    int
		record string // a row in JSON may have several
	}
	number, seen := map[place]int{}, map[string]int{}
	for _, r := range rows {
		number[place{r.Number, r.Text(recordColumn)}] = recordOf(r, seen[r.Text("code")])
		seen[r.Text("code")]++
	}
	return func(r intake.Row) record.Value {
		there := p.Values[r.Text("code")]
		n := number[place{r.Number, r.Text(recordColumn)}]
		if n < 0 || n >= len(there) {
			return nil
		}
		groups, order := map[string][]record.Member{}, []string{}
		var members []record.Member
		for column, values := range there[n] {
			v := record.String(strings.Join(filled(values), listJoin))
			group, name, nested := strings.Cut(column, ".")
			if !nested {
				members = append(members, record.Named(column, v))
				continue
			}
			if groups[group] == nil {
				order = append(order, group)
			}
			groups[group] = append(groups[group], record.Named(name, v))
		}
		for _, group := range order {
			members = append(members, record.Named(group, record.Object(groups[group]...)))
		}
		return record.Object(members...)
	}
}
