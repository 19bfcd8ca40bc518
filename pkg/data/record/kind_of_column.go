package record

import "strings"

// Identifies reports whether the values of the column name something or are codes: workbooks and databases then keep them as
// text, though they be digits.
func (c Column) Identifies() bool {
	return c.Code || len(c.Labels) > 0 || IdentifierName(c.Name)
}

// identifierEndings are how the five services name what holds ids, numbers of persons, and codes.
var identifierEndings = []string{"_id", "Id", "ID", "_ids", "Ids", "_no", "No", "Num", "_code", "Code", "_codes", "_number", "_type", "TypeId"}

// IdentifierName reports whether a column of that name holds ids, numbers of persons, or codes.
func IdentifierName(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch last {
	case "id", "no", "code", "codes", "number", "tel", "zip":
		return true
	}
	for _, ending := range identifierEndings {
		if strings.HasSuffix(last, ending) {
			return true
		}
	}
	return false
}
