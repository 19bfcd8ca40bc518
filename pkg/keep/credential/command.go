package credential

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
	"unicode"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// maxOutput bounds what a program may print; secrets are short.
const maxOutput = 1 << 20

// bounded collects output up to maxOutput. The buffer is not embedded: its ReadFrom knows no bound.
type bounded struct {
	buffer bytes.Buffer
	full   bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.buffer.Len()+len(p) > maxOutput {
		b.full = true
		return 0, io.ErrShortWrite
	}
	return b.buffer.Write(p)
}

// output runs a program without a shell, with no standard input and none of genba's secrets in its environment, and is
// what it printed. One that takes too long ends with all that it started. what names the setting that asked for it; of its arguments nothing is repeated, as one may be a secret. mask
// is put over the first line of its complaint.
func output(ctx context.Context, what string, argv []string, limit time.Duration, mask func(string) string) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(limited, argv[0], argv[1:]...)
	cmd.Env = PublicEnvironment(os.Environ()) //nolint:forbidigo // what it would inherit anyway, less the secrets
	withChildren(cmd)
	// A grandchild that keeps the pipe open must not keep us.
	cmd.WaitDelay = time.Second
	var stdout, stderr bounded
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case stdout.full || stderr.full: // it was cut off, and may have died of that
		return nil, fault.Errorf(fault.Auth, "%s: %s printed more than 1 MiB", what, argv[0])
	case err == nil, errors.Is(err, exec.ErrWaitDelay):
		return stdout.buffer.Bytes(), nil
	case ctx.Err() != nil:
		return nil, fault.Errorf(fault.KindOf(ctx.Err()), "%s: stopped: %w", what, ctx.Err())
	case limited.Err() != nil:
		return nil, fault.Errorf(fault.Auth, "%s: %s did not end within %s", what, argv[0], limit)
	case errors.As(err, &exit):
		return nil, fault.Errorf(fault.Auth, "%s: %s failed (%s)%s", what, argv[0], exit, complaint(stderr.buffer.String(), mask)).
			WithHint("run the program by hand to see why")
	}
	return nil, fault.Errorf(fault.Auth, "%s: cannot run %s: %w", what, argv[0], err).
		WithHint("name the program with its whole path; it is run without a shell")
}

// complaint returns the first line that a program wrote to its standard error, fit for a message.
func complaint(text string, mask func(string) string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(mask(text)), "\n")
	line = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, line)
	if line == "" {
		return ""
	}
	const most = 200
	if runes := []rune(line); len(runes) > most {
		line = string(runes[:most]) + "…"
	}
	return ": " + line
}
