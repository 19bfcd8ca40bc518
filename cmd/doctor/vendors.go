package doctor

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// How far the clocks may be apart, and how soon before its end a secret or certificate is mentioned.
const (
	clockWarning = 30 * time.Second
	clockProblem = 5 * time.Minute
	endsSoon     = 7 * cli.Day
)

// vendors looks at each vendor that is set up, or is asked for by name. false: nobody listens any more.
func (t *tree) vendors(ctx context.Context, wanted []string, tell func(finding) bool) bool {
	for _, account := range t.accounts {
		asked := slices.Contains(wanted, account.Vendor.Name)
		if len(wanted) > 0 && !asked {
			continue
		}
		if !asked && !t.setUp(ctx, account) {
			if !tell(finding{account.Vendor.Name, "account", unused, say.T("nothing is set up"), say.Verbatim("genba auth login " + account.Vendor.Name)}) {
				return false
			}
			continue
		}
		looks := []func(context.Context, cli.Account) []finding{t.needs, t.secrets, t.notes, t.inferred, t.address}
		if asked {
			looks = append(looks, t.reach)
		}
		for _, look := range looks {
			for _, f := range look(ctx, account) {
				if !tell(f) {
					return false
				}
			}
			if ctx.Err() != nil {
				return true
			}
		}
	}
	return true
}

// setUp reports whether somebody gave the vendor a value or a secret.
func (t *tree) setUp(ctx context.Context, account cli.Account) bool {
	c, err := t.Config()
	if err != nil {
		return false
	}
	for _, k := range account.Vendor.Keys {
		if _, from := c.Value(account.Vendor.Name, k.Name); from.Kind != config.FromDefault && from.Kind != config.FromNowhere {
			return true
		}
	}
	for _, s := range account.Vendor.Secrets {
		if _, err := t.Secret(ctx, account.Vendor, s.Name); err == nil {
			return true
		}
	}
	return false
}

// needs returns the values without which nothing can be sent.
func (t *tree) needs(_ context.Context, account cli.Account) []finding {
	c, err := t.Config()
	if err != nil {
		return []finding{t.failed(account.Vendor.Name, "config", err)}
	}
	var all []finding
	for _, key := range account.Needs {
		if value, _ := c.Value(account.Vendor.Name, key); value == "" {
			all = append(all, finding{account.Vendor.Name, key, problem, say.T("is not set"), say.T("genba config set %s.%s VALUE", account.Vendor.Name, key)})
		}
	}
	if account.Caution != nil {
		if text := account.Caution(); !text.IsZero() {
			all = append(all, finding{account.Vendor.Name, "api", warning, text, say.Text{}})
		}
	}
	return all
}

// secrets returns where each secret comes from, and the days left.
func (t *tree) secrets(ctx context.Context, account cli.Account) []finding {
	var all []finding
	for _, s := range account.Vendor.Secrets {
		secret, err := t.Secret(ctx, account.Vendor, s.Name)
		switch {
		case err == nil:
			all = append(all, finding{account.Vendor.Name, s.Name, ok, say.T("from %s", secret.Source), say.Text{}})
		case errors.Is(err, credential.ErrNotFound) && slices.Contains(account.Dispensable, s.Name):
			all = append(all, finding{account.Vendor.Name, s.Name, unused, say.T("not there"), say.Text{}})
		default:
			all = append(all, t.failed(account.Vendor.Name, s.Name, err))
		}
	}
	if account.Expiry == nil {
		return all
	}
	at, known, err := account.Expiry(ctx)
	if err != nil || !known {
		return all // why is said above; an expiry that nobody knows is no finding
	}
	f := finding{account.Vendor.Name, "expiry", ok, say.T("until %s", at.Format(time.RFC3339)), say.Text{}}
	switch left := at.Sub(t.Now()); {
	case left <= 0 && account.Refresh == nil:
		f.state, f.hint = problem, say.Verbatim("genba auth login "+account.Vendor.Name)
	case left < endsSoon && account.Refresh != nil && account.RefreshesItself, left > endsSoon:
	default:
		f.state, f.hint = warning, say.Verbatim("genba auth refresh "+account.Vendor.Name)
		if left <= 0 {
			f.state = problem
		}
	}
	return append(all, f)
}

