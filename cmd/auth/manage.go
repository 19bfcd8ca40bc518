package auth

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func (t *tree) logout() *cobra.Command {
	return t.NoDryRun(&cobra.Command{
		Use: "logout VENDOR", Short: "Remove a vendor's secrets from the store",
		Long:    "Remove a vendor's secrets of this profile from the store. Secrets in the environment are not genba's to remove.",
		Example: "  genba auth logout akashi\n  genba auth logout akashi --profile osaka", Args: cli.ExactArgs("VENDOR"), ValidArgsFunction: cli.CompleteFirst(t.names),
		RunE: func(c *cobra.Command, args []string) error {
			account, err := t.account(args[0])
			if err != nil {
				return err
			}
			credentials, err := t.Credentials()
			if err != nil {
				return err
			}
			release, err := credentials.Lock(c.Context(), account.Vendor)
			if err != nil {
				return err
			}
			defer release()
			removed := 0
			for _, name := range stored(account) {
				there, err := credentials.Forget(c.Context(), account.Vendor, name)
				if err != nil {
					return err
				}
				if there {
					removed++
				}
			}
			if removed == 0 {
				t.Tell("there was nothing of %s in the store", account.Vendor.Title)
				for _, s := range account.Vendor.Secrets {
					if text := credentials.Elsewhere(c.Context(), account.Vendor, s.Name); !text.IsZero() {
						t.Warn("%s: %s", s.Name, text)
					}
				}
				return nil
			}
			t.Tell("the secrets of %s are removed from the store", account.Vendor.Title)
			if program := credentials.KeepsRemoved(c.Context()); program != "" {
				t.Warn("%s keeps what was removed in its recycle bin, where the database has one: empty it there", program)
			}
			return nil
		},
	})
}

// stored returns the names under which the vendor's secrets and what is known of them are kept.
func stored(account cli.Account) []string {
	var names []string
	for _, s := range account.Vendor.Secrets {
		names = append(names, s.Name)
	}
	return append(append(names, account.Meta...), "probe") // what a killed run may have left
}

func (t *tree) refresh() *cobra.Command {
	var flag cli.RefreshFlag
	return t.List(cli.List{
		Use: "refresh VENDOR [--if-expiring 7d]", Short: "Have a vendor's token renewed and store the new one",
		Long:    "Have a vendor's token renewed and store the new one. Prints the expiry, never the token.",
		Example: "  genba auth refresh akashi --if-expiring 7d\n  genba auth refresh logimeter",
		Args:    cli.ExactArgs("VENDOR"), Complete: t.names(), Columns: cli.RefreshColumns(),
		Flags: flag.Register,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			account, err := t.account(args[0])
			if err != nil {
				return nil, err
			}
			if account.Refresh == nil {
				return nil, fault.Errorf(fault.Usage, "%s has no token to renew", account.Vendor.Title)
			}
			return t.Renewal(ctx, account.Refresh, flag)
		},
	})
}

// tokenCommand prints a secret because it was asked to by name, for tools that need the token itself.
func (t *tree) tokenCommand() *cobra.Command {
	return &cobra.Command{
		Use: "token VENDOR", Short: "Print a vendor's token on stdout, for another tool",
		Long:    "Print a vendor's token on stdout, for another tool that needs the token itself, or write it\ninto the file of -O; a new one can be read by its owner only. Nothing else ever prints one.",
		Example: "  genba auth token akashi | systemd-creds encrypt --name=akashi_token - akashi_token.cred\n  genba auth token logimeter | pass insert --multiline logimeter/access_token",
		Args:    cli.ExactArgs("VENDOR"), ValidArgsFunction: cli.CompleteFirst(t.names),
		RunE: func(c *cobra.Command, args []string) error {
			account, err := t.account(args[0])
			if err != nil {
				return err
			}
			issue := account.Issue
			if issue == nil {
				issue = func(ctx context.Context) (string, error) {
					secret, err := t.Secret(ctx, account.Vendor, account.Token)
					return secret.Value, err
				}
			}
			token, err := issue(c.Context())
			if err != nil {
				return err
			}
			return t.WriteSecret(c.Context(), token+"\n")
		},
	}
}
