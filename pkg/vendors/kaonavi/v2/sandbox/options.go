package sandbox

import (
	"net/http"
	"slices"
	"strconv"
)

// optionField is a field whose options can be had.
type optionField struct {
	Sheet   string   `json:"sheet_name"`
	ID      int      `json:"id"`
	Name    string   `json:"name"`
	Options []option `json:"enum_option_data"`
	field   *field
	sheet   *sheet // nil: the basic information
}

func (c *company) optionFields() []optionField {
	all := []optionField{}
	add := func(name string, s *sheet, fields []*field) {
		for _, f := range fields {
			if f.kind == "enum" && !f.linked {
				all = append(all, optionField{name, f.id, f.name, f.options, f, s})
			}
		}
	}
	add("基本情報", nil, c.fields)
	for _, s := range c.sheets {
		add(s.name, s, s.fields)
	}
	return all
}

func (c *company) optionField(id string) (optionField, bool) {
	all := c.optionFields()
	if i := slices.IndexFunc(all, func(o optionField) bool { return strconv.Itoa(o.ID) == id }); i >= 0 {
		return all[i], true
	}
	return optionField{}, false
}

func (c *call) listOptions() answer {
	return ok(object{"custom_field_data": c.company.optionFields()})
}

func (c *call) getOptions() answer {
	o, known := c.company.optionField(c.ids[0])
	if !known {
		return notFound("項目")
	}
	return ok(o)
}

// overwriteOptions deletes options that are not sent, if no member has them.
func (c *call) overwriteOptions() answer {
	o, known := c.company.optionField(c.ids[0])
	if !known {
		return notFound("項目")
	}
	body, err := decode[struct {
		Options []struct {
			ID   *int   `json:"id"`
			Name string `json:"name"`
		} `json:"enum_option_data"`
	}](c)
	switch {
	case err != nil:
		return badBody(err)
	case len(body.Options) == 0:
		return refuse(http.StatusBadRequest, "enum_option_dataは1件以上指定してください。")
	}
	kept := map[int]bool{}
	for _, sent := range body.Options {
		if sent.ID != nil {
			kept[*sent.ID] = true
		}
	}
	return c.accept(func() (errs []string) {
		for id := range kept {
			if !slices.ContainsFunc(o.field.options, func(old option) bool { return old.ID == id }) {
				errs = append(errs, "選択肢ID "+strconv.Itoa(id)+" は存在しません。")
			}
		}
		for _, old := range o.field.options {
			if !kept[old.ID] && c.company.uses(o, old.Name) {
				errs = append(errs, "選択肢 "+old.Name+" は使用されているため削除できません。")
			}
		}
		slices.Sort(errs)
		return errs
	}, func() {
		var options []option
		for _, sent := range body.Options {
			id := 0
			if sent.ID != nil {
				id = *sent.ID
				for _, old := range o.field.options {
					if old.ID == id && old.Name != sent.Name {
						c.company.rename(o, old.Name, sent.Name)
					}
				}
			} else {
				id = c.company.id()
			}
			options = append(options, option{id, sent.Name})
		}
		o.field.options = options
	})
}

// lists returns all values of a field.
func (c *company) lists(o optionField) (all [][]string) {
	if o.sheet == nil {
		for _, m := range c.members {
			all = append(all, m.info.values[o.ID])
		}
		return all
	}
	for _, records := range o.sheet.records {
		for _, r := range records {
			all = append(all, r.values[o.ID])
		}
	}
	return all
}

func (c *company) uses(o optionField, name string) bool {
	return slices.ContainsFunc(c.lists(o), func(values []string) bool { return slices.Contains(values, name) })
}

func (c *company) rename(o optionField, from, to string) {
	for _, values := range c.lists(o) {
		for i := range values {
			if values[i] == from {
				values[i] = to
			}
		}
	}
}
