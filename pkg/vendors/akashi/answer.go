package akashi

import (
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// answer is the envelope of every answer (§5.1.1).
type answer struct {
	success, response record.Value
	refusals          []Refusal
	whole             *transport.Response // to be released; nil: there is none
	index             *record.Index       // of the records in the response
	member            record.Member       // the response in it
}

// parseAnswer validates an answer and reads its envelope in one walk: a page of stamps is long.
func parseAnswer(body []byte, index *record.Index) (answer, error) {
	members, err := index.ParseObject(body)
	a := answer{index: index}
	for _, m := range members {
		switch {
		case m.Name.Is("success"):
			a.success = m.Value
		case m.Name.Is("response"):
			a.response, a.member = m.Value, m
		case m.Name.Is("errors"):
			a.refusals = refusalsOf(m.Value)
		}
	}
	return a, err
}

// cursor stands on the response.
func (a answer) cursor() *record.Cursor {
	if a.response == nil {
		return a.response.Cursor()
	}
	return a.index.Cursor(a.member)
}
