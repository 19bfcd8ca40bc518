package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/genba-cli/genba/pkg/fault"
)

// Confirm asks before something is removed. Without a terminal only --yes lets it pass: a script
// must have meant it.
func (a *App) Confirm(ctx context.Context, question string) error {
	switch {
	case a.Flags.Yes || a.Flags.DryRun:
		return nil
	case !a.Streams.Interactive():
		return fault.New(fault.Usage, "this removes data, and nobody can be asked; nothing was sent").WithHint("%s If so, add --yes", question)
	}
	fmt.Fprintf(a.Streams.Err, "%s [y/N] ", a.say(question))
	answer, err := a.readLine(ctx)
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		if err == nil {
			return nil
		}
	}
	// Anything but a yes is a no, Enter and Ctrl-D too.
	if err := a.answered("no", err, "nothing was sent"); err != nil {
		return err
	}
	return fault.New(fault.Usage, "not confirmed; nothing was sent").WithHint("answer y to go on")
}
