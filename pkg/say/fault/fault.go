// Package fault is the one typed error of genba. It carries what an operator needs (the vendor's
// own code and message, what is certain, a hint) and decides the exit code. It must not know
// any vendor, command or output.
package fault

import (
	"context"
	"errors"
	"fmt"
	"strings"
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
	Interrupted             // 130
)

var exitCodes = [...]int{Other: 1, Usage: 2, Auth: 3, Refused: 4, Temporary: 5, Partial: 6, Interrupted: 130}

// Error is an error an operator can act on.
type Error struct {
	Kind    Kind
	Code    string // the vendor's error code as sent, for example "ERR300003"; may be empty
	Message string // one sentence, no trailing full stop, no secret
	Status  int    // HTTP status of the answer, 0 when there was none
	Hint    string // what to type or look at next; may hold several lines
	// Ambiguous marks a write that may or may not have taken effect. It is never sent again by itself.
	Ambiguous bool
	Err       error // the cause, reachable by errors.Is and errors.As
}

// New returns an error of the kind with a message.
func New(k Kind, message string) *Error { return &Error{Kind: k, Message: message} }

// Errorf is New with formatting; a %w operand becomes the cause.
func Errorf(k Kind, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Kind: k, Message: err.Error(), Err: errors.Unwrap(err)}
}

// WithHint sets the hint and returns e.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// Error is one line: code, message and HTTP status.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Code != "" {
		b.WriteString(e.Code + ": ")
	}
	switch {
	case e.Message != "":
		b.WriteString(e.Message)
	case e.Err != nil:
		b.WriteString(e.Err.Error())
	default:
		b.WriteString("failed")
	}
	if e.Status != 0 {
		fmt.Fprintf(&b, " (HTTP %d)", e.Status)
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of the first *Error in the chain. A cancelled context counts as Interrupted
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

// ExitCode is the process exit code that err stands for; 0 for nil.
func ExitCode(err error) int {
	if err == nil {
		return 0
	}
	return exitCodes[KindOf(err)]
}

// HintOf is the hint of the first *Error in the chain that has one.
func HintOf(err error) string {
	for e := (*Error)(nil); errors.As(err, &e); err = e.Err {
		if e.Hint != "" {
			return e.Hint
		}
	}
	return ""
}
