package akashi

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

func (t *tree) token() *cobra.Command {
	return cli.Group("token", "the access token", t.RefreshCommand("reissue", "AKASHI §6.9", t.renew,
		`  genba akashi token reissue --if-expiring 7d
  genba akashi token reissue -o json`, akashi.ReissueColumns()...))
}

// renew has the token reissued. The new token is stored before anything else happens, under the lock that all
// processes share, because the old one may be dead from the moment of AKASHI's answer.
func (t *tree) renew(ctx context.Context, unless time.Duration) (cli.Renewal, error) {
	credentials, err := t.Credentials()
	if err != nil {
		return cli.Renewal{}, err
	}
	release, err := credentials.Lock(ctx, t.vendor)
	if err != nil {
		return cli.Renewal{}, err
	}
	defer release()

	old, err := credentials.Secret(ctx, t.vendor, "token")
	if err != nil {
		return cli.Renewal{}, err
	}
	expires, known, err := t.expiry(ctx)
	if err != nil {
		return cli.Renewal{}, err
	}
	if known && unless > 0 && expires.Sub(t.Now()) > unless {
		return cli.Renewal{ExpiresAt: expires}, nil
	}
	if !old.Writable {
		return cli.Renewal{}, fault.Errorf(fault.Usage, "the token comes from %s, which genba can't write; a reissued one would be lost", old.Source).
			WithHint("store it with genba auth login akashi, and take it out of there; nothing was sent")
	}
	client, err := t.reissuer(old.Value)
	if err != nil {
		return cli.Renewal{}, err
	}
	if t.Flags.DryRun {
		_, err := client.ReissueToken(ctx)
		return cli.Renewal{}, err
	}
	// A store that does not take a changed token must be found out before the old one is given up.
	if err := credentials.Prove(ctx, t.vendor, "token"); err != nil {
		return cli.Renewal{}, unproven(err)
	}
	return t.exchange(ctx, credentials, client)
}

// unproven adds to the error of a keyring in which nobody answered what to type.
func unproven(err error) error {
	if !errors.Is(err, credential.ErrTimeout) && !errors.Is(err, credential.ErrDenied) && !errors.Is(err, credential.ErrLocked) {
		return err
	}
	told := fault.Errorf(fault.KindOf(err), "%w", err)
	told.Hint = say.Lines(
		say.T("answer the keyring's question and run the command again; genba auth status akashi --check shows whether the present token is accepted"), fault.HintOf(err))
	return told
}

// reissuer returns a client that works with the token that was found.
func (t *tree) reissuer(token string) (*akashi.Client, error) {
	options, err := t.Transport(t.vendor)
	if err != nil {
		return nil, err
	}
	return t.clientOn(options, cli.Fixed(token))
}

// exchange gets a new token and stores it. It has to run to its end once begun: an interrupt waits until the new token is stored.
func (t *tree) exchange(interruptible context.Context, credentials *credential.Resolver, client *akashi.Client) (cli.Renewal, error) {
	ctx := context.WithoutCancel(interruptible)
	defer cli.HoldSignals()()
	defer context.AfterFunc(interruptible, func() {
		t.Warn("interrupted; it ends when AKASHI's answer is stored, because the old token may be dead by then")
	})()
	token, err := client.ReissueToken(interruptible)
	if err != nil {
		return cli.Renewal{}, cli.LookFirst(err, cli.MayBeDone(say.T("the reissue")),
			say.T("genba auth status akashi --check; if the stored token is refused, issue one on My Page and genba auth login akashi"))
	}
	t.Redact.Add(token.Value)
	if err := credentials.SaveIssued(ctx, t.vendor, "token", token.Value); err != nil {
		return cli.Renewal{}, fault.Errorf(fault.Other, "AKASHI issued a new token but it could not be stored, and the old one may be dead: %w", err).
			WithHint("issue a token on My Page, then genba auth login akashi")
	}
	if err := t.RememberExpiry(ctx, t.vendor, "token", token.Value, token.ExpiresAt); err != nil {
		t.Warn("the new token is stored, but its expiry could not be: %v", err)
	}
	if interruptible.Err() != nil {
		return cli.Renewal{}, fault.New(fault.Interrupted, "interrupted, but the new token is stored").WithHint("genba auth status akashi")
	}
	return cli.Renewal{Renewed: true, ExpiresAt: token.ExpiresAt, Answer: token.Whose}, nil
}

// expiry returns when the token ends, which is known only for a token that genba had reissued: AKASHI tells it then and at no other time (§6.9.3).
func (t *tree) expiry(ctx context.Context) (time.Time, bool, error) {
	return t.StoredExpiry(ctx, t.vendor, "token")
}
