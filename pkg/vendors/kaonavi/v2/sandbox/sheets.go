package sandbox

import (
	"fmt"
	"net/http"
	"slices"
)

// sentRecords are the records of a member as they are written and shown.
type sentRecords struct {
	Code    string `json:"code"`
	Records []struct {
		Fields []sent `json:"custom_fields"`
	} `json:"records"`
}

type shownRecord struct {
	Fields []value `json:"custom_fields"`
}

type shownRecords struct {
	Code    string        `json:"code"`
	Records []shownRecord `json:"records"`
}

// getSheet leaves out members without a record.
func (c *call) getSheet() answer {
	s := c.company.sheet(c.ids[0])
	if s == nil {
		return notFound("シート")
	}
	since, good := c.since()
	if !good {
		return refuse(http.StatusBadRequest, "updated_sinceの形式が正しくありません。")
	}
	all := []shownRecords{}
	for _, m := range c.company.members {
		records := s.records[m.code]
		if len(records) == 0 || s.updated[m.code].Before(since) {
			continue
		}
		shown := shownRecords{Code: m.code}
		for _, r := range records {
			shown.Records = append(shown.Records, shownRecord{r.shown(s.fields)})
		}
		all = append(all, shown)
	}
	layout := c.shown(s)
	return ok(struct {
		ID         int            `json:"id"`
		Name       string         `json:"name"`
		RecordType int            `json:"record_type"`
		Updated    string         `json:"updated_at"`
		Members    []shownRecords `json:"member_data"`
	}{s.id, s.name, layout.RecordType, c.now.Format(moment), all})
}

// sentSheet reads a body of records and finds what is refused before there is a task.
func (c *call) sentSheet(whole bool) (*sheet, []sentRecords, answer, bool) {
	s := c.company.sheet(c.ids[0])
	if s == nil {
		return nil, nil, notFound("シート"), false
	}
	body, err := decode[struct {
		Members []sentRecords `json:"member_data"`
	}](c)
	if err != nil {
		return nil, nil, badBody(err), false
	}
	if len(body.Members) == 0 {
		return nil, nil, refuse(http.StatusBadRequest, "member_dataは必須です。"), false
	}
	var errs []string
	seen := map[string]bool{}
	for i, m := range body.Members {
		at := func(text string) {
			if text != "" {
				errs = append(errs, fmt.Sprintf("%d件目(%s): %s", i+1, m.Code, text))
			}
		}
		if seen[m.Code] {
			at("社員番号が重複しています。")
		}
		seen[m.Code] = true
		if !s.several && len(m.Records) > 1 {
			at("単一レコードのシートに複数のレコードは登録できません。")
		}
		for _, r := range m.Records {
			for _, f := range s.fields {
				i := slices.IndexFunc(r.Fields, func(s sent) bool { return s.ID == f.id })
				switch {
				case i >= 0:
					at(f.ahead(r.Fields[i].texts()))
				case whole || s.several:
					at(f.ahead(nil))
				}
			}
		}
	}
	if len(errs) > 0 {
		return nil, nil, refuse(http.StatusBadRequest, errs...), false
	}
	return s, body.Members, answer{}, true
}

// wrongRecords returns what the task finds wrong. A member that was just added may not be known here yet.
func (c *call) wrongRecords(s *sheet, all []sentRecords) (errs []string) {
	for _, sent := range all {
		at := func(text string) {
			if text != "" {
				errs = append(errs, "社員番号 "+sent.Code+": "+text)
			}
		}
		m := c.company.member(sent.Code)
		if m == nil || c.now.Before(m.born.Add(c.o.Lag)) && c.o.Lag > 0 {
			at("メンバーが存在しません。")
		}
		for _, r := range sent.Records {
			for _, text := range unknownFields(s.fields, r.Fields) {
				at(text)
			}
			for _, v := range r.Fields {
				if f := find(s.fields, v.ID); f != nil {
					at(f.later(v.texts()))
				}
			}
		}
	}
	return errs
}

// store puts records in place of a member's, or behind them. Files go with the records that are replaced by position,
// as far as there are as many: what the vendor does with them is not known.
func (c *call) store(s *sheet, sent sentRecords, behind bool) {
	old := s.records[sent.Code]
	var records []*record
	for i, r := range sent.Records {
		n := newRecord()
		if !behind && i < len(old) {
			n.files = old[i].files
		}
		n.put(r.Fields)
		records = append(records, n)
	}
	if behind {
		records = append(old, records...)
	}
	s.records[sent.Code] = records
	s.updated[sent.Code] = c.now
}

func (c *call) replaceSheet() answer {
	s, all, a, good := c.sentSheet(true)
	if !good {
		return a
	}
	return c.accept(func() []string { return c.wrongRecords(s, all) }, func() {
		named := map[string]bool{}
		for _, sent := range all {
			named[sent.Code] = true
			c.store(s, sent, false)
		}
		for code := range s.records {
			if !named[code] {
				delete(s.records, code)
			}
		}
	})
}

// updateSheet changes single fields where a member has one record, and makes that record where there is none.
func (c *call) updateSheet() answer {
	s, all, a, good := c.sentSheet(false)
	if !good {
		return a
	}
	return c.accept(func() []string { return c.wrongRecords(s, all) }, func() {
		for _, sent := range all {
			records := s.records[sent.Code]
			if s.several || len(records) == 0 {
				c.store(s, sent, false)
				continue
			}
			for _, r := range sent.Records {
				records[0].put(r.Fields)
			}
			s.updated[sent.Code] = c.now
		}
	})
}

// addRecords answers for sheets with several records. (A live client uses it for the first record of a sheet whose type is
// not known.)
func (c *call) addRecords() answer {
	s, all, a, good := c.sentSheet(true)
	switch {
	case !good:
		return a
	case !s.several:
		return refuse(http.StatusBadRequest, "単一レコードのシートには追加できません。")
	}
	return c.accept(func() []string { return c.wrongRecords(s, all) }, func() {
		for _, sent := range all {
			c.store(s, sent, true)
		}
	})
}
