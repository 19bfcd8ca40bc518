package akashi

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
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

// String returns the refusal without whom it is about: "ERR300402: 組織が存在しません。".
func (r Refusal) String() string { return r.text().String() }

func (r Refusal) text() say.Text {
	message := say.Verbatim(r.Message)
	if r.Message == "" {
		message = say.T("AKASHI gave no message")
	}
	if r.Code != "" {
		return say.T("%s: %s", r.Code, message)
	}
	return message
}

// tokenFaults are the words of a message that calls a token over or wrong: 期限切れ, 不正な, 無効な, 失効した.
var tokenFaults = []string{"期限", "不正", "無効", "失効"}

// ofToken reports whether the token is what AKASHI refuses. Not every refusal has the code that is known for it.
func (r Refusal) ofToken() bool {
	return r.Code == tokenRefused || strings.Contains(r.Message, "トークン") &&
		slices.ContainsFunc(tokenFaults, func(word string) bool { return strings.Contains(r.Message, word) })
}

// masked hides secrets in the words of vendors that echo what they were sent.
func (r Refusal) masked(secrets *redact.Set) Refusal {
	return Refusal{secrets.String(r.Code), secrets.String(r.StaffID), secrets.String(r.Name), secrets.String(r.Message)}
}

// PartialError is success=true together with errors: some of the request was done, some was not.
type PartialError struct{ Refusals []Refusal }

// Error lists the vendor's messages.
func (e *PartialError) Error() string { return e.fault().Error() }

// In lists the vendor's messages in the language of the catalogue.
func (e *PartialError) In(c say.Catalogue) string { return e.fault().In(c) }

// Unwrap makes it exit code 6.
func (e *PartialError) Unwrap() error { return e.fault() }

func (e *PartialError) fault() *fault.Error {
	return fault.Errorf(fault.Partial, "AKASHI left something out: %s", say.Join("; ", named(e.Refusals)...))
}

// failed reports whether nothing comes with an error; with one of kind Partial something did.
func failed(err error) bool { return err != nil && fault.KindOf(err) != fault.Partial }

// both returns two errors for an operator who has to know of each; the first decides the kind.
func both(first, second error) error {
	switch {
	case first == nil:
		return second
	case second == nil:
		return first
	}
	return &fault.Error{
		Kind: fault.KindOf(first), Message: say.Join("; ", say.T("%w", first), say.T("%w", second)),
		Hint: say.Or(fault.HintOf(first), fault.HintOf(second)), Err: errors.Join(first, second),
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
		Message: words(item.Field("message", "messages")),
	}
}

// words returns a message, or several.
func words(v record.Value) string {
	if v.Kind() != record.KindArray {
		return v.Text()
	}
	var all []string
	for item := range v.Elements() {
		all = append(all, item.Text())
	}
	return strings.Join(all, "; ")
}

// named lists refusals with whom they are about.
func named(refusals []Refusal) []say.Text {
	var parts []say.Text
	for _, r := range refusals {
		text := r.text()
		if whose := cmp.Or(r.Name, r.StaffID); whose != "" {
			text = say.T("%s: %s", whose, text)
		}
		parts = append(parts, text)
	}
	return parts
}
