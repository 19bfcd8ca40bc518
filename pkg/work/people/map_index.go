package people

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
)

// index makes the map's tables anew and says what is not one to one.
func (m *Map) index() (wrong []say.Text) {
	m.persons, m.accounts = map[string]int{}, map[string]map[string]int{}
	for _, service := range services() {
		m.accounts[service] = map[string]int{}
	}
	for i, e := range m.Entries {
		if e.Person == "" {
			wrong = append(wrong, say.T("line %d: person is empty", e.Line))
		} else if first, taken := m.persons[e.Person]; taken {
			wrong = append(wrong, say.T("line %d: the person %q is in line %d already", e.Line, e.Person, m.Entries[first].Line))
		}
		m.persons[e.Person] = i
		for _, service := range services() {
			key := e.Accounts[service]
			if key == "" {
				continue
			}
			if first, taken := m.accounts[service][key]; taken {
				wrong = append(wrong, say.T("line %d: %s %q belongs to %q in line %d already", e.Line, service, key, m.Entries[first].Person, m.Entries[first].Line))
			}
			m.accounts[service][key] = i
		}
	}
	return wrong
}

// Find returns whom a service's key belongs to.
func (m *Map) Find(service, key string) (Entry, bool) {
	i, ok := m.accounts[service][key]
	if !ok {
		return Entry{}, false
	}
	return m.Entries[i], true
}

// Person returns the entry of a person.
func (m *Map) Person(person string) (Entry, bool) {
	i, ok := m.persons[person]
	if !ok {
		return Entry{}, false
	}
	return m.Entries[i], true
}

// Typed returns the entry of a person as somebody types it: where there is none, the one whose name differs by the width of its letters
// and digits alone (１２).
func (m *Map) Typed(person string) (Entry, bool) {
	if e, ok := m.Person(person); ok {
		return e, true
	}
	var hits []Entry
	for _, e := range m.Entries {
		if e.Person != "" && charset.Narrow(e.Person) == charset.Narrow(person) {
			hits = append(hits, e)
		}
	}
	if len(hits) != 1 {
		return Entry{}, false
	}
	return hits[0], true
}

// Search returns whom a word names: the person, an account of any service, a former account, or the name. The width of letters and digits
// does not count in numbers.
func (m *Map) Search(word string) []Entry {
	if e, ok := m.Typed(word); ok {
		return []Entry{e}
	}
	var found []Entry
	number := charset.Narrow(word)
	for _, e := range m.Entries {
		hit := sameName(e.Name, word) && word != ""
		for _, key := range e.Accounts {
			hit = hit || charset.Narrow(key) == number
		}
		for former := range strings.FieldsSeq(e.History) {
			_, key, _ := strings.Cut(former, ":")
			hit = hit || charset.Narrow(key) == number
		}
		if hit {
			found = append(found, e)
		}
	}
	return found
}
