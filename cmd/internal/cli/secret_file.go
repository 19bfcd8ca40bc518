package cli

import (
	"context"
	"io"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// ReadSecretFile reads a secret of one line from a file that a flag names; - is standard input, and on a terminal it is
// asked for without echo. No message shows what was read.
func (a *App) ReadSecretFile(ctx context.Context, flag, path string) (string, error) {
	if path == "-" && a.Streams.Interactive() {
		return a.AskSecret(ctx, say.Verbatim("token"))
	}
	r, err := a.source(ctx, path, intake.Open)
	if err != nil {
		return "", err
	}
	defer r.Close()
	input, err := io.ReadAll(io.LimitReader(r, maxSecretInput+1))
	text, err := plainSecret(input, err)
	switch {
	case fault.KindOf(err) == fault.Interrupted:
		return "", err
	case err != nil:
		return "", fault.Errorf(fault.Usage, "%s %s can't be read: %w", flag, path, err)
	case text == "":
		return "", fault.Errorf(fault.Usage, "%s %s is empty; nothing was sent", flag, path)
	case len(input) > maxSecretInput || strings.ContainsAny(text, "\r\n"):
		return "", fault.Errorf(fault.Usage, "%s %s holds more than one line; nothing was sent", flag, path)
	}
	return text, nil
}
