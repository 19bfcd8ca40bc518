package cli

import (
	"context"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/pkg/keep/cursor"
	"github.com/genba-cli/genba/pkg/vendors"
)

// key names a command by what decides which records it is about: whose they are, and its arguments. How they are printed
// does not, nor does the time, nor how long they are waited for.
func (a *App) key(ctx context.Context, c *cobra.Command, args []string) (cursor.Key, error) {
	config, err := a.Config()
	if err != nil {
		return cursor.Key{}, err
	}
	k := cursor.Key{Profile: config.ProfileName(), Command: Path(c), Args: []string{}}
	c.Flags().Visit(func(f *pflag.Flag) { // in the order of their names
		if c.InheritedFlags().Lookup(f.Name) == nil && f.Annotations[layoutNote] == nil && !slices.Contains(append(timeFlags(), "wait", "wait-timeout", "poll-interval"), f.Name) {
			k.Args = append(k.Args, "--"+f.Name+"="+f.Value.String())
		}
	})
	k.Args = append(k.Args, args...)
	name, _, _ := strings.Cut(k.Command, " ")
	if (name == "api" || name == "org") && len(args) > 0 { // whose data it is about stands in the arguments
		name = args[0]
	}
	if v, ok := vendors.Lookup(name); ok {
		base, _ := config.Value(v.Name, "base_url")
		k.Vendor, k.Host = v.Name, place(base)
		k.Account, err = a.account(ctx, v, k.Args)
	}
	return k, err
}

// place returns what an address is called in a key. On this machine's loopback every port is one place, because a sandbox
// listens at another one each time.
func place(base string) string {
	if u, err := url.Parse(base); err == nil {
		if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip.IsLoopback() {
			return "loopback"
		}
	}
	return strings.TrimRight(base, "/")
}

// account returns whose data the vendor gives: the company, group or workplace, or where none is named the fingerprint of the
// secret that opens them.
func (a *App) account(ctx context.Context, v vendors.Vendor, args []string) (string, error) {
	config, err := a.Config()
	if err != nil {
		return "", err
	}
	id := ""
	if v.Account != "" {
		id, _ = config.Value(v.Name, v.Account)
	}
	if v.AccountSecret == "" || id != "" && !slices.Contains(args, v.WholeAccount) {
		return id, nil
	}
	secret, err := a.Secret(ctx, v, v.AccountSecret)
	if err != nil {
		if a.Flags.DryRun { // which needs no login
			return "", nil
		}
		return "", err
	}
	return cursor.Fingerprint(secret.Value), nil
}
