package akashi

import (
	"strings"

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
	var alone Refusal // beside "errors", which may be empty
	for _, m := range members {
		switch {
		case m.Name.Is("success"):
			a.success = m.Value
		case m.Name.Is("response"):
			a.response, a.member = m.Value, m
		case m.Name.Is("errors"):
			a.refusals = refusalsOf(m.Value)
		case m.Name.Is("code"):
			alone.Code = strings.TrimSpace(m.Value.Text())
		case m.Name.Is("message") || m.Name.Is("messages"):
			alone.Message = words(m.Value)
		}
	}
	if success, _ := a.success.Bool(); !success && len(a.refusals) == 0 && alone.Message != "" {
		a.refusals = []Refusal{alone}
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
