package akashi

import "github.com/genba-cli/genba/pkg/record"

// answer is the envelope of every answer (§5.1.1).
type answer struct {
	success, response record.Value
	refusals          []Refusal
}

// answerOf reads the envelope in one walk: a page of stamps is too long to look through once for each name.
func answerOf(document record.Value) answer {
	var a answer
	if document.Kind() != record.KindObject {
		return a
	}
	c := document.Cursor()
	for name, ok := c.Member(); ok; name, ok = c.Member() {
		switch value := c.Take(); {
		case name.Is("success"):
			a.success = value
		case name.Is("response"):
			a.response = value
		case name.Is("errors"):
			a.refusals = refusalsOf(value)
		}
	}
	return a
}
