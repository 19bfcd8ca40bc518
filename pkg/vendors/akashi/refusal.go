package akashi

import (
	"cmp"
	"errors"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
)

// Refusal is one item of an answer's "errors".
type Refusal struct {
	Code    string
	StaffID string // §6.3.3 only: empty for a staff that was to be created
	Name    string // §6.3.3 only: last name and first name in one
	Message string
}

// String is the refusal without whom it is about: "ERR300402: 組織が存在しません。".
func (r Refusal) String() string {
	message := cmp.Or(r.Message, "AKASHI gave no message")
	if r.Code != "" {
		return r.Code + ": " + message
	}
	return message
}

// masked is for vendors that echo what they were sent.
func (r Refusal) masked(secrets *redact.Set) Refusal {
	return Refusal{secrets.String(r.Code), secrets.String(r.StaffID), secrets.String(r.Name), secrets.String(r.Message)}
}

// PartialError is success=true together with errors: some of the request was done, some was not.
type PartialError struct{ Refusals []Refusal }

// Error lists the vendor's messages.
func (e *PartialError) Error() string { return "AKASHI left something out: " + named(e.Refusals) }

// Unwrap makes it exit code 6.
func (e *PartialError) Unwrap() error { return fault.New(fault.Partial, e.Error()) }

// failed tells an error with which nothing comes from a partial one.
func failed(err error) bool { return err != nil && fault.KindOf(err) != fault.Partial }

// both is two errors for an operator who has to know of each; the first decides the kind.
func both(first, second error) error {
	switch {
	case first == nil:
		return second
	case second == nil:
		return first
	}
	return &fault.Error{
		Kind: fault.KindOf(first), Message: first.Error() + "; " + second.Error(),
		Hint: cmp.Or(fault.HintOf(first), fault.HintOf(second)), Err: errors.Join(first, second),
	}
}

// refusalsOf reads "errors" with the spellings of the document: code with a leading space (§6.3.4),
// messages for message (§6.1.3), and a bare object for a list.
func refusalsOf(list record.Value) []Refusal {
	if list.Kind() == record.KindObject {
		return []Refusal{refusalOf(list)}
	}
	var refusals []Refusal
	for item := range list.Elements() {
		refusals = append(refusals, refusalOf(item))
	}
	return refusals
}

func refusalOf(item record.Value) Refusal {
	if item.Kind() == record.KindString {
		return Refusal{Message: item.Text()}
	}
	return Refusal{
		Code:    strings.TrimSpace(item.Field("code").Text()),
		StaffID: item.Field("staff_id").Text(),
		Name:    item.Field("name").Text(),
		Message: item.Field("message", "messages").Text(),
	}
}

// named lists refusals with whom they are about.
func named(refusals []Refusal) string {
	var parts []string
	for _, r := range refusals {
		text := r.String()
		if whose := cmp.Or(r.Name, r.StaffID); whose != "" {
			text = whose + ": " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}
