package cli

import (
	"errors"
	"fmt"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// LookFirst adds to a write of which nobody can say whether it took effect what is certain, and the command that checks.
// doubt says what may have happened: "the punch may or may not have been done; …". Other errors stay as they are.
func LookFirst(err error, doubt, look say.Text) error {
	var f *fault.Error
	if !errors.As(err, &f) || !f.Ambiguous {
		return err
	}
	why := f.Message
	if f.Err != nil { // the same without that it is not certain, which is said here
		why = say.T("%w", f.Err)
	}
	return &fault.Error{Kind: f.Kind, Ambiguous: true, Err: f, Message: say.T("%s: %s", doubt, why), Hint: look}
}

// MayBeDone returns the doubt about most writes.
func MayBeDone(what say.Text) say.Text {
	return say.T("%s may or may not have been done; it was sent once and is not sent again", what)
}

// LookBeforeSending returns the hint that names the command that checks.
func LookBeforeSending(command string, args ...any) say.Text {
	return say.T("look before sending it again: %s", fmt.Sprintf(command, args...))
}
