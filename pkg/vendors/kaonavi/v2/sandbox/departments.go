package sandbox

import "net/http"

// department is one department, as it is written and shown.
type department struct {
	Code   string  `json:"code"`
	Name   string  `json:"name"`
	Parent *string `json:"parent_code"`
	Leader *string `json:"leader_member_code"`
	Order  int     `json:"order"`
	Memo   *string `json:"memo"`
}

type departments struct {
	All []department `json:"department_data"`
}

func (c *call) listDepartments() answer { return ok(departments{c.company.departments}) }

// overwriteDepartments deletes what is not sent; a member whose department goes has none.
func (c *call) overwriteDepartments() answer {
	body, err := decode[departments](c)
	if err != nil {
		return badBody(err)
	}
	if len(body.All) == 0 {
		return refuse(http.StatusBadRequest, "department_dataは必須です。")
	}
	known := map[string]bool{}
	for _, d := range body.All {
		if d.Code == "" || d.Name == "" || known[d.Code] {
			return refuse(http.StatusBadRequest, "所属コード "+d.Code+": コードと名称は必須です。コードの重複はできません。")
		}
		known[d.Code] = true
	}
	return c.accept(func() (errs []string) {
		for _, d := range body.All {
			if d.Parent != nil && *d.Parent != "" && !known[*d.Parent] {
				errs = append(errs, "所属コード "+d.Code+": 親の所属 "+*d.Parent+" が存在しません。")
			}
			if d.Leader != nil && *d.Leader != "" && c.company.member(*d.Leader) == nil {
				errs = append(errs, "所属コード "+d.Code+": 責任者 "+*d.Leader+" が存在しません。")
			}
		}
		return errs
	}, func() {
		c.company.departments = body.All
		for _, m := range c.company.members {
			if !known[m.main] {
				m.main = ""
			}
		}
	})
}
