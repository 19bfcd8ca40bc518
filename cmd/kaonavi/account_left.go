package kaonavi

import (
	"context"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/quota"
)

// leftOf tells what is left of the limits of a client's account, and of its token. unkept is what it costs that the token can't be
// kept.
func leftOf(ctx context.Context, a access.Account, client interface {
	Known(context.Context) (access.Token, error)
}, unkept func(error) say.Text,
) ([]say.Text, error) {
	left, err := a.Budget.Left(ctx)
	if err != nil {
		return nil, err
	}
	zone := a.Now().Location()
	var lines []say.Text
	for _, l := range left {
		line := leftLine(l)
		if !l.Until.IsZero() {
			line = say.T("%s; there is room again at %s", line, l.Until.In(zone).Format("15:04:05"))
		}
		lines = append(lines, line)
	}
	switch token, err := client.Known(ctx); {
	case err != nil:
		lines = append(lines, unkept(err))
	case token.Value == "":
		lines = append(lines, say.T("no access token is kept; the next request has one issued"))
	default:
		lines = append(lines, say.T("an access token is kept until %s", token.ExpiresAt.In(zone).Format("15:04")))
	}
	return lines, nil
}

// leftLine tells what is left of a limit of either version.
func leftLine(l quota.Left) say.Text {
	formats := map[string]say.Format{ //nolint:gosec // tokens are counted here
		"requests": "%d of the %d requests of this hour {[1]is|are} left, as far as this machine knows",
		"tokens":   "%d of the %d tokens of this hour {[1]is|are} left, as far as this machine knows",
		"updates":  "%d of the %d updates of this minute {[1]is|are} left, as far as this machine knows",
	}
	return say.T(formats[l.Name], l.Left, l.Most)
}
