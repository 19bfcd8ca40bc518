package people

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/keep/state"
)

// Remember tells the map, before Merge, what is known of accounts that people had earlier, perhaps from another machine.
func (m *Map) Remember(known []state.Former) { m.known = known }

// Formers returns what the map's own history says.
func (m *Map) Formers() []state.Former {
	var all []state.Former
	for _, e := range m.Entries {
		for word := range strings.FieldsSeq(e.History) {
			service, account, ok := strings.Cut(word, ":")
			if ok && account != "" && slices.Contains(services(), service) {
				all = append(all, state.Former{Service: service, Account: account, Person: e.Person, Now: e.Accounts[service]})
			}
		}
	}
	return all
}

// follow joins those whose account has gone from the service to the one that is known to have come after it.
func (g *merger) follow(m *Match, r *Roster) {
	place := make(map[string]int, len(r.People))
	for i := range r.People {
		place[r.People[i].Key()] = i
	}
	for _, f := range g.known {
		if f.Service != r.Service || f.Now == "" {
			continue
		}
		entry, mapped := g.accounts[f.Service][f.Account]
		_, there := place[f.Account]
		next, found := place[f.Now]
		if person, named := g.persons[f.Person]; named && person != entry {
			continue
		}
		if mapped && !there && found && m.Right[entry] < 0 && m.Left[next] < 0 {
			m.Join(entry, next, ByHistory)
		}
	}
}

// recall adds to the history what is known and the map says nothing about. What the map says of an account is so; where person and present
// account are of two entries, nobody knows whose it was.
func (m *Map) recall() {
	said := map[string]bool{}
	for _, f := range m.Formers() {
		said[f.Service+":"+f.Account] = true
	}
	for _, f := range m.known {
		word := f.Service + ":" + f.Account
		i, found := m.accounts[f.Service][f.Now]
		person, named := m.persons[f.Person]
		switch {
		case !found:
			i = person
		case !named:
			person = i
		}
		if !found && !named || i != person || said[word] || m.Entries[i].Accounts[f.Service] == f.Account {
			continue
		}
		m.Entries[i].History = appendWord(m.Entries[i].History, word)
	}
}
