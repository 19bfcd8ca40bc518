package kaonavi

import (
	"context"
	"time"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/quota"
)

const caution = "Kaonavi ended its support of this API (v1) on 2023-03-31: it may change or stop without notice, and Kaonavi answers no questions about it"

// login is what the auth commands need.
func (t *tree) login() cli.Account {
	return cli.Account{
		Vendor: t.vendor, Token: tokenMeta, Meta: []string{tokenMeta}, Check: t.check, Issue: t.issue, Caution: t.caution, Notes: t.notes, Reach: t.reach,
	}
}

// caution is for who works with version 1.
func (t *tree) caution() string {
	if second, err := t.second(); err != nil || second {
		return ""
	}
	return caution
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
	left, err := o.Budget.Left(ctx)
	if err != nil {
		return nil, err
	}
	var lines []say.Text
	for _, l := range left {
		lines = append(lines, leftLine(l, o))
	}
	client, err := kaonavi.New(o)
	if err != nil {
		return nil, err
	}
	token, err := client.Known(ctx)
	if err != nil {
		return append(lines, say.T("the access token can't be kept: every run of genba spends one of the %d (%v)", kaonavi.MaxTokens, err)), nil
	}
	return append(lines, keptToken(token.Value, token.ExpiresAt, o.Now().Location())), nil
}

func leftLine(l quota.Left, o kaonavi.Options) say.Text {
	line := say.T("%d of the %d %s of this hour are left, as far as this machine knows", l.Left, l.Most, l.Name)
	return withRoomAgain(line, l, o.Now().Location())
}

// withRoomAgain adds to what is left of a limit when there will be more, if nothing is left.
func withRoomAgain(line say.Text, l quota.Left, zone *time.Location) say.Text {
	if l.Until.IsZero() {
		return line
	}
	return say.T("%s; there is room again at %s", line, l.Until.In(zone).Format("15:04:05"))
}

// keptToken says until when the access token is kept, or that there is none.
func keptToken(value string, expires time.Time, zone *time.Location) say.Text {
	if value == "" {
		return say.T("no access token is kept; the next request has one issued")
	}
	return say.T("an access token is kept until %s", expires.In(zone).Format("15:04"))
}
