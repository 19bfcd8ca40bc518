package credential

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// What a keyring that cannot be used looks like. The errors of the keyring store wrap one of these.
var (
	ErrUnavailable = say.Sentinel("keyring unavailable")
	ErrLocked      = say.Sentinel("keyring locked")
	ErrTimeout     = say.Sentinel("keyring timed out")
	ErrNone        = say.Sentinel("no keyring exists")
	ErrNotExposed  = say.Sentinel("no keyring exposed")
	ErrDenied      = say.Sentinel("keyring access denied")
)

// What a dismissed question of a keyring's program looks like: go-keyring reports success.
var (
	errNotStored  = say.Sentinel("it reported success and did not store the value")
	errNotRemoved = say.Sentinel("it reported success and did not remove the value")
)

// unusable is an error of the keyring itself, whatever was wanted of it.
type unusable struct {
	state, cause error
	advice       say.Text   // about the program that keeps the keyring
	ways         say.Format // how the ways out begin
}

func (e *unusable) Error() string   { return fmt.Sprintf("%v: %v", e.state, e.cause) }
func (e *unusable) Unwrap() []error { return []error{e.state, e.cause} }

func (e *unusable) hint(variable string) say.Text {
	return say.Lines(e.advice, waysOut(e.ways, variable))
}

func (e *unusable) because(message say.Text) error {
	return &fault.Error{Kind: fault.Auth, Message: message, Hint: e.hint(anyVariable), Err: e}
}

// explain gives what go-keyring reports a name. It has none of its own but for "not found".
func (k *keyringStore) explain(ctx context.Context, err error) error {
	var known *fault.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return fault.Errorf(fault.Other, "the keyring takes no value of this length: %w", err)
	case errors.Is(err, errNotStored), errors.Is(err, errNotRemoved):
		if s, known := k.look(ctx); known {
			return denied(s, err)
		}
	case notUnlocked(err):
		return k.notUnlocked(ctx, err)
	}
	if told := ofKeychain(err); told != nil {
		return told
	}
	s, seen := k.look(ctx)
	if seen && !s.exists { // KWallet's words for that are its own
		return absent(s, err)
	}
	return unavailable(err, switchOn(s.silent))
}

// notUnlocked reports whether something stayed locked: the keyring, or with KeePassXC one of its entries.
func notUnlocked(err error) bool {
	return strings.Contains(err.Error(), "failed to unlock") || strings.Contains(err.Error(), "locked collection") ||
		isDBusError(err, "org.freedesktop.Secret.Error.IsLocked")
}

// notUnlocked tells apart what go-keyring reports in one way.
func (k *keyringStore) notUnlocked(ctx context.Context, cause error) error {
	s, known := k.look(ctx)
	switch {
	case known && !s.exists:
		return absent(s, cause)
	case known && !s.locked:
		return denied(s, cause)
	}
	e := &unusable{state: ErrLocked, cause: cause, ways: orUnlocked, advice: s.clicks()}
	return e.because(say.T("the keyring is locked, and nobody unlocked it"))
}

// absent tells apart a program that shows no keyring and a user who has none.
func absent(s secretService, cause error) error {
	if s.program == keePassXC || s.program == "" && s.keyrings == 0 {
		e := &unusable{state: ErrNotExposed, cause: cause, ways: withoutIt, advice: say.Lines(
			say.T("open the database, and choose a group for it in Database Settings, Secret Service Integration;"), s.clicks())}
		return e.because(say.T("no keyring exists for genba: %s shows other programs none", s.named()))
	}
	e := &unusable{state: ErrNone, cause: cause, ways: withoutIt, advice: say.T("make one: log in to the desktop once, or make it in its program (Seahorse, KWalletManager);")}
	return e.because(say.T("no keyring exists yet for this user"))
}

func denied(s secretService, cause error) error {
	e := &unusable{state: ErrDenied, cause: cause, ways: withoutIt, advice: say.Lines(say.T("run the command again and allow it;"), s.clicks())}
	return e.because(say.T("the keyring did not let genba in: a question of %s was answered with no, or was closed (%w)", s.named(), cause))
}

func unavailable(cause error, advice say.Text) error {
	e := &unusable{state: ErrUnavailable, cause: cause, ways: withoutIt, advice: advice}
	return e.because(say.T("the keyring cannot be used: %s", cause))
}

// switchOn returns how a program that runs takes part as a Secret Service; the zero Text for another program.
func switchOn(program string) say.Text {
	switch program {
	case keePassXC:
		return say.T("KeePassXC is running: switch on its Settings, Secret Service Integration;")
	case kWallet:
		return say.T("KWallet is running: switch on System Settings, KDE Wallet, \"Use KWallet for the Secret Service interface\";")
	}
	return say.Text{}
}

func (k *keyringStore) timedOut(ctx context.Context, limit time.Duration, doubt say.Text) error {
	s, known := k.look(ctx)
	e := &unusable{state: ErrTimeout, cause: context.DeadlineExceeded, ways: orUnlocked, advice: s.clicks()}
	switch {
	case known && s.exists && s.locked:
		return e.because(say.T("the keyring is locked, and nobody gave its password within %s%s", limit, doubt))
	case known && s.exists && s.program == keePassXC:
		e.ways = withoutIt
		return e.because(say.T("KeePassXC asks in a window, and nobody answered within %s%s", limit, doubt))
	}
	return e.because(say.T("the keyring did not answer within %s: it hangs, or it waits in a window for its password or a click%s", limit, doubt))
}

// anyVariable stands for a variable in a hint when it is not known which secret is wanted.
const anyVariable = "GENBA_<VENDOR>_<SECRET>"

// waysOut returns what to do without a keyring.
func waysOut(first say.Format, variable string) say.Text {
	return say.Lines(
		say.T(first),
		say.T("  put the secret into %[1]s, or its file's path into %[1]s_FILE", variable),
		say.T("  name a program that prints it as credential_command in the configuration"),
		say.T("  keep secrets in an encrypted file (secret_store: file)"))
}

// How the ways out begin.
const (
	withoutIt  = "do without it in one of these ways:"
	orUnlocked = "unlock the keyring, or do without it in one of these ways:"
)
