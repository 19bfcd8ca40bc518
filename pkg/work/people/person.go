package people

import "strings"

// Person is somebody as one service knows them. What the service doesn't say is empty; Roster.Knows tells what it can't say.
type Person struct {
	ID     string // the service's own id; empty where the number is all there is
	Number string // what people call the employee number

	Name          string // family name, blank, given name
	Family, Given string // the two apart, where the service has them so
	Kana          string
	Mail          string

	Departments []string // paths, parts joined by /; the main one first, then those of 兼務
	Entered     string   // first day, as 2026-04-01
	Left        string   // last day
	Employment  string
	Inactive    bool // the account is switched off

	More map[string]string // fields of a file's own
}

// Key returns what the people map knows the person by: the number, or the id where a service has no numbers.
func (p *Person) Key() string {
	if p.Number != "" {
		return p.Number
	}
	return p.ID
}

// Department returns the path of the main department.
func (p *Person) Department() string {
	if len(p.Departments) == 0 {
		return ""
	}
	return p.Departments[0]
}

// InForce reports whether the person belongs to the company on a day, first and last day included.
func (p *Person) InForce(day string) bool { return !p.JoinsAfter(day) && !p.LeftBefore(day) }

// JoinsAfter reports whether the first day is still to come.
func (p *Person) JoinsAfter(day string) bool { return p.Entered > day }

// LeftBefore reports whether the last day is over.
func (p *Person) LeftBefore(day string) bool { return p.Left != "" && p.Left < day }

// FullName puts a family and a given name together.
func FullName(family, given string) string { return strings.TrimSpace(family + " " + given) }
