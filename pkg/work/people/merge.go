package people

import (
	"slices"
	"strings"
)

// Pads are the widths to which services fill up their numbers with zeros.
type Pads map[string]int

// widest returns the width at which numbers of some services are compared.
func (p Pads) widest(services ...string) int {
	width := 0
	for _, s := range services {
		width = max(width, p[s])
	}
	return width
}

// Finding is something to look at in a people map.
type Finding struct {
	Person, Name string // of the map
	Service, Key string // the account that it is about
	Kind         string // new, gone, name, or a Doubt's word
	Other        string // who else it may be, or what it is called there
}

// Merge adds to the map who is in the rosters and not in it yet: to the entry of the same person where number, mail or name say so, else as an
// entry of its own. What stands in the map stays, but for an account that is no longer in its service and has a successor: it moves to
// History. Nothing doubtful is joined; the findings tell of it. What Remember told of former accounts is followed, and added to History.
func (m *Map) Merge(rosters []Roster, pads Pads) []Finding {
	var services []string
	for _, r := range rosters {
		services = append(services, r.Service)
	}
	g := merger{Map: m, pad: pads.widest(services...), faces: make([]Face, len(m.Entries))}
	for i, e := range m.Entries {
		g.faces[i] = Face{Name: e.Name, Number: e.Person}
	}
	for i := range rosters {
		g.learn(&rosters[i])
	}
	var found []Finding
	for i := range rosters {
		found = append(found, g.merge(&rosters[i])...)
	}
	m.index()
	m.recall()
	return found
}

// merger is a map with what is known of its people.
type merger struct {
	*Map
	pad   int
	faces []Face // by entry
}

// learn takes up what a roster says of the people of the map.
func (g *merger) learn(r *Roster) {
	for i := range r.People {
		if e, known := g.accounts[r.Service][r.People[i].Key()]; known {
			g.faces[e].add(&r.People[i])
		}
	}
}

// add adds what another service says of the same person.
func (f *Face) add(p *Person) {
	if p.Number != "" && p.Number != f.Number && !slices.Contains(f.Further, p.Number) {
		f.Further = append(f.Further, p.Number)
	}
	if f.Name == "" {
		f.Name = p.Name
	}
	if f.Kana == "" {
		f.Kana = p.Kana
	}
	if f.Mail == "" {
		f.Mail = p.Mail
	}
}

func (g *merger) merge(r *Roster) []Finding {
	right := make([]Face, len(r.People))
	present := make(map[string]bool, len(r.People))
	for i := range r.People {
		right[i] = r.People[i].Face()
		present[r.People[i].Key()] = true
	}
	match := NewMatch(g.faces, right, g.pad, func(left, _ int) bool {
		key := g.Entries[left].Accounts[r.Service]
		return key != "" && present[key]
	})
	for i := range r.People {
		if e, known := g.accounts[r.Service][r.People[i].Key()]; known {
			match.Join(e, i, ByMap)
		}
	}
	g.follow(match, r)
	match.Run()
	g.withdraw(match, r.Service)
	g.renumbered(match, r.Service)
	var found []Finding
	for i := range r.People {
		p := &r.People[i]
		switch {
		case match.By[i] == ByMap:
		case match.Left[i] >= 0:
			g.join(match.Left[i], r.Service, p, match.By[i])
		default:
			found = append(found, g.enter(r.Service, p, match.of(i))...)
		}
	}
	return found
}

// withdraw takes back what only a name says of somebody whose account has gone from the service: a number that changed, or another person.
func (g *merger) withdraw(m *Match, service string) {
	for right, left := range m.Left {
		by := m.By[right]
		if left < 0 || by != ByName && by != ByKana || g.Entries[left].Accounts[service] == "" {
			continue
		}
		m.Right[left], m.Left[right], m.By[right] = -1, -1, ""
		m.doubt(left, right, OtherNumber)
	}
}

// renumbered joins those whose account has gone from the service to the one with their mail and name: their number changed there.
func (g *merger) renumbered(m *Match, service string) {
	for _, c := range m.Candidates {
		l, r := m.left.face(c.Left), m.right.face(c.Right)
		if c.Doubt != OtherNumber || m.Right[c.Left] >= 0 || m.Left[c.Right] >= 0 || g.Entries[c.Left].Accounts[service] == "" {
			continue
		}
		if l.Mail != "" && strings.EqualFold(l.Mail, r.Mail) && agree(l, r) && len(m.of(c.Right)) == 1 {
			m.Join(c.Left, c.Right, ByMail)
		}
	}
}

// of returns who somebody on the right may be.
func (m *Match) of(right int) []Candidate {
	var all []Candidate
	for _, c := range m.Candidates {
		if c.Right == right {
			all = append(all, c)
		}
	}
	return all
}

func (g *merger) join(entry int, service string, p *Person, by By) {
	e := &g.Entries[entry]
	if former := e.Accounts[service]; former != "" {
		e.History = appendWord(e.History, service+":"+former)
	}
	e.Accounts[service] = p.Key()
	e.Match = appendWord(e.Match, service+":"+string(by))
	if !sameName(e.Name, p.Name) && p.Name != "" && e.Name != "" {
		e.Note = appendNote(e.Note, service+": "+p.Name)
	}
	g.faces[entry].add(p)
}

// enter makes an entry for somebody who is nobody of the map's.
func (g *merger) enter(service string, p *Person, maybe []Candidate) []Finding {
	e := Entry{Person: g.free(service, p), Name: p.Name, Accounts: map[string]string{service: p.Key()}}
	var found []Finding
	for _, c := range maybe {
		other := g.Entries[c.Left]
		e.Note = appendNote(e.Note, other.Person+" "+other.Name+"? ("+c.Doubt.Word()+")")
		found = append(found, Finding{Person: e.Person, Name: e.Name, Service: service, Key: p.Key(), Kind: c.Doubt.Word(), Other: other.Person + " " + other.Name})
	}
	g.Entries = append(g.Entries, e)
	g.faces = append(g.faces, p.Face())
	g.persons[e.Person] = len(g.Entries) - 1
	return found
}

// free returns a name for a new entry: the number, or where somebody is called so already, or there is none, the account.
func (g *merger) free(service string, p *Person) string {
	name := p.Number
	for _, taken := g.persons[name]; taken || name == ""; _, taken = g.persons[name] {
		name += "@" + service
		if p.Number == "" && name == "@"+service {
			name = p.ID + name
		}
	}
	return name
}

func appendWord(text, word string) string { return strings.TrimSpace(text + " " + word) }

func appendNote(text, note string) string {
	if text == "" {
		return note
	}
	return text + "; " + note
}
