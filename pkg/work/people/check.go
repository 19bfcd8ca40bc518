package people

import "github.com/genba-cli/genba/pkg/data/record"

// What a map is found to hold beside doubts.
const (
	NewAccount  = "new"  // in the service, not in the map
	GoneAccount = "gone" // in the map, not in the service
	OtherWords  = "name" // another name there than in the map
)

// Word returns the doubt's word for tables, notes and CSV.
func (d Doubt) Word() string {
	return [...]string{Zeros: "zeros", OtherName: "other-name", OtherNumber: "other-number", Several: "several", Variant: "variant"}[d]
}

// Check compares the map with the services, and itself: accounts that are new or gone, other names, and who may be one person.
func (m *Map) Check(rosters []Roster, pads Pads) []Finding {
	var found []Finding
	for i := range rosters {
		r := &rosters[i]
		places := make(map[string]int, len(r.People))
		for j := range r.People {
			places[r.People[j].Key()] = j
		}
		for _, e := range m.Entries {
			key := e.Accounts[r.Service]
			if key == "" {
				continue
			}
			j, there := places[key]
			switch {
			case !there:
				found = append(found, Finding{e.Person, e.Name, r.Service, key, GoneAccount, ""})
			case e.Name != "" && r.People[j].Name != "" && !sameName(e.Name, r.People[j].Name):
				found = append(found, Finding{e.Person, e.Name, r.Service, key, OtherWords, r.People[j].Name})
			}
		}
		for j := range r.People {
			if p := &r.People[j]; p.Key() != "" {
				if _, known := m.Find(r.Service, p.Key()); !known {
					found = append(found, Finding{"", p.Name, r.Service, p.Key(), NewAccount, ""})
				}
			}
		}
	}
	return append(found, m.pairs(pads)...)
}

// pairs finds entries that may be one person: they have no service in common, and a number that differs by zeros alone, or one name.
func (m *Map) pairs(pads Pads) []Finding {
	faces := make([]Face, len(m.Entries))
	for i, e := range m.Entries {
		faces[i] = Face{Name: e.Name}
		for _, service := range services() {
			if key := e.Accounts[service]; key != "" && service != "nipoplus" { // whose keys are no numbers
				faces[i].Further = append(faces[i].Further, Pad(key, pads[service]))
			}
		}
	}
	numbers, names := map[string]int{}, map[string]int{}
	var found []Finding
	for i, f := range faces {
		seen := map[int]bool{i: true}
		tell := func(other int, word string) {
			if !seen[other] && m.compatible(i, other) {
				e, o := m.Entries[i], m.Entries[other]
				found = append(found, Finding{Person: e.Person, Name: e.Name, Kind: word, Other: o.Person + " " + o.Name})
			}
			seen[other] = true
		}
		for _, n := range f.Further {
			if other, there := numbers[bare(n)]; there {
				tell(other, Zeros.Word())
			} else {
				numbers[bare(n)] = i
			}
		}
		for _, s := range spellings(f.Name) {
			if other, there := names[s]; there && s != "" {
				tell(other, Variant.Word())
			} else {
				names[s] = i
			}
		}
	}
	return found
}

// compatible reports whether no service knows both.
func (m *Map) compatible(a, b int) bool {
	for service := range m.Entries[a].Accounts {
		if m.Entries[b].Accounts[service] != "" {
			return false
		}
	}
	return true
}

// FindingColumns returns the columns of a finding.
func FindingColumns() []record.Column {
	return []record.Column{
		{Name: "kind", Labels: map[string]string{
			"new": "対応表になし", "gone": "サービスになし", "name": "氏名の相違", "zeros": "ゼロ埋めの違い", "other-name": "同番号・別名", "other-number": "別番号", "several": "複数該当", "variant": "表記違い",
		}},
		{Name: "person"},
		{Name: "name"},
		{Name: "service"},
		{Name: "key"},
		{Name: "other"},
	}
}

// Record returns the finding as a record.
func (f Finding) Record() record.Record {
	r, _ := record.Of(record.Object( // an object it is
		record.Named("kind", record.String(f.Kind)), record.Named("person", record.String(f.Person)), record.Named("name", record.String(f.Name)),
		record.Named("service", record.String(f.Service)), record.Named("key", record.String(f.Key)), record.Named("other", record.String(f.Other)),
	))
	return r
}
