package people

// Pair brings the people of two rosters together: those of whom the map says so (known may be nil), then by number, mail and name. Two who
// are both in the map, in different entries, are different people.
func Pair(source, target *Roster, known *Map, pads Pads) *Match {
	return pair(source, target, known, pads, nil)
}

// Pair brings the people of both together as the function Pair does. Those whom a number joins are compared in the same step: in two long lists
// of different orders it costs much to go to everybody a second time.
func (c *Comparison) Pair(known *Map, pads Pads) {
	compared := c.prepare()
	c.Match = pair(c.Source, c.Target, known, pads, func(l, r int) bool { return c.equal(&c.Source.People[l], &c.Target.People[r], compared) })
}

// pair does it; equal may be nil.
func pair(source, target *Roster, known *Map, pads Pads, equal func(left, right int) bool) *Match {
	pad := pads.widest(source.Service, target.Service)
	if known == nil || len(known.Entries) == 0 {
		m := newMatch(side{roster: source}, side{roster: target}, pad, nil)
		m.compare(equal)
		m.Run()
		return m
	}
	entries := known.entriesOf(source)
	theirs := known.entriesOf(target)
	m := newMatch(side{roster: source}, side{roster: target}, pad, func(l, r int) bool {
		return entries[l] >= 0 && theirs[r] >= 0 && entries[l] != theirs[r]
	})
	m.compare(equal)
	byEntry := make(map[int]int, len(known.Entries))
	for r, e := range theirs {
		if e >= 0 {
			byEntry[e] = r
		}
	}
	for l, e := range entries {
		if r, there := byEntry[e]; e >= 0 && there && m.Right[l] < 0 && m.Left[r] < 0 {
			m.Join(l, r, ByMap)
		}
	}
	m.Run()
	return m
}

// entriesOf returns where the people of a roster stand in the map; -1: nowhere. A file is no service of the map: its numbers are the
// map's persons.
func (m *Map) entriesOf(r *Roster) []int {
	accounts, mapped := m.accounts[r.Service]
	if !mapped {
		accounts = m.persons
	}
	places := make([]int, len(r.People))
	for i := range r.People {
		e, known := accounts[r.People[i].Key()]
		if !known {
			e = -1
		}
		places[i] = e
	}
	return places
}

// PersonOf returns whom the map calls somebody of a roster; the key where the map doesn't know them.
func (m *Map) PersonOf(r *Roster, i int) string {
	key := r.People[i].Key()
	accounts, mapped := m.accounts[r.Service]
	if e, known := accounts[key]; mapped && known {
		return m.Entries[e].Person
	}
	return key
}

// CountByName counts those who were matched by a name alone.
func (m *Match) CountByName() int {
	n := 0
	for _, by := range m.By {
		if by == ByName || by == ByKana {
			n++
		}
	}
	return n
}
