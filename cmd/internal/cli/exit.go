package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// ExitStatus is the exit code of another program that genba ran, passed on without a message.
type ExitStatus int

func (e ExitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// Finish prints an error as the operator needs it, one line and a hint, and gives the exit code. command is the
// path of what was typed, without the program's name.
func (a *App) Finish(command string, err error) int {
	_ = a.logs(command) // what is wrong with the flag was said already
	code := a.finish(command, err)
	if code != 0 || a.run.confirm == nil {
		a.note(command, code)
		return code
	}
	a.note(command, code) // before the cursor moves: a run that is killed in between is noted, and its records come again
	// Last of all: a run that is killed before this gives its records again.
	if err := a.run.confirm(); err != nil {
		code = a.finish(command, err)
		a.note(command, code)
	}
	return code
}

func (a *App) finish(command string, err error) int {
	defer a.summarize(command, err)
	var status ExitStatus
	switch {
	case err == nil, errors.Is(err, errConfirmed):
		return 0
	case errors.As(err, &status):
		return int(status)
	case errors.Is(err, skipped{}):
		a.Warn("%s: %v", command, err)
		return 0
	}
	err = a.Blamed(a.sources.only(), err)
	where := "genba: "
	if command != "" {
		where += command + ": "
	}
	a.fails(where+oneLine(a.in(message(err))), say.Or(fault.HintOf(err), nextStep(command, fault.KindOf(err))))
	return fault.ExitCode(err)
}

// fails says how a run failed and what to do about it, each as a line for people or both as one event.
func (a *App) fails(what string, next say.Text) {
	var lines []string
	if !next.IsZero() {
		lines = strings.Split(strings.TrimRight(a.in(next), "\n"), "\n")
	}
	for i, line := range lines {
		lines[i] = a.sameProfile(oneLine(line))
	}
	if a.stderr.tell(event{Event: "error", Message: a.Redact.String(what), Hint: a.Redact.String(strings.Join(lines, "\n"))}) {
		return
	}
	fmt.Fprintln(a.Streams.Err, what)
	if len(lines) > 0 {
		fmt.Fprintln(a.Streams.Err, a.sayf("hint:")+" "+strings.Join(lines, "\n      "))
	}
}

// nextStep returns the hint for an error that has none of its own.
func nextStep(command string, kind fault.Kind) say.Text {
	switch kind {
	case fault.Usage:
		return say.Verbatim(strings.TrimSpace("genba "+command) + " --help")
	case fault.Auth:
		return say.T("genba auth status shows which secrets are there, and from where")
	case fault.Refused:
		return say.T("the reason is the vendor's; with --debug genba shows each request")
	case fault.Temporary:
		return say.T("run the command again later; with --debug genba shows each request")
	case fault.Partial:
		return say.T("what the message names is missing, the rest is there")
	case fault.Interrupted:
		return say.T("no output file was left behind; the same command begins anew")
	}
	return say.Text{}
}

// message returns the error in words; a bare cancelled context would only say "context canceled".
func message(err error) say.Text {
	var f *fault.Error
	if errors.Is(err, context.Canceled) && !errors.As(err, &f) {
		return say.T("interrupted")
	}
	return say.T("%w", err)
}

// Path returns a command without the program's name: "akashi stamps pull".
func Path(c *cobra.Command) string {
	_, below, _ := strings.Cut(c.CommandPath(), " ")
	return below
}

// oneLine keeps an error on one line and its control characters, which may be the vendor's, off the terminal.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r < 0x20 || r >= 0x7f && r < 0xa0:
			return '?'
		case r == 0x061c || r == 0x200e || r == 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '?' // would turn the text around, or end the line
		}
		return r
	}, text)
}
