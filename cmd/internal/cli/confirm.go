package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Confirm asks before something is removed. Without a terminal only --yes lets it pass: a script
// must have meant it. It may be asked while a spinner turns.
func (a *App) Confirm(ctx context.Context, question say.Text) error {
	switch {
	case a.Flags.Yes || a.Flags.DryRun:
		return nil
	case !a.Streams.Interactive():
		return fault.New(fault.Usage, "this removes data, and there is no terminal to confirm it on; nothing was sent").WithHint("%s If so, add --yes", question)
	}
	var answer string
	var err error
	a.aside(func() {
		fmt.Fprintf(a.Streams.Err, "%s [y/N] ", a.in(question))
		answer, err = a.readLine(ctx)
	})
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		if err == nil {
			return nil
		}
	}
	// Anything but a yes is a no, Enter and Ctrl-D too.
	if err := a.answered("no", err, say.T("nothing was sent")); err != nil {
		return err
	}
	return fault.New(fault.Usage, "not confirmed; nothing was sent").WithHint("answer y to go on")
}

// Removal is a question before something is removed of which the number is known.
type Removal struct {
	Question say.Text // "Delete 3 of 120 users?"
	Count    int
	Expected int    // what a flag says the number is; below 0: nothing
	Flag     string // its name: "expect-deletes"
}

// ConfirmNumber wants the number typed: a yes comes too easily, and a script that means it knows what to expect. It may
// be asked while a spinner turns.
func (a *App) ConfirmNumber(ctx context.Context, r Removal) error {
	switch {
	case a.Flags.DryRun:
		return nil
	case r.Expected >= 0 && r.Expected != r.Count:
		return fault.Errorf(fault.Usage, "%d would be deleted, but --%s says %d; nothing was sent", r.Count, r.Flag, r.Expected).
			WithHint("look at what has changed; if %d is right: --yes --%s %d", r.Count, r.Flag, r.Count)
	case a.Flags.Yes && (r.Count == 0 || r.Expected == r.Count):
		return nil
	case a.Flags.Yes || !a.Streams.Interactive():
		return fault.Errorf(fault.Usage, "%d would be deleted, and nobody confirmed the number; nothing was sent", r.Count).
			WithHint("if that is right: --yes --%s %d", r.Flag, r.Count)
	}
	var typed string
	var err error
	a.aside(func() {
		fmt.Fprintf(a.Streams.Err, "%s: ", a.sayf("%s Type the number of deletions, %d, to go on", r.Question, r.Count))
		typed, err = a.readLine(ctx)
	})
	if err == nil && strings.TrimSpace(typed) == strconv.Itoa(r.Count) {
		return nil
	}
	if err := a.answered("no", err, say.T("nothing was sent")); err != nil {
		return err
	}
	return fault.New(fault.Usage, "not confirmed; nothing was sent").WithHint("the number that goes on is %d", r.Count)
}

// aside asks while no spinner turns.
func (a *App) aside(ask func()) {
	if p := a.progress.Load(); p != nil {
		p.Aside(ask)
		return
	}
	ask()
}
