package people

import (
	"slices"
	"strings"
)

// Unit is a department.
type Unit struct {
	ID     string // the service's own id
	Code   string // the code that people give it
	Name   string
	Path   string // names from below the company, joined by /
	Parent string // path of the unit above; empty at the top
	Leader string // Key of the person who leads it

	Order, Memo string // that a service has beside, where it writes all departments as a whole
}

// JoinPath makes a path of names from the top.
func JoinPath(names ...string) string { return strings.Join(names, "/") }

// LastPart returns the name at the end of a path.
func LastPart(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// ParentPath returns the path above; empty at the top.
func ParentPath(path string) string {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i]
	}
	return ""
}

// PathOf follows parents up from a unit and returns its path, without the company at the top where it is called so. A circle
// ends where it closes.
func PathOf(id string, parents, names map[string]string, company string) string {
	var path []string
	for seen := map[string]bool{}; id != "" && !seen[id]; id = parents[id] {
		seen[id] = true
		name, listed := names[id]
		if !listed || name == company && names[parents[id]] == "" {
			break
		}
		path = append(path, name)
	}
	slices.Reverse(path)
	return JoinPath(path...)
}
