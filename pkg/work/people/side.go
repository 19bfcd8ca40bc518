package people

// side is one of the two lists that are brought together: faces, or a roster, whose people need no faces of their own.
type side struct {
	faces   []Face
	roster  *Roster
	numbers *places // who has which number; nil: not looked at yet
}

func (s *side) count() int {
	if s.roster != nil {
		return len(s.roster.People)
	}
	return len(s.faces)
}

func (s *side) face(i int) Face {
	if s.roster != nil {
		return s.roster.People[i].Face()
	}
	return s.faces[i]
}

func (s *side) number(i int) string {
	if s.roster != nil {
		return s.roster.People[i].Number
	}
	return s.faces[i].Number
}

func (s *side) mail(i int) string {
	if s.roster != nil {
		return s.roster.People[i].Mail
	}
	return s.faces[i].Mail
}

// name returns a name as names are compared.
func (s *side) name(i int) string {
	if s.roster != nil {
		return s.roster.plainName(i)
	}
	return plain(s.faces[i].Name)
}

// sketch returns the sketches of a person's name and mail address.
func (s *side) sketch(i int) sketch {
	if s.roster != nil {
		return s.roster.sketch(i)
	}
	return sketch{mail: sketchOfMail(s.faces[i].Mail), name: sketchOfName(s.faces[i].Name)}
}

// index returns who has which number, filled up to pad. That of a roster is good for every match without padding.
func (s *side) index(pad int) *places {
	switch {
	case s.numbers != nil:
	case s.roster != nil && pad == 0:
		s.numbers = s.roster.index()
	default:
		s.numbers = newPlaces()
		for i := range s.count() {
			f := s.face(i)
			for _, n := range f.numbers(pad) {
				s.numbers.add(n, i)
			}
		}
	}
	return s.numbers
}

// index returns who has which number in a roster, made once.
func (r *Roster) index() *places {
	if r.numbers == nil {
		r.numbers = newPlaces()
		for i := range r.People {
			if n := r.People[i].Number; n != "" {
				r.numbers.add(n, i)
			}
		}
	}
	return r.numbers
}

// sketch returns the sketches of a person's name and mail address; all are made once.
func (r *Roster) sketch(i int) sketch {
	if r.sketches == nil {
		r.sketches = make([]sketch, len(r.People))
		for i := range r.People {
			r.sketches[i] = sketch{mail: sketchOfMail(r.People[i].Mail), name: sketchOfName(r.People[i].Name)}
		}
	}
	return r.sketches[i]
}

// plainName returns a name as names are compared, made once.
func (r *Roster) plainName(i int) string {
	if r.plain == nil {
		r.plain = make([]string, len(r.People))
	}
	if r.plain[i] == "" {
		r.plain[i] = plain(r.People[i].Name)
	}
	return r.plain[i]
}
