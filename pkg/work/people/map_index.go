package people

import (
	"strings"

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

// Search returns whom a word names: the person, an account of any service, a former account, or the name.
func (m *Map) Search(word string) []Entry {
	if e, ok := m.Person(word); ok {
		return []Entry{e}
	}
	var found []Entry
	for _, e := range m.Entries {
		hit := sameName(e.Name, word) && word != ""
		for _, key := range e.Accounts {
			hit = hit || key == word
		}
		for former := range strings.FieldsSeq(e.History) {
			_, key, _ := strings.Cut(former, ":")
			hit = hit || key == word
		}
		if hit {
			found = append(found, e)
		}
	}
	return found
}
