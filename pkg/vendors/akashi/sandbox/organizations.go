package sandbox

import (
	"net/http"
	"slices"
	"strconv"
)

// listOrganizations (6.2). What the token's owner looks after, with everything below it, and with
// what is above it when includesParents is 1; orgId overrules both.
func (c *call) listOrganizations() (answer, *failure) {
	parents := c.params.Text("includesParents")
	if parents != "0" && parents != "1" {
		return answer{}, invalid("includesParentsは0または1を指定してください。")
	}
	if c.params.Has("orgId") {
		id, _ := strconv.ParseInt(c.params.Text("orgId"), 10, 64)
		o, ok := c.company.organization(id)
		if !ok {
			return answer{}, notFound("組織が存在しません。")
		}
		return c.organizationsAnswer([]organization{o}, false), nil
	}
	var found []organization
	for _, o := range c.company.organizations {
		wanted := slices.ContainsFunc(c.owner.roots(), func(root int64) bool {
			return c.company.within(o.id, root) || parents == "1" && c.company.within(root, o.id)
		})
		if wanted {
			found = append(found, o)
		}
	}
	return c.organizationsAnswer(found, false), nil
}

// createOrganizations (6.1) creates all or none; a row may name one above it as its parent.
func (c *call) createOrganizations() (answer, *failure) {
	rows, ok := c.params.Rows("organizations")
	if !ok {
		return answer{}, invalid("組織は必ず指定してください。")
	}
	if c.owner.permission != companyAdministrator {
		return answer{}, refuse(http.StatusForbidden, codePermission, "組織を作成する権限がありません。")
	}
	before := len(c.company.organizations)
	for _, row := range rows {
		if message := c.company.add(row); message != "" {
			c.company.organizations = c.company.organizations[:before]
			f := invalid(message)
			f.messageName = c.names().message
			return answer{}, f
		}
	}
	return c.organizationsAnswer(c.company.organizations[before:], true), nil
}

// add gives the reason why it did not.
func (c *company) add(row params) string {
	o := organization{id: int64(len(c.organizations) + 1), name: row.Text("name"), code: row.Text("code")}
	path, full := row.Text("parent_organization"), row.Text("name")
	parent := c.organizations[0]
	if path != "" {
		var ok bool
		if parent, ok = c.find(path); !ok || path == topName { // the path starts below 企業
			return "親組織が存在しません。"
		}
		full = path + "/" + full
	}
	if o.name == "" {
		return "組織名は必ず入力してください。"
	}
	if _, exists := c.find(full); exists {
		return "組織が既に登録されています。"
	}
	o.parent = parent.id
	c.organizations = append(c.organizations, o)
	return ""
}

func (c *call) organizationsAnswer(found []organization, created bool) answer {
	n := c.names()
	list := []object{}
	for _, o := range found {
		// The buttons of 企業 are numbered from 1 and the others from 11, as in the document's examples.
		first := 11
		if o.parent == 0 {
			first = 1
		}
		parent := any(o.parent)
		switch {
		case o.parent == 0:
			parent = nil
		case created && o.parent == 1 && n.topParent != nil:
			parent = n.topParent
		}
		code := any(o.code)
		if o.code == "" {
			code = n.emptyText
		}
		label := code
		if created {
			label = n.emptyText
		}
		list = append(list, object{
			{"organizationId", o.id},
			{"name", o.name},
			{"code", code},
			{"label", label},
			{"parentId", parent},
			{"displayPunchTypes", []object{
				{{"punchType", first}, {"displayName", "出社"}},
				{{"punchType", first + 1}, {"displayName", "退社"}},
			}},
		})
	}
	return answer{response: object{{"count", len(list)}, {"organizations", list}}}
}
