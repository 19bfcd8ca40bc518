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
}

// parseAnswer validates an answer and reads its envelope in one walk: a page of stamps is long.
func parseAnswer(body []byte) (answer, error) {
	members, err := record.ParseObject(body)
	var a answer
	for _, m := range members {
		switch {
		case m.Name.Is("success"):
			a.success = m.Value
		case m.Name.Is("response"):
			a.response = m.Value
		case m.Name.Is("errors"):
			a.refusals = refusalsOf(m.Value)
		}
	}
	return a, err
}
