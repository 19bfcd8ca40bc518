package credential_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
)

// helper as first argument makes the test binary another program: the one that a configuration
// names, or a second genba.
const helper = "play-another-program"

func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == helper {
		os.Exit(play(os.Stdout, os.Args[2], os.Args[3:]))
	}
	// Programs built for race detection wait a second before they end.
	if err := os.Setenv("GORACE", "atexit_sleep_ms=0"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// program returns the command line of a part that play knows.
func program(part string, args ...string) []string {
	return append([]string{os.Args[0], helper, part}, args...)
}

// run plays a part in another process that has only the given variables, and is what it printed.
func run(t *testing.T, env []string, part string, args ...string) string {
	t.Helper()
	argv := program(part, args...)
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = append([]string{"GORACE=" + os.Getenv("GORACE")}, env...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", part, err, out.String())
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// exitStatus returns the one that is given, else 3.
func exitStatus(given []string) int {
	if len(given) == 0 {
		return 3
	}
	status, _ := strconv.Atoi(given[0])
	return status
}

// readKeyring says how reading a secret ends with a keyring that is waited for so long.
func readKeyring(wait string) string {
	timeout, _ := time.ParseDuration(wait)
	o := credential.KeyringOptions{Getenv: os.Getenv, Timeout: timeout}
	_, err := credential.OpenKeyring(o).Get(context.Background(), "default/akashi/token")
	kind := "other"
	for name, is := range map[string]error{"unavailable": credential.ErrUnavailable, "locked": credential.ErrLocked, "timeout": credential.ErrTimeout, "none": credential.ErrNone, "not exposed": credential.ErrNotExposed, "denied": credential.ErrDenied, "absent": credential.ErrNotFound} {
		if errors.Is(err, is) {
			kind = name
		}
	}
	return fmt.Sprintf("%s %d %v", kind, fault.ExitCode(err), err)
}

func play(out io.Writer, part string, args []string) int {
	switch part {
	case "print":
		_, _ = fmt.Fprint(out, args[0])
	case "fail":
		_, _ = fmt.Fprint(os.Stderr, args[0])
		return exitStatus(args[1:])
	case "count": // how often it was run, into a file
		f, err := os.OpenFile(args[0], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return 1
		}
		_, _ = fmt.Fprintln(f, "run")
		_, _ = fmt.Fprint(out, args[1])
	case "input":
		n, err := io.Copy(io.Discard, os.Stdin)
		_, _ = fmt.Fprintf(out, "%d bytes, %v", n, err)
	case "flood":
		for range 2 << 10 {
			_, _ = fmt.Fprint(out, strings.Repeat("x", 1<<10))
		}
	case "environment":
		_, _ = fmt.Fprint(out, strings.ReplaceAll(os.Getenv(args[0]), "hunter22", "a secret"), "-")
	case "brood": // a child that hangs with a pipe in its hands, as this one does
		child := exec.Command(os.Args[0], helper, "hold", args[0])
		if child.Start() != nil {
			return 1
		}
		_ = child.Wait()
	case "hold":
		f, err := os.OpenFile(args[0], os.O_WRONLY, 0)
		if err != nil {
			return 1
		}
		defer func() { _ = f.Close() }()
		_, _ = fmt.Fprint(f, "x")
		return play(out, "hang", nil)
	case "hang":
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, os.Interrupt) // a bare select{} would be found out as a deadlock
		<-signals
	case "service": // a Secret Service of the given state, and then another part
		if err := serveSecrets(args[0]); err != nil {
			_, _ = fmt.Fprint(out, err)
			return 1
		}
		own := exec.Command(os.Args[0], append([]string{helper}, args[1:]...)...)
		own.Stdout, own.Stderr = out, os.Stderr
		if own.Run() != nil {
			return 1
		}
	case "keyring":
		_, _ = fmt.Fprint(out, readKeyring(args[0]))
	case "secret", "save", "prove", "forget":
		_, _ = fmt.Fprint(out, useKeyring(part))
	case "renew":
		r := credential.NewResolver(credential.ResolverOptions{
			Getenv: os.Getenv, Profile: "default", LockDir: args[0],
			Store: func() (credential.Store, error) {
				return credential.OpenFile(credential.FileOptions{Dir: args[0], Getenv: os.Getenv}), nil
			},
		})
		token, err := renew(context.Background(), r, args[1])
		if err != nil {
			_, _ = fmt.Fprintln(out, err)
			return 1
		}
		_, _ = fmt.Fprint(out, token)
	}
	return 0
}

// renew returns what a client does when its token may have expired: read, take the lock, read again, and
// only when the token is still the old one have it changed and save the new one.
func renew(ctx context.Context, r *credential.Resolver, url string) (string, error) {
	akashi, _ := vendors.Lookup("akashi")
	release, err := r.Lock(ctx, akashi)
	if err != nil {
		return "", err
	}
	defer release()
	old, err := r.Secret(ctx, akashi, "token")
	if err != nil || old.Value != "expired" {
		return old.Value, err
	}
	answer, err := http.Post(url, "text/plain", strings.NewReader(old.Value))
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	token, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("status %d, %w", answer.StatusCode, err)
	}
	return string(token), r.Save(ctx, akashi, "token", string(token))
}

// useKeyring does one thing with AKASHI's token in the keyring of the session, and says how that went.
func useKeyring(what string) string {
	akashi, _ := vendors.Lookup("akashi")
	r := credential.NewResolver(credential.ResolverOptions{Getenv: os.Getenv, Profile: "default", Store: func() (credential.Store, error) {
		return credential.OpenKeyring(credential.KeyringOptions{Getenv: os.Getenv, Timeout: time.Second}), nil
	}})
	var found credential.Secret
	var err error
	switch ctx := context.Background(); what {
	case "secret":
		found, err = r.Secret(ctx, akashi, "token")
	case "save":
		err = r.Save(ctx, akashi, "token", "hunter22")
	case "prove":
		err = r.Prove(ctx, akashi, "token")
	case "forget":
		_, err = r.Forget(ctx, akashi, "token")
	}
	if err != nil {
		return fmt.Sprintf("%d %v\n%s", fault.ExitCode(err), err, fault.HintOf(err))
	}
	return "done " + found.Value
}
