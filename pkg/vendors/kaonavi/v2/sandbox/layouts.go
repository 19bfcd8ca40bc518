package sandbox

// shownSheet is a sheet's layout.
type shownSheet struct {
	ID         int           `json:"id"`
	Name       string        `json:"name"`
	RecordType int           `json:"record_type"`
	Fields     []layoutField `json:"custom_fields"`
}

func (c *call) calc() bool { return c.request.URL.Query().Get("get_calc_type") == "true" }

// memberLayout shows the basic information; the standard fields stand before the company's own.
func (c *call) memberLayout() answer {
	std := make([]layoutField, len(c.company.standard))
	for i, f := range c.company.standard {
		std[i] = f.layout()
	}
	return ok(struct {
		Code       layoutField   `json:"code"`
		Name       layoutField   `json:"name"`
		Kana       layoutField   `json:"name_kana"`
		Mail       layoutField   `json:"mail"`
		Entered    layoutField   `json:"entered_date"`
		Retired    layoutField   `json:"retired_date"`
		Gender     layoutField   `json:"gender"`
		Birthday   layoutField   `json:"birthday"`
		Department layoutField   `json:"department"`
		Subs       layoutField   `json:"sub_departments"`
		Fields     []layoutField `json:"custom_fields"`
	}{std[0], std[1], std[2], std[3], std[4], std[5], std[6], std[7], std[8], std[9], layouts(c.company.fields, c.calc())})
}

func (c *call) shown(s *sheet) shownSheet {
	l := shownSheet{ID: s.id, Name: s.name, Fields: layouts(s.fields, c.calc())}
	if s.several {
		l.RecordType = 1
	}
	return l
}

func (c *call) sheetLayouts() answer {
	all := []shownSheet{}
	for _, s := range c.company.sheets {
		all = append(all, c.shown(s))
	}
	return ok(object{"sheets": all})
}

func (c *call) sheetLayout() answer {
	s := c.company.sheet(c.ids[0])
	if s == nil {
		return notFound("シート")
	}
	return ok(c.shown(s))
}
