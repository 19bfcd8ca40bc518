package record

// Member is one member of an object.
type Member struct {
	Name  Name
	Value Value
	at    int // of the value in the document that was parsed
}

// ParseObject works like ParseValue for a document whose members are wanted: the text is read once, where ParseValue and a walk
// afterwards would read it twice. It gives the members in the order sent, duplicates too, and none for a document that is no object.
func ParseObject(doc []byte) ([]Member, error) { return parseObject(doc, nil) }

// ParseObject works like the function [ParseObject] for a document with many records, whose places it notes. The index is for this document
// from now on; doc must not change while its records are in use.
func (x *Index) ParseObject(doc []byte) ([]Member, error) {
	x.reset(doc)
	members, err := parseObject(doc, x.noting(doc))
	x.walked = len(x.found)
	return members, err
}

func parseObject(doc []byte, x *Index) ([]Member, error) {
	i := skipBlank(doc, 0)
	if i == len(doc) || doc[i] != '{' {
		_, err := ParseValue(doc)
		return nil, err
	}
	var members []Member
	s := scanner{index: x}
	i = skipBlank(doc, i+1)
	for more := !startsWith(doc, i, '}'); more; {
		var m Member
		var err error
		if m, i, err = s.member(doc, i); err != nil {
			return nil, err
		}
		members = append(members, m)
		i = skipBlank(doc, i)
		switch {
		case startsWith(doc, i, ','):
			i = skipBlank(doc, i+1)
		case startsWith(doc, i, '}'):
			more = false
		default:
			return nil, noCommaInObject.at(doc, i, 0)
		}
	}
	if rest := skipBlank(doc, i+1); rest < len(doc) {
		return nil, trailing.at(doc, rest, 0)
	}
	return members, nil
}

// member validates the member at doc[i] and gives the index after it.
func (s *scanner) member(doc []byte, i int) (Member, int, error) {
	if !startsWith(doc, i, '"') {
		return Member{}, i, noName.at(doc, i, 0)
	}
	end, p := s.string(doc, i+1)
	if p != whole {
		return Member{}, i, p.at(doc, end, 0)
	}
	m := Member{Name: doc[i:end:end]}
	if i = skipBlank(doc, end); !startsWith(doc, i, ':') {
		return Member{}, i, noColon.at(doc, i, 0)
	}
	i = skipBlank(doc, i+1)
	s.reset(1)
	if end, p = s.scan(doc, i); p != whole {
		return Member{}, i, p.at(doc, end, 0)
	}
	m.Value, m.at = doc[i:end:end], i
	return m, end, nil
}

func startsWith(doc []byte, i int, c byte) bool { return i < len(doc) && doc[i] == c }
