package akashi

import (
	"errors"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// lookFirst adds the command that checks to a write of which nobody can say whether it arrived.
func lookFirst(err error, what string, staff int64) error {
	var f *fault.Error
	if !errors.As(err, &f) || !f.Ambiguous {
		return err
	}
	return ambiguous(f, what).WithHint("look before sending it again: genba akashi staffs get %d", staff)
}

// ambiguous says what is certain of a write that was sent and not answered.
func ambiguous(f *fault.Error, what string) *fault.Error {
	why := f.Message
	if f.Err != nil { // the same without that it is not certain, which is said here
		why = f.Err.Error()
	}
	return &fault.Error{
		Kind: f.Kind, Ambiguous: true, Err: f,
		Message: what + " may or may not have been done; it was sent once and is not sent again: " + why,
	}
}
