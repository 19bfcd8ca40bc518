package sandbox

// Group is a group of an organization that is given: some neighbours among the staffs, from the first up to and without the last. The
// first group is the one of the settings.
type Group struct {
	Name        string
	First, Last int
}

func (o Options) groups() []group {
	if len(o.Staffs) == 0 {
		return groups
	}
	var all []group
	for i, g := range o.Groups {
		id := identifier(20, o.Seed, "group", i)
		if i == 0 {
			id = HeadOffice
		}
		all = append(all, group{id: id, name: g.Name, listed: true, people: [2]int{g.First, g.Last}})
	}
	return all
}
