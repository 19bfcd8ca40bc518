package auth

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/oauth"
)

// patience is how long a person has for the consent: a code lives no longer.
const patience = 10 * time.Minute

// authorize logs in by authorization code: a person consents in a browser, the code comes back to this machine, and is
// turned into tokens.
func (t *tree) authorize(ctx context.Context, account cli.Account, withSecret, noBrowser bool) error {
	login, err := account.Authorize()
	if err != nil {
		return err
	}
	if withSecret && !login.Attempt.Local() && !t.Streams.InTerminal {
		return fault.New(fault.Usage, "--with-secret and the pasted address would both come on standard input; nothing was sent").
			WithHint("set %s, or %[1]s_FILE, instead of --with-secret", account.Vendor.Env(typed(account)[0]))
	}
	secrets, given, err := t.knownOrTyped(ctx, account, withSecret)
	if err != nil {
		return err
	}
	if err := t.probe(ctx, account, given); err != nil {
		return err
	}
	code, err := t.consent(ctx, login.Attempt, noBrowser)
	if err != nil {
		return notLoggedIn(err)
	}
	t.Redact.Add(code)
	renewal, err := t.redeem(ctx, account, login, secrets, given, code)
	if err != nil {
		return err
	}
	if err := t.KeepAnswers(); err != nil {
		return err
	}
	if err := t.loggedIn(context.WithoutCancel(ctx), account, stores(account, given)); err != nil {
		return err
	}
	if !renewal.ExpiresAt.IsZero() {
		t.Tell("the access token lasts until %s; genba has it renewed by itself", renewal.ExpiresAt.Format(time.RFC3339))
	}
	if ctx.Err() != nil {
		return fault.New(fault.Interrupted, "interrupted, but logged in").WithHint("genba auth status %s", account.Vendor.Name)
	}
	return nil
}

// knownOrTyped returns the secrets that people have: those that are known already are not asked for again. given are the names
// of those that came now and are to be stored.
func (t *tree) knownOrTyped(ctx context.Context, account cli.Account, withSecret bool) (secrets map[string]string, given []string, err error) {
	names := typed(account)
	if !withSecret {
		secrets = map[string]string{}
		for _, name := range names {
			known, err := t.Secret(ctx, account.Vendor, name)
			if errors.Is(err, credential.ErrNotFound) {
				break
			}
			if err != nil {
				return nil, nil, err
			}
			secrets[name] = known.Value
		}
		if len(secrets) == len(names) {
			return secrets, nil, nil
		}
	}
	secrets, err = t.secrets(ctx, account, withSecret)
	return secrets, names, err
}

// stores returns the names of the secrets that a login stores: those that were given, and those that the vendor issues.
func stores(account cli.Account, given []string) []string {
	names := slices.Clone(given)
	for _, s := range account.Vendor.Secrets {
		if s.Issued {
			names = append(names, s.Name)
		}
	}
	return names
}

// probe makes sure that tokens can be stored: those that can't be are lost. Nobody else may renew them meanwhile.
func (t *tree) probe(ctx context.Context, account cli.Account, given []string) error {
	credentials, err := t.Credentials()
	if err != nil {
		return notLoggedIn(err)
	}
	release, err := credentials.Lock(ctx, account.Vendor)
	if err != nil {
		return notLoggedIn(err)
	}
	defer release()
	if err := credentials.Prove(ctx, account.Vendor, stores(account, given)...); err != nil {
		return notLoggedIn(err)
	}
	return nil
}

// redeem trades the code for tokens and stores them. It has to run to its end once begun: an interrupt waits until the tokens are stored.
func (t *tree) redeem(interruptible context.Context, account cli.Account, login *cli.Authorization, secrets map[string]string, given []string, code string) (cli.Renewal, error) {
	credentials, err := t.Credentials()
	if err != nil {
		return cli.Renewal{}, err
	}
	release, err := credentials.Lock(interruptible, account.Vendor)
	if err != nil {
		return cli.Renewal{}, notLoggedIn(err)
	}
	defer release()
	ctx := context.WithoutCancel(interruptible)
	defer cli.HoldSignals()()
	renewal, err := login.Redeem(ctx, secrets, code)
	if err != nil {
		return cli.Renewal{}, err
	}
	for _, name := range given {
		if err := credentials.Save(ctx, account.Vendor, name, secrets[name]); err != nil {
			return renewal, err
		}
	}
	return renewal, nil
}

