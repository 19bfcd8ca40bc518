package kaonavi

import (
	"context"
	"errors"
	"net/http"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// checkV2 has a token issued, or with one that is still good asks for the roles. That this is switched off is as good an
// answer. Login, which asks this, holds the lock.
func (t *tree) checkV2(ctx context.Context, who access.Credentials) error {
	o, err := t.optionsV2(who, false)
	if err != nil {
		return err
	}
	o.NoWait, o.Transport.DryRun = true, nil
	client, err := v2.New(o)
	if err != nil {
		return err
	}
	known, err := client.Known(ctx)
	if err != nil || known.Value == "" { // a store that can't be read has no token
		_, err := client.AccessToken(ctx)
		return err
	}
	for _, err := range client.Roles(ctx) {
		f := (*fault.Error)(nil)
		if errors.As(err, &f) && f.Status == http.StatusForbidden {
			return nil
		}
		return err
	}
	return nil
}

// notesV2 tell what is left of the limits, and of the token.
func (t *tree) notesV2(ctx context.Context, who access.Credentials) ([]say.Text, error) {
	o, err := t.optionsV2(who, true)
	if err != nil {
		return nil, err
	}
	client, err := v2.New(o)
	if err != nil {
		return nil, err
	}
	return leftOf(ctx, o.Account, client, func(err error) say.Text {
		return say.T("the access token can't be kept: every run of genba has one issued (%v)", err)
	})
}
