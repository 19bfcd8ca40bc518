// Package fault is the one typed error of genba. It carries what an operator needs (the vendor's
// own code and message, what is certain, a hint) and decides the exit code. It must not know
// any vendor, command or output.
package fault

import (
	"context"
	"errors"
	"fmt"

	"github.com/genba-cli/genba/pkg/say"
)

// Kind says what went wrong in terms of what the caller should do next. Its zero value is Other.
type Kind uint8

// The kinds and their exit codes; the codes are a contract that scripts depend on.
const (
	Other       Kind = iota // 1: anything not below
	Usage                   // 2: usage, or input refused before sending
	Auth                    // 3: no credential, or refused or expired
	Refused                 // 4: the vendor refused the request
	Temporary               // 5: trying again later is right
	Partial                 // 6: partly done; the results say what is missing
	Found                   // 7: --check found what it looked for; all that was wanted is there
	Interrupted             // 130
)

var exitCodes = [...]int{Other: 1, Usage: 2, Auth: 3, Refused: 4, Temporary: 5, Partial: 6, Found: 7, Interrupted: 130}

// Error is an error an operator can act on.
type Error struct {
	Kind    Kind
	Code    string   // the vendor's error code as sent, for example "ERR300003"; may be empty
	Message say.Text // one sentence, no trailing full stop, no secret
	Status  int      // HTTP status of the answer, 0 when there was none
	Hint    say.Text // what to type or look at next; may hold several lines
	// Ambiguous marks a write that may or may not have taken effect. It is never sent again by itself.
	Ambiguous bool
	Err       error // the cause, reachable by errors.Is and errors.As
}

// New returns an error of the kind with a message that has nothing to fill in.
func New(k Kind, message say.Format) *Error { return &Error{Kind: k, Message: say.T(message)} }

// Errorf returns an error of the kind. The format stays apart from its arguments, so that it can be said in another
// language; a %w operand becomes the cause.
func Errorf(k Kind, format say.Format, args ...any) *Error {
	return &Error{Kind: k, Message: say.T(format, args...), Err: errors.Unwrap(fmt.Errorf(string(format), args...))} //nolint:err113 // the format is the caller's
}

// WithHint sets the hint and returns e.
func (e *Error) WithHint(format say.Format, args ...any) *Error {
	e.Hint = say.T(format, args...)
	return e
}

// Error returns one line in English: code, message and HTTP status.
func (e *Error) Error() string { return e.In(nil) }

// In returns the same line in the language of the catalogue. The code, and words of the vendor or the operator in it, stay
// as they are.
func (e *Error) In(c say.Catalogue) string {
	line := ""
	if e.Code != "" {
		line = e.Code + ": "
	}
	switch {
	case !e.Message.IsZero():
		line += e.Message.In(c)
	case e.Err != nil:
		line += say.ErrorIn(e.Err, c)
	default:
		line += say.T("failed").In(c)
	}
	if e.Status != 0 {
		line += say.T(" (HTTP %d)", e.Status).In(c)
	}
	return line
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first *Error in the chain. A cancelled context counts as Interrupted
// and an expired one as Temporary, wherever they come from.
func KindOf(err error) Kind {
	var e *Error
	switch {
	case errors.Is(err, context.Canceled):
		return Interrupted
	case errors.As(err, &e):
		return e.Kind
	case errors.Is(err, context.DeadlineExceeded):
		return Temporary
	}
	return Other
}

// ExitCode returns the process exit code that err stands for; 0 for nil.
func ExitCode(err error) int {
	if err == nil {
		return 0
	}
	return exitCodes[KindOf(err)]
}

// HintOf returns the hint of the first *Error in the chain that has one.
func HintOf(err error) say.Text {
	for e := (*Error)(nil); errors.As(err, &e); err = e.Err {
		if !e.Hint.IsZero() {
			return e.Hint
		}
	}
	return say.Text{}
}
