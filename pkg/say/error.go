package say

import (
	"errors"
	"fmt"
	"strings"
)

// Errorf returns an error with a text. A %w operand is its cause. It is for errors that another error will say more about;
// package fault has those that decide an exit code.
func Errorf(format Format, args ...any) error {
	return &textError{Text: T(format, args...), err: errors.Unwrap(fmt.Errorf(string(format), args...))} //nolint:err113 // the format is the caller's
}

// Sentinel returns an error with a text and nothing to fill in, for a variable of a package. Unlike Errorf it is so small that the
// compiler lays the error out in the program's file, and no start pays for it.
func Sentinel(format Format) error { return &textError{Text: Text{format: string(format)}} }

type textError struct {
	Text
	err error
}

func (e *textError) Error() string { return e.String() }
func (e *textError) Unwrap() error { return e.err }

// ErrorIn returns the words of an error in the language of the catalogue. Words around it that other packages put there,
// such as a path, stay as they are.
func ErrorIn(err error, c Catalogue) string {
	if speaker, ok := err.(Speaker); ok {
		return speaker.In(c)
	}
	if words, ok := foreignError(err); ok {
		return words.In(c)
	}
	said := err.Error()
	for _, inner := range causes(err) {
		if inner == nil {
			continue
		}
		if words := inner.Error(); words != "" {
			said = strings.Replace(said, words, ErrorIn(inner, c), 1)
		}
	}
	return said
}

func causes(err error) []error {
	switch err := err.(type) { //nolint:errorlint // one step of the chain is wanted
	case interface{ Unwrap() error }:
		return []error{err.Unwrap()}
	case interface{ Unwrap() []error }:
		return err.Unwrap()
	}
	return nil
}
