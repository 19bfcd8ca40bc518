package sandbox

import (
	"fmt"
	"strconv"
	"strings"
)

// User is a user of a company that is given.
type User struct {
	Login, Name, Kana, Number, Mail string
	Departments                     []string // paths
	Off                             bool     // the account is switched off
}

// Department is a department of such a company; parents come first.
type Department struct{ Path, Code string }

// given puts the company that is given in the place of the one that is made up here.
func (s *Server) given() {
	if len(s.o.Users) == 0 {
		return
	}
	ids := map[string]int{}
	s.departments, s.users = nil, nil
	for i, d := range s.o.Departments {
		u := &unit{id: i + 1, rank: i + 1, manager: 101, name: d.Path[strings.LastIndexByte(d.Path, '/')+1:], code: d.Code, updated: born}
		ids[d.Path] = u.id
		u.hierarchy = fmt.Sprintf("/%d/", u.id)
		if at := strings.LastIndexByte(d.Path, '/'); at >= 0 {
			above := s.departments[ids[d.Path[:at]]-1]
			u.parent, u.hierarchy = above.id, above.hierarchy+strconv.Itoa(u.id)+"/"
		}
		s.departments = append(s.departments, u)
	}
	for i, given := range s.o.Users {
		var in []string
		for _, path := range given.Departments {
			in = append(in, fmt.Sprintf("%q", strconv.Itoa(ids[path])))
		}
		status := "1"
		if given.Off {
			status = "2"
		}
		s.users = append(s.users, &person{id: 101 + i, updated: born, values: map[string]string{
			"userid": given.Login, "name": given.Name, "kana": given.Kana, "mail": given.Mail, "employee_no": given.Number, "status": status, "del_flg": "0",
			"group": "[]", "department": "[" + strings.Join(in, ", ") + "]", "position": "[]", "notification_setting": "[]",
		}})
	}
}
