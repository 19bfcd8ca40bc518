package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
)

type role struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// user is an account.
type user struct {
	ID         int
	Email      string
	Member     *string
	role       int
	login      string
	Active     bool
	Locked     bool
	Smartphone bool
}

// shownUser is an account as POST and PATCH answer it.
type shownUser struct {
	ID         int     `json:"id"`
	Email      string  `json:"email"`
	Member     *string `json:"member_code"`
	Role       role    `json:"role"`
	Active     bool    `json:"is_active"`
	Locked     bool    `json:"password_locked"`
	Smartphone bool    `json:"use_smartphone"`
}

// seenUser is an account as GET answers it.
type seenUser struct {
	shownUser
	Login *string `json:"last_login_at"`
}

func (c *company) role(id int) role {
	if i := slices.IndexFunc(c.roles, func(r role) bool { return r.ID == id }); i >= 0 {
		return c.roles[i]
	}
	return role{}
}

func (c *company) user(id string) *user {
	if i := slices.IndexFunc(c.users, func(u *user) bool { return strconv.Itoa(u.ID) == id }); i >= 0 {
		return c.users[i]
	}
	return nil
}

func (c *company) shown(u *user) shownUser {
	return shownUser{u.ID, u.Email, u.Member, c.role(u.role), u.Active, u.Locked, u.Smartphone}
}

func (c *company) seen(u *user) seenUser {
	s := seenUser{shownUser: c.shown(u)}
	if u.login != "" {
		s.Login = &u.login
	}
	return s
}

func (c *call) listRoles() answer { return ok(object{"role_data": c.company.roles}) }

func (c *call) listUsers() answer {
	all := []seenUser{}
	for _, u := range c.company.users {
		all = append(all, c.company.seen(u))
	}
	return ok(object{"user_data": all})
}

func (c *call) getUser() answer {
	u := c.company.user(c.ids[0])
	if u == nil {
		return notFound("ユーザー")
	}
	return ok(c.company.seen(u))
}

// sentUser is an account as it is written. A null member_code takes the link away.
type sentUser struct {
	Email    *string         `json:"email"`
	Member   json.RawMessage `json:"member_code"` // a string or null
	Password *string         `json:"password"`
	Role     *struct {
		ID int `json:"id"`
	} `json:"role"`
	Active     *bool `json:"is_active"`
	Locked     *bool `json:"password_locked"`
	Smartphone *bool `json:"use_smartphone"`
}

// member returns the code that is sent; nil for null and for none.
func (s sentUser) member() *string {
	var code *string
	if json.Unmarshal(s.Member, &code) != nil || code == nil || *code == "" {
		return nil
	}
	return code
}

// wrongUser says why an account is refused.
func (c *call) wrongUser(s sentUser, self *user) string {
	if s.Email != nil && slices.ContainsFunc(c.company.users, func(u *user) bool { return u != self && u.Email == *s.Email }) {
		return "ログインIDは既に使用されています。"
	}
	if code := s.member(); code != nil && c.company.member(*code) == nil {
		return "社員番号 " + *code + " は存在しません。"
	}
	if s.Role != nil && c.company.role(s.Role.ID).Name == "" {
		return "ロールが存在しません。"
	}
	return ""
}

func (u *user) put(s sentUser) {
	if s.Email != nil {
		u.Email = *s.Email
	}
	if s.Member != nil {
		u.Member = s.member()
	}
	if s.Role != nil {
		u.role = s.Role.ID
	}
	for to, from := range map[*bool]*bool{&u.Active: s.Active, &u.Locked: s.Locked, &u.Smartphone: s.Smartphone} {
		if from != nil {
			*to = *from
		}
	}
}

func (c *call) createUser() answer {
	s, err := decode[sentUser](c)
	switch {
	case err != nil:
		return badBody(err)
	case s.Email == nil || s.Password == nil || s.Role == nil:
		return refuse(http.StatusBadRequest, "email, password, roleは必須です。")
	}
	if why := c.wrongUser(s, nil); why != "" {
		return refuse(http.StatusBadRequest, why)
	}
	u := &user{ID: c.company.id(), Active: true}
	u.put(s)
	c.company.users = append(c.company.users, u)
	return ok(c.company.shown(u))
}

func (c *call) updateUser() answer {
	u := c.company.user(c.ids[0])
	if u == nil {
		return notFound("ユーザー")
	}
	s, err := decode[sentUser](c)
	if err != nil {
		return badBody(err)
	}
	if why := c.wrongUser(s, u); why != "" {
		return refuse(http.StatusBadRequest, why)
	}
	u.put(s)
	return ok(c.company.shown(u))
}

func (c *call) deleteUser() answer {
	u := c.company.user(c.ids[0])
	if u == nil {
		return notFound("ユーザー")
	}
	c.company.users = slices.DeleteFunc(c.company.users, func(other *user) bool { return other == u })
	return answer{status: http.StatusNoContent}
}
