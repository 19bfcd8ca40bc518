package cli

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Vendor is all that the other trees need of a vendor's.
type Vendor struct {
	vendors.Vendor
	Commands func() *cobra.Command // the whole tree; made when it is asked for, as that takes time
	Account  Account
	// Send sends any request, for genba api.
	Send func(context.Context, transport.Request) (*transport.Response, error)
}

// Accounts returns the accounts of all vendors.
func Accounts(all []Vendor) []Account {
	var accounts []Account
	for _, v := range all {
		accounts = append(accounts, v.Account)
	}
	return accounts
}

// Short returns the line of help about a vendor's tree.
func Short(v vendors.Vendor) string { return v.Title + ": " + v.About }

// sender is a vendor's client.
type sender interface {
	Raw(context.Context, transport.Request) (*transport.Response, error)
}

// SendRaw sends a request as it was typed.
func SendRaw[C sender](ctx context.Context, r transport.Request, client func() (C, error)) (*transport.Response, error) {
	c, err := client()
	if err != nil {
		return nil, err
	}
	return c.Raw(ctx, r)
}

// HasSegment reports whether one of the segments is in a path, in any spelling that a server may accept: escaped, in capitals,
// between doubled slashes.
func HasSegment(path string, segments ...string) bool {
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	for _, s := range strings.FieldsFunc(strings.ToLower(path), func(r rune) bool { return r == '/' }) {
		if slices.Contains(segments, s) {
			return true
		}
	}
	return false
}

// WarnOfEndpoints warns of endpoints in the config that genba does not know, as whoever wrote them believes that they are used.
func (a *App) WarnOfEndpoints(c *config.Config, v vendors.Vendor, known ...string) {
	for _, name := range c.EndpointNames(v.Name) {
		if !slices.Contains(known, name) {
			a.Warn("%s.endpoints.%s is ignored: there is no such endpoint%s", v.Name, name, nearest.Suggest(name, known))
		}
	}
}

// NamesOf returns the names of those items that name reports: of a vendor's endpoints, those that no public document gives.
func NamesOf[T any](items func() []T, name func(T) (string, bool)) func() []string {
	return func() []string {
		var names []string
		for _, item := range items() {
			if n, ok := name(item); ok {
				names = append(names, n)
			}
		}
		return names
	}
}
