package cli

import (
	"context"
	"encoding/json"
	"io"
	"strings"

	"golang.org/x/term"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// maxSecretInput bounds what --with-secret reads; no vendor's secrets come near it.
const maxSecretInput = 64 << 10

// AskSecret prompts on stderr and reads without echo.
func (a *App) AskSecret(ctx context.Context, prompt say.Text) (string, error) {
	if !a.Streams.Interactive() {
		return "", fault.New(fault.Usage, "there is no terminal to ask for the secret on").
			WithHint("give it on standard input: … --with-secret < file")
	}
	// The echo is off before the prompt is there: what is pasted at once must not be shown either. Ctrl-C is then
	// a key like any other, so that it can't come between turning the echo off and remembering to turn it on.
	fd := int(a.Streams.In.Fd())
	before, err := term.MakeRaw(fd)
	if err != nil {
		return "", fault.Errorf(fault.Other, "the terminal can't be read: %w", err)
	}
	type answer struct {
		secret string
		err    error
	}
	read := make(chan answer, 1)
	go func() {
		k := &keys{in: a.Streams.In, Writer: a.Streams.Err}
		secret, err := term.NewTerminal(k, "").ReadPassword(a.in(prompt) + ": ")
		if k.interrupted {
			err = context.Canceled
		}
		read <- answer{strings.TrimSpace(secret), err}
	}()
	var got answer
	a.aside(func() {
		select {
		case got = <-read:
		case <-ctx.Done():
			got.err = ctx.Err()
		}
	})
	if bad := term.Restore(fd, before); bad != nil {
		return "", fault.Errorf(fault.Other, "the terminal can't be set back: %w", bad).WithHint("set the terminal back")
	}
	return got.secret, a.answered(got.secret, got.err, say.T("nothing was stored"))
}

// keys are a raw terminal's, read one by one, so that what was pasted after the line's end is there for the next
// question.
type keys struct {
	in io.Reader
	io.Writer
	interrupted bool
}

func (k *keys) Read(p []byte) (int, error) {
	const ctrlC = 3
	n, err := k.in.Read(p[:min(len(p), 1)])
	k.interrupted = k.interrupted || n == 1 && p[0] == ctrlC
	return n, err
}

// ReadSecrets reads --with-secret's standard input: one line for the only name, or a JSON object that
// has the names.
func (a *App) ReadSecrets(ctx context.Context, names []string) (map[string]string, error) {
	input, err := io.ReadAll(io.LimitReader(a.stdin(ctx), maxSecretInput+1))
	text, err := plainSecret(input, err)
	switch {
	case fault.KindOf(err) == fault.Interrupted:
		return nil, err
	case err != nil:
		return nil, fault.Errorf(fault.Usage, "standard input can't be read: %w", err)
	}
	secrets := map[string]string{}
	switch {
	case text == "":
		return nil, fault.New(fault.Usage, "--with-secret: standard input is empty")
	case len(input) > maxSecretInput:
		return nil, fault.New(fault.Usage, "--with-secret: standard input is too long for a secret")
	case strings.HasPrefix(text, "{"):
		if json.Unmarshal([]byte(text), &secrets) != nil {
			return nil, fault.New(fault.Usage, "--with-secret: standard input is not a JSON object of strings")
		}
	case len(names) == 1 && !strings.ContainsAny(text, "\r\n"):
		secrets[names[0]] = text
	default:
		return nil, fault.Errorf(fault.Usage, "--with-secret: expected %s", expectedSecrets(names))
	}
	for _, name := range names {
		if secrets[name] == "" {
			return nil, fault.Errorf(fault.Usage, "--with-secret: %q is missing; expected %s", name, expectedSecrets(names))
		}
	}
	return secrets, nil
}

func expectedSecrets(names []string) string {
	if len(names) == 1 {
		return "one line on standard input"
	}
	return `a JSON object with "` + strings.Join(names, `", "`) + `"`
}

// plainSecret returns what was read, without byte order mark and blanks at its ends. PowerShell 5.1 writes UTF-16.
func plainSecret(input []byte, err error) (string, error) {
	if err != nil {
		return "", err
	}
	plain, err := charset.FromUTF16(input)
	return strings.TrimSpace(strings.TrimPrefix(string(plain), "\ufeff")), err
}
