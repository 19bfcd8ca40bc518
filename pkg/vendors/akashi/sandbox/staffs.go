package sandbox

// listStaffs (6.4): everyone the token may see, twenty a page from page 0, or with target the one
// person whose token that is. Without either it is page 0; the document does not say.
func (c *call) listStaffs() (answer, *failure) {
	if c.params.Has("target") {
		t, ok := c.tokens[c.params.Text("target")]
		if !ok || !c.now.Before(t.expires) {
			return answer{}, notFound("取得する従業員のトークンが正しくありません。")
		}
		p, f := c.visible(t.staffID)
		if f != nil {
			return answer{}, f
		}
		return c.staffsAnswer([]*staff{p}, 1), nil
	}
	page := int64(0)
	if c.params.Has("page") {
		var ok bool
		if page, ok = c.params.Integer("page"); !ok || page < 0 {
			return answer{}, invalid("ページ番号は0以上の整数で指定してください。")
		}
	}
	var all []*staff
	for _, p := range c.company.staffs {
		if !p.retiredBy(c.now) && c.company.manages(c.owner, p) {
			all = append(all, p)
		}
	}
	total := int64(len(all))
	first := min(page, total) * PageSize
	return c.staffsAnswer(all[min(first, total):min(first+PageSize, total)], len(all)), nil
}

// getStaff finds retired people too: their last month has still to be paid.
func (c *call) getStaff() (answer, *failure) {
	p, f := c.pathStaff()
	if f != nil {
		return answer{}, f
	}
	return c.staffsAnswer([]*staff{p}, 1), nil
}

func (c *call) staffsAnswer(people []*staff, total int) answer {
	n := c.names()
	list := []object{}
	for _, p := range people {
		list = append(list, c.staffObject(p))
	}
	return answer{response: object{
		{"login_company_code", n.companyCode},
		{n.count, len(list)},
		{n.totalCount, total},
		{"staffs", list},
	}}
}

func (c *call) staffObject(p *staff) object {
	card := any(nil)
	if p.idm != "" {
		card = 1
	}
	return object{
		{"staffId", p.id},
		{"lastName", p.last},
		{"firstName", p.first},
		{"lastNameKana", orNull(p.lastKana)},
		{"firstNameKana", orNull(p.firstKana)},
		{"organization", c.company.organizationObjects(p.organization)[0]},
		{"subgroups", c.company.organizationObjects(p.subgroups...)},
		{"employmentCategory", object{
			{"employmentCategoryId", categoryID(p.category)},
			{"name", employmentCategories[p.category]},
		}},
		{"tag", orNull(p.tag)},
		{"staffNum", orNull(p.code)},
		{"idmNum", orNull(p.idm)},
		{"cardTypeId", card},
		{"remarks", orNull(p.remarks)},
		{"permissionGroup", object{
			{"permissionGroupId", 450 + int(p.permission)},
			{"permissionType", int(p.permission)},
			{"name", permissionNames[p.permission]},
		}},
		{"managedOrganizations", c.company.organizationObjects(p.managed...)},
	}
}

func (c *company) organizationObjects(ids ...int64) []object {
	list := []object{}
	for _, id := range ids {
		o, _ := c.organization(id)
		list = append(list, object{{"organizationId", o.id}, {"name", o.name}})
	}
	return list
}

// categoryID returns the id of a category: the vendor's default category has no id.
func categoryID(category int) any {
	if category == 0 {
		return nil
	}
	return category
}