// consent gets the code: at the callback where that is on this machine, from a person or standard input where it is not.
func (t *tree) consent(ctx context.Context, attempt *oauth.Attempt, noBrowser bool) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	code, err := t.code(ctx, attempt, noBrowser)
	if errors.Is(err, context.DeadlineExceeded) {
		return "", fault.Errorf(fault.Temporary, "no consent came within %s, the life of a code", patience).WithHint("the same command asks again")
	}
	return code, err
}

func (t *tree) code(ctx context.Context, attempt *oauth.Attempt, noBrowser bool) (string, error) {
	if !attempt.Local() {
		if !noBrowser {
			t.browse(ctx, attempt.URL)
		}
		t.show(attempt)
		return t.pasted(ctx, attempt)
	}
	receiver, err := attempt.Listen(ctx, func(why string) {
		t.Warn("something came to the callback %s and was turned away; still waiting", why)
	})
	if err != nil {
		return "", err
	}
	defer receiver.Close()
	return t.caught(ctx, attempt, receiver, noBrowser)
}

// caught waits at the callback. Who was shown the address on a terminal may also paste where the browser ended: on another
// machine it can't reach this one, and a vendor that sends no state back is turned away at the callback.
func (t *tree) caught(ctx context.Context, attempt *oauth.Attempt, receiver *oauth.Receiver, noBrowser bool) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type answer struct {
		code string
		err  error
	}
	await := func(get func() (string, error)) chan answer {
		came := make(chan answer, 1)
		go func() {
			code, err := get()
			came <- answer{code, err}
		}()
		return came
	}
	caught := await(func() (string, error) { return receiver.Receive(ctx) })
	var pasted chan answer
	show := func() {
		t.show(attempt)
		if t.Streams.Interactive() {
			pasted = await(func() (string, error) { return t.pasted(ctx, attempt) })
		}
	}
	var failed <-chan struct{}
	if !noBrowser {
		failed = t.browse(ctx, attempt.URL)
	}
	switch {
	case failed != nil:
		t.Tell("opening the consent page in the browser, and waiting for the answer; --no-browser shows the address instead")
	case !noBrowser:
		t.Warn("no browser was found here")
		fallthrough
	default:
		show()
	}
	for {
		select {
		case got := <-caught:
			cancel()
			if pasted != nil {
				<-pasted // the terminal is set back
			}
			return got.code, got.err
		case got := <-pasted:
			return got.code, got.err
		case <-failed:
			failed = nil
			t.Warn("no browser could be opened here")
			show()
		}
	}
}

// show prints the address alone on its line, so that a script finds it.
func (t *tree) show(attempt *oauth.Attempt) {
	t.Tell("open this address in a browser and give the consent:")
	fmt.Fprintln(t.Streams.Err, attempt.URL)
	if attempt.Local() {
		t.Tell("waiting for the answer at %s", attempt.RedirectURL())
	}
}

// pasted reads where the browser ended from standard input. On a terminal what can't be taken is asked for again.
func (t *tree) pasted(ctx context.Context, attempt *oauth.Attempt) (string, error) {
	if !t.Streams.InTerminal {
		line, err := t.PastedLine(ctx)
		if err != nil {
			return "", err
		}
		return attempt.Pasted(line)
	}
	for {
		line, err := t.AskPaste(ctx, say.T("paste the address that the browser ended on, or the code (it is not shown)"))
		if err != nil {
			return "", err
		}
		code, err := attempt.Pasted(line)
		var f *fault.Error
		if err == nil || errors.As(err, &f) && f.Code != "" { // the vendor's own word is final
			return code, err
		}
		t.Warn("%v", err)
	}
}

func notLoggedIn(err error) error {
	if fault.KindOf(err) == fault.Interrupted {
		return &fault.Error{Kind: fault.Interrupted, Message: say.T("interrupted; not logged in"), Hint: say.T("the same command asks again"), Err: err}
	}
	return &fault.Error{Kind: fault.KindOf(err), Message: say.T("not logged in: %w", err), Hint: fault.HintOf(err), Err: err}
}
