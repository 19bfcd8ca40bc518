package sandbox

import (
	"fmt"
	"net/http"
	"strconv"
)

// permission is what one user may see besides, or not see.
type permission struct {
	UserID  int      `json:"user_id"`
	Add     []string `json:"add_codes"`
	Exclude []string `json:"exclusion_codes"`
}

type permissions struct {
	All []permission `json:"advanced_permission_data"`
}

// The codes on one list, at most.
const (
	mostMembers     = 30_000
	mostDepartments = 1_000
)

func (c *call) listPermissions() answer {
	all, known := c.company.permissions[c.ids[0]]
	if !known {
		return notFound("advanced_type")
	}
	return ok(permissions{all})
}

func (c *call) overwritePermissions() answer {
	kind := c.ids[0]
	if _, known := c.company.permissions[kind]; !known {
		return notFound("advanced_type")
	}
	body, err := decode[permissions](c)
	if err != nil {
		return badBody(err)
	}
	most := mostMembers
	if kind == "department" {
		most = mostDepartments
	}
	for _, p := range body.All {
		if len(p.Add) > most || len(p.Exclude) > most {
			return refuse(http.StatusBadRequest, fmt.Sprintf("user_id %d: %d件を超えています。", p.UserID, most))
		}
	}
	return c.accept(func() (errs []string) {
		for _, p := range body.All {
			if c.company.user(strconv.Itoa(p.UserID)) == nil {
				errs = append(errs, fmt.Sprintf("user_id %d は存在しません。", p.UserID))
			}
			for _, code := range append(append([]string{}, p.Add...), p.Exclude...) {
				if kind == "member" && c.company.member(code) == nil || kind == "department" && c.company.department(code) == nil {
					errs = append(errs, fmt.Sprintf("user_id %d: コード %s は存在しません。", p.UserID, code))
				}
			}
		}
		return errs
	}, func() { c.company.permissions[kind] = body.All })
}
