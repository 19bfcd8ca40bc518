package access

import (
	"context"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/budget"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Account is what a client of either version works with.
type Account struct {
	Transport transport.Options // BaseURL stands without the version; Auth and Check are the client's to set
	// Credentials give consumer key and secret. They are asked for when a token is needed and not before.
	Credentials func(context.Context) (Credentials, error)
	Store       Store         // where the token is kept; nil: nowhere
	Budget      *quota.Ledger // counts the limits; nil: in this client alone
	NoWait      bool          // when a limit is used up, fail instead of waiting
	Now         func() time.Time
	Tell        func(format say.Format, args ...any) // what a person should know while it works
}

// Version is in what the versions of the API differ.
type Version struct {
	Path        string // "v2.0"
	OwnTokens   bool   // its tokens are sent to no other version
	TokenHeader string
	Limits      []quota.Limit
	Rules       map[string]budget.Rule
	Check       func(*transport.Response) error
	Said        func(*transport.Response) string // the vendor's own words in an answer
	Issue       func(context.Context, Credentials) (Token, error)
	Unkept      func(err error) say.Text // what it costs when the token can't be kept
}

// Session is an account at work in one version.
type Session struct {
	HTTP   *transport.Client
	Budget *budget.Budget
	*Keeper
	header string
}

// Connect returns a session, and fills in what the account leaves open. It sends nothing.
func Connect(a *Account, v Version) (*Session, error) {
	if a.Now == nil {
		a.Now = time.Now
	}
	if a.Tell == nil {
		a.Tell = func(say.Format, ...any) {}
	}
	if a.Budget == nil {
		a.Budget = quota.Open(quota.Options{Limits: v.Limits, Now: a.Now})
	}
	if a.Transport.Sleep == nil {
		a.Transport.Sleep = transport.Sleep
	}
	if a.Transport.Redact == nil {
		a.Transport.Redact = &redact.Set{}
	}
	owner := a.Transport.BaseURL
	a.Transport.BaseURL = strings.TrimRight(owner, "/") + "/" + v.Path
	if v.OwnTokens {
		owner = a.Transport.BaseURL
	}
	t := a.Transport
	t.Check = v.Check
	http, err := transport.New(t)
	if err != nil {
		return nil, err
	}
	return &Session{
		HTTP: http, header: v.TokenHeader,
		Budget: budget.New(budget.Options{
			Words: budgetWords(), Rules: v.Rules, Ledger: a.Budget, NoWait: a.NoWait,
			Now: a.Now, Sleep: a.Transport.Sleep, Tell: a.Tell, Said: v.Said,
		}),
		Keeper: NewKeeper(Options{
			BaseURL: owner, Credentials: a.Credentials, Store: a.Store, Issue: v.Issue, Now: a.Now, Redact: a.Transport.Redact.Add,
			Lost: func(err error) { a.Tell("%s", v.Unkept(err)) },
		}),
	}, nil
}

// Hook goes with a request that needs a place in the limits: it brings the token, takes the places, and waits for them.
func (s *Session) Hook(p budget.Patience, limits ...string) *budget.Hook {
	return &budget.Hook{
		Ticket: s.Budget.Ticket(limits...), Patience: p, Renew: s.Renew,
		Authorize: func(ctx context.Context, r *transport.Request) error {
			token, err := s.Token(ctx)
			if err == nil {
				r.Header.Set(s.header, token)
			}
			return err
		},
	}
}

// budgetWords returns what is said of the limits of either version.
func budgetWords() budget.Words {
	return budget.Words{
		Refused: "%s; Kaonavi refused this one: %s",
		Again:   "there is room again at %s, in %s; see what is left",
		Broken:  say.T("interrupted while waiting for Kaonavi's budget; nothing was sent"),
	}
}
