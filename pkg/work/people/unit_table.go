package people

import "strings"

// UnitTable knows which departments of two services are the same: those of one path, else those of one name at the end of the path that
// either has only once.
type UnitTable struct {
	source, target map[string]string // by last part, the only path that ends so; "" for several
	paths          map[string]bool   // of the target
}

// NewUnitTable compares the departments of two rosters.
func NewUnitTable(source, target *Roster) *UnitTable {
	t := &UnitTable{source: lastParts(source), target: lastParts(target), paths: map[string]bool{}}
	for _, u := range target.Units {
		t.paths[u.Path] = true
	}
	return t
}

// lastParts returns the ends of paths. A roster without units has those that its people are in.
func lastParts(r *Roster) map[string]string {
	paths := map[string]bool{}
	for _, u := range r.Units {
		paths[u.Path] = true
	}
	if len(paths) == 0 {
		for i := range r.People {
			for _, path := range r.People[i].Departments {
				paths[path] = true
			}
		}
	}
	ends := map[string]string{}
	for path := range paths {
		end := plain(LastPart(path))
		other, again := ends[end]
		switch {
		case !again || other != "" && !strings.Contains(other, "/"):
			ends[end] = path
		case strings.Contains(path, "/"): // a name alone is the longer path, written short
			ends[end] = ""
		}
	}
	return ends
}

// same reports whether a department of the source's is one of the target's.
func (t *UnitTable) same(source, target string) bool {
	if source == target || sameName(source, target) {
		return true
	}
	end := plain(LastPart(source))
	return end == plain(LastPart(target)) && t.target[end] == target && t.only(source)
}

// Counterpart returns the target's department for one of the source's.
func (t *UnitTable) Counterpart(source string) (path string, there bool) {
	if t.paths[source] {
		return source, true
	}
	end := plain(LastPart(source))
	path = t.target[end]
	return path, path != "" && t.only(source)
}

// only reports whether no other department of the source's ends so; a name alone is a path that is written short.
func (t *UnitTable) only(source string) bool {
	return !strings.Contains(source, "/") || t.source[plain(LastPart(source))] == source
}
