package people

// Fields is a set of what can be said of a person.
type Fields uint16

// The fields, in the order in which differences are listed.
const (
	Number Fields = 1 << iota
	Name
	Kana
	Mail
	Department
	Concurrent // departments of 兼務
	Entered
	Left
	Employment
	Active
)

// Has reports whether all of other are in the set.
func (f Fields) Has(other Fields) bool { return f&other == other }

// Roster is the people and units of one service.
type Roster struct {
	Service string // akashi, kaonavi …; of a file "csv"
	People  []Person
	Units   []Unit
	Knows   Fields // what the service can say; the rest of a Person is unknown, not empty
	// Own are the names of the fields of the company's own that were asked for and that the service has, filled in or not. nil: those
	// that somebody has.
	Own []string
	// Required are the columns that a new person needs in the service's own import file.
	Required []string

	numbers *places  // of all people, known since it was read
	plain   []string // names as names are compared, by place, as far as they were asked for

	sketches []sketch // by place; nil: not asked for yet
	// FlatUnits says that membership has no order: none of the departments is the main one.
	FlatUnits bool
}
