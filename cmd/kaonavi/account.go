package kaonavi

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
)

const caution = "Kaonavi ended its support of this API (v1) on 2023-03-31: it may change or stop without notice, and Kaonavi answers no questions about it"

// login returns what the auth commands need.
func (t *tree) login() cli.Account {
	return cli.Account{
		Vendor: t.vendor, Token: tokenMeta, Meta: []string{tokenMeta}, Check: t.check, Issue: t.issue, Caution: t.caution, Notes: t.notes, Reach: t.reach,
	}
}

// caution warns people who work with version 1.
func (t *tree) caution() say.Text {
	if second, err := t.second(); err != nil || second {
		return say.Text{}
	}
	return say.T(caution)
}

// check spends as little as it can: with a token that is still good one request for headers, else one of the five
// tokens, which is kept. Login, which asks this, holds the lock.
func (t *tree) check(ctx context.Context, secrets map[string]string) error {
	who := access.Credentials{Key: secrets["consumer_key"], Secret: secrets["consumer_secret"]}
	if verdict, ok := t.checked[who]; ok {
		return verdict
	}
	if second, err := t.second(); err != nil || second {
		if err == nil {
			err = t.checkV2(ctx, who)
		}
		t.checked[who] = err
		return err
	}
	o, err := t.options(who, false)
	if err != nil {
		return err
	}
	o.DryRun, o.NoWait = true, true
	client, err := kaonavi.New(o)
	if err != nil {
		return err
	}
	t.checked[who] = ask(ctx, client)
	return t.checked[who]
}

func ask(ctx context.Context, client *kaonavi.Client) error {
	known, err := client.Known(ctx)
	if err != nil || known.Value == "" { // a store that can't be read has no token
		_, err := client.AccessToken(ctx)
		return err
	}
	for _, err := range client.Users(ctx).Records {
		if err != nil {
			return err
		}
	}
	return nil
}

// issue gives another program a token that is good now.
func (t *tree) issue(ctx context.Context) (string, error) {
	if second, err := t.second(); err != nil {
		return "", err
	} else if second {
		client, err := t.clientV2(ctx)
		if err != nil {
			return "", err
		}
		return client.AccessToken(ctx)
	}
	client, err := t.client(ctx)
	if err != nil {
		return "", err
	}
	return client.AccessToken(ctx)
}

// notes tell what is left of the budget, and of the token.
func (t *tree) notes(ctx context.Context) ([]say.Text, error) {
	who, err := t.credentials(ctx)
	if fault.KindOf(err) == fault.Auth {
		return nil, nil // which the rows below say
	}
	if err != nil {
		return nil, err
	}
	if second, err := t.second(); err != nil || second {
		if err != nil {
			return nil, err
		}
		return t.notesV2(ctx, who)
	}
	o, err := t.options(who, true)
	if err != nil {
		return nil, err
	}
	client, err := kaonavi.New(o)
	if err != nil {
		return nil, err
	}
	return leftOf(ctx, o.Account, client, func(err error) say.Text {
		return say.T("the access token can't be kept: every run of genba spends one of the %d (%v)", kaonavi.MaxTokens, err)
	})
}