// reach returns which operations the vendor answers.
func (t *tree) reach(ctx context.Context, account cli.Account) []finding {
	if account.Reach == nil || t.offline {
		return nil
	}
	reached, err := account.Reach(ctx)
	var all []finding
	for _, r := range reached {
		f := finding{account.Vendor.Name, "operations", ok, r.Text, say.Text{}}
		if r.Off {
			f.state, f.hint = warning, r.Hint
		}
		all = append(all, f)
	}
	if err != nil {
		f := t.failed(account.Vendor.Name, "operations", err)
		f.state = warning // whether it answers at all is said below
		all = append(all, f)
	}
	return all
}

func (t *tree) notes(ctx context.Context, account cli.Account) []finding {
	if account.Notes == nil {
		return nil
	}
	lines, err := account.Notes(ctx)
	var all []finding
	for _, line := range lines {
		all = append(all, finding{account.Vendor.Name, "account", ok, line, say.Text{}})
	}
	if err != nil {
		all = append(all, t.failed(account.Vendor.Name, "account", err))
	}
	return all
}

// inferred returns the endpoints that no public document gives, as they are in use.
func (t *tree) inferred(_ context.Context, account cli.Account) []finding {
	if account.Inferred == nil {
		return nil
	}
	c, err := t.Config()
	if err != nil {
		return nil
	}
	var guessed, replaced []string
	for _, name := range account.Inferred() {
		if by, ok := c.Endpoint(account.Vendor.Name, name); ok {
			replaced = append(replaced, name+" = "+by)
		} else {
			guessed = append(guessed, name)
		}
	}
	var all []finding
	if len(guessed) > 0 {
		all = append(all, finding{
			account.Vendor.Name, "endpoints", ok, say.T("inferred, in no public document: %s", strings.Join(guessed, ", ")),
			say.T("if one is refused as unknown: genba config set %s.endpoints.NAME 'PUT /…', as the vendor says", account.Vendor.Name),
		})
	}
	if len(replaced) > 0 {
		all = append(all, finding{account.Vendor.Name, "endpoints", ok, say.T("replaced by the config: %s", strings.Join(replaced, ", ")), say.Text{}})
	}
	return all
}

// address reports whether the vendor's address answers, and how.
func (t *tree) address(ctx context.Context, account cli.Account) []finding {
	if t.offline {
		return nil
	}
	name := account.Vendor.Name
	p, err := t.probe(ctx, account)
	if err != nil {
		f := t.failed(name, "address", err)
		if fault.KindOf(err) == fault.Interrupted {
			f.state = unused
		}
		return []finding{f}
	}
	detail := say.T("%s answers (HTTP %d, %d ms)", p.URL, p.Status, p.Took.Milliseconds())
	if p.Proxy != "" {
		detail = say.T("%s, through the proxy %s", detail, p.Proxy)
	}
	all := []finding{{name, "address", ok, detail, say.Text{}}}
	if p.TLS != "" {
		f := finding{name, "tls", ok, say.T("%s, certificate of %s until %s", p.TLS, p.Issuer, p.Ends.Format(time.DateOnly)), say.Text{}}
		if p.Ends.Sub(t.Now()) < endsSoon {
			f.state, f.hint = warning, say.T("the certificate is the vendor's, or your proxy's, to renew")
		}
		all = append(all, f)
	}
	if p.Dated {
		all = append(all, clock(name, p))
	}
	return all
}

func (t *tree) probe(ctx context.Context, account cli.Account) (transport.Probe, error) {
	options, err := t.Transport(account.Vendor)
	if err != nil {
		return transport.Probe{}, err
	}
	options.DryRun = nil // a look changes nothing
	if account.Address != nil {
		if options.BaseURL, err = account.Address(); err != nil {
			return transport.Probe{}, err
		}
	}
	client, err := transport.New(options)
	if err != nil {
		return transport.Probe{}, err
	}
	return client.Probe(ctx)
}

// clock returns the difference of the clocks: tokens expire, and days begin, by the vendor's.
func clock(name string, p transport.Probe) finding {
	apart := p.Ahead.Round(time.Second)
	f := finding{name, "clock", ok, say.T("differs from the vendor's by %s", apart.Abs()), say.Text{}}
	switch {
	case apart.Abs() >= clockProblem:
		f.state = problem
	case apart.Abs() >= clockWarning:
		f.state = warning
	default:
		return f
	}
	f.hint = say.T("set this machine's clock (timedatectl set-ntp true)")
	if apart > 0 {
		f.detail = say.T("is %s behind the vendor's", apart)
	} else {
		f.detail = say.T("is %s ahead of the vendor's", -apart)
	}
	return f
}
