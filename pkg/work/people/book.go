package people

// Who is somebody as people know them.
type Who struct {
	Person     string // of the map; without a map the service's number, else its id
	Number     string // the service's number, where it has one
	Name       string
	Department string // path of the main department
	Leader     string // Person of who leads that department; "" unless units with leaders were added
}

// Book tells who it is that a service knows by an id or a number. Name and department are those of the first roster added that has
// them, so that a service that knows departments and leaders (Kaonavi) can speak for one that doesn't.
type Book struct {
	known   *Map
	rosters []*page
}

// page is a roster with its tables.
type page struct {
	Roster
	byID, byKey map[string]int
	leaders     map[string]string // Key by path
}

// NewBook returns a book without rosters. known may be nil: then people are matched by equal numbers.
func NewBook(known *Map) *Book {
	if known == nil {
		known = NewMap()
	}
	return &Book{known: known}
}

// Add adds the people and units of a service.
func (b *Book) Add(r Roster) {
	p := &page{Roster: r, byID: map[string]int{}, byKey: map[string]int{}, leaders: map[string]string{}}
	for i := range r.People {
		if id := r.People[i].ID; id != "" {
			p.byID[id] = i
		}
		p.byKey[r.People[i].Key()] = i
	}
	for _, u := range r.Units {
		if u.Leader != "" {
			p.leaders[u.Path] = u.Leader
		}
	}
	b.rosters = append(b.rosters, p)
}

// ByID returns whom a service's own id belongs to, such as AKASHI's staff_id. Somebody whom nothing is known of is found as well, with
// the id as Person; false says so.
func (b *Book) ByID(service, id string) (Who, bool) {
	for _, p := range b.rosters {
		if i, ok := p.byID[id]; ok && p.Service == service {
			return b.who(service, p.People[i].Key()), true
		}
	}
	return b.ByKey(service, id)
}

// ByKey returns whom the key of a service belongs to: its number, or its id where it has no numbers.
func (b *Book) ByKey(service, key string) (Who, bool) {
	_, mapped := b.known.Find(service, key)
	for _, p := range b.rosters {
		_, listed := p.byKey[key]
		mapped = mapped || listed && p.Service == service
	}
	return b.who(service, key), mapped
}

func (b *Book) who(service, key string) Who {
	e, mapped := b.known.Find(service, key)
	who := Who{Person: key, Name: e.Name}
	if mapped {
		who.Person = e.Person
	}
	for _, p := range b.rosters {
		person, ok := p.of(e, mapped, key)
		if !ok {
			continue
		}
		if p.Service == service {
			who.Number = person.Number
		}
		if who.Name == "" {
			who.Name = person.Name
		}
		if who.Department == "" {
			who.Department = person.Department()
		}
		if who.Leader == "" {
			who.Leader = b.leader(p, person)
		}
	}
	return who
}

// of returns the roster's person for a key of the service, which without an entry of the map is that of another service with the same number.
func (p *page) of(e Entry, mapped bool, key string) (*Person, bool) {
	if mapped {
		key = e.Accounts[p.Service]
	}
	i, ok := p.byKey[key]
	if !ok {
		return nil, false
	}
	return &p.People[i], key != ""
}

// leader returns who leads somebody: the leader of the department, or of one above it where they lead it themselves or nobody does.
func (b *Book) leader(p *page, of *Person) string {
	for path := of.Department(); path != ""; path = ParentPath(path) {
		key := p.leaders[path]
		if key == "" || key == of.Key() {
			continue
		}
		if e, ok := b.known.Find(p.Service, key); ok {
			return e.Person
		}
		return key
	}
	return ""
}
