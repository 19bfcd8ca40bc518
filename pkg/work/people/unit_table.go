package people

// unitTable knows which departments of two services are the same: those of one path, else those of one name at the end of the path that
// either has only once.
type unitTable struct {
	source, target map[string]string // by last part, the only path that ends so; "" for several
	paths          map[string]bool   // of the target
}

func newUnitTable(source, target *Roster) *unitTable {
	t := &unitTable{source: lastParts(source), target: lastParts(target), paths: map[string]bool{}}
	for _, u := range target.Units {
		t.paths[u.Path] = true
	}
	return t
}

// lastParts are the ends of paths. A roster without units has those that its people are in.
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
		if _, again := ends[end]; again {
			ends[end] = ""
			continue
		}
		ends[end] = path
	}
	return ends
}

// same reports whether a department of the source's is one of the target's.
func (t *unitTable) same(source, target string) bool {
	if source == target || SameName(source, target) {
		return true
	}
	end := plain(LastPart(source))
	return end == plain(LastPart(target)) && t.source[end] == source && t.target[end] == target
}

// counterpart returns the target's department for one of the source's.
func (t *unitTable) counterpart(source string) (path string, there bool) {
	if t.paths[source] {
		return source, true
	}
	end := plain(LastPart(source))
	path = t.target[end]
	return path, path != "" && t.source[end] == source
}
