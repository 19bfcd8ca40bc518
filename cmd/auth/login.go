package auth

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func (t *tree) login() *cobra.Command {
	var withSecret, noBrowser bool
	c := &cobra.Command{
		Use: "login VENDOR [--with-secret] [--no-browser]", Short: "Store a vendor's secrets after checking them",
		Long: `Store a vendor's secrets after checking them with the vendor.

The secret is asked for without echo, or read from standard input with --with-secret: one line, or a JSON object
where a vendor has several; on a terminal it is asked for all the same. It is never taken from the command line, where other users and the shell's history
would see it. What the vendor refuses is not stored.

For LOGIMETER the consent page is opened in the browser, and the answer is caught at redirect_url on this machine. With
--no-browser the address of the page is shown instead, alone on a line of standard error. Where redirect_url is not on this
machine, the address that the browser ends on is to be pasted, or comes on standard input.`,
		Example: `  genba auth login akashi
  genba auth login akashi --with-secret < token.txt
  genba auth login logimeter
  genba auth login logimeter --no-browser`,
		Args: vendorAlone, ValidArgsFunction: cli.CompleteFirst(t.names),
	}
	c.Flags().BoolVar(&withSecret, "with-secret", false, "read the secret from standard input")
	c.Flags().BoolVar(&noBrowser, "no-browser", false, "show the address of the consent page instead of opening it")
	c.RunE = func(c *cobra.Command, args []string) error {
		account, err := t.account(args[0])
		if err != nil {
			return err
		}
		if err := t.needs(c.Context(), account); err != nil {
			return err
		}
		if account.Authorize != nil {
			return t.authorize(c.Context(), account, withSecret, noBrowser)
		}
		if noBrowser {
			return fault.Errorf(fault.Usage, "%s logs in without a browser", account.Vendor.Title).WithHint("leave --no-browser out")
		}
		secrets, err := t.secrets(c.Context(), account, withSecret)
		if err != nil {
			return err
		}
		return t.keep(c.Context(), account, secrets)
	}
	return t.NoDryRun(c)
}

// vendorAlone wants the vendor and nothing else. What else was typed is not repeated: it may be the secret.
func vendorAlone(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fault.New(fault.Usage, "only VENDOR is taken from the command line, where others would see a secret").
			WithHint("genba auth login %s, which asks for it; or --with-secret and standard input", args[0])
	}
	return cli.ExactArgs("VENDOR")(c, args)
}

// needs makes sure of the config values that the login stands on; on a terminal it asks. What was typed is kept only
// when the vendor took it, or a slip would never be asked for again.
func (t *tree) needs(ctx context.Context, account cli.Account) error {
	c, err := t.Config()
	if err != nil {
		return err
	}
	for _, key := range account.Needs {
		if value, _ := c.Value(account.Vendor.Name, key); value != "" {
			continue
		}
		name := account.Vendor.Name + "." + key
		if !t.Streams.Interactive() {
			return fault.Errorf(fault.Usage, "%s is not set", name).
				WithHint("genba config set %s VALUE, or set %s", name, account.Vendor.Env(key))
		}
		k, _ := account.Vendor.Key(key)
		answer, err := t.Ask(ctx, say.T(say.Format(k.Help)))
		if err != nil {
			return err
		}
		t.Answer(name, answer)
	}
	return nil
}

// secrets asks for what a person has to give.
func (t *tree) secrets(ctx context.Context, account cli.Account, withSecret bool) (map[string]string, error) {
	names := typed(account)
	secrets := map[string]string{}
	if withSecret && !t.Streams.InTerminal { // else the terminal would show what is typed
		var err error
		if secrets, err = t.ReadSecrets(ctx, names); err != nil {
			return nil, err
		}
	} else {
		for _, name := range names {
			s, _ := account.Vendor.Secret(name)
			secret, err := t.AskSecret(ctx, say.T("%s %s", account.Vendor.Title, say.Format(s.Help)))
			if err != nil {
				return nil, err
			}
			secrets[name] = secret
		}
	}
	for name, secret := range secrets {
		if secret == "" {
			return nil, fault.Errorf(fault.Usage, "the %s is empty; nothing was stored", name)
		}
		t.Redact.Add(secret)
	}
	return secrets, nil
}

// typed returns the secrets that people have, and the vendor does not issue by itself.
func typed(account cli.Account) []string {
	var names []string
	for _, s := range account.Vendor.Secrets {
		if !s.Issued {
			names = append(names, s.Name)
		}
	}
	return names
}

// keep checks the secrets with the vendor and stores them.
func (t *tree) keep(ctx context.Context, account cli.Account, secrets map[string]string) error {
	credentials, err := t.Credentials()
	if err != nil {
		return err
	}
	release, err := credentials.Lock(ctx, account.Vendor)
	if err != nil {
		return err
	}
	defer release()
	if err := account.Check(ctx, secrets); err != nil {
		return notStored(err)
	}
	if err := t.KeepAnswers(); err != nil {
		return err
	}
	for _, s := range account.Vendor.Secrets {
		if secrets[s.Name] == "" {
			continue
		}
		if err := credentials.Save(ctx, account.Vendor, s.Name, secrets[s.Name]); err != nil {
			return err
		}
	}
	return t.loggedIn(ctx, account, slices.Collect(maps.Keys(secrets)))
}

// loggedIn tells the person where the secrets of these names are now, and what goes before them.
func (t *tree) loggedIn(ctx context.Context, account cli.Account, names []string) error {
	credentials, err := t.Credentials()
	if err != nil {
		return err
	}
	c, err := t.Config()
	if err != nil {
		return err
	}
	status, err := credentials.Describe(ctx)
	if err != nil {
		return err
	}
	t.Tell("logged in to %s (profile %s); stored in: %s", account.Vendor.Title, c.ProfileName(), status.Name)
	if account.Caution != nil {
		if text := account.Caution(); !text.IsZero() {
			t.Warn("%s", text)
		}
	}
	for _, name := range names {
		if now, err := credentials.Secret(ctx, account.Vendor, name); err == nil && !now.Writable {
			t.Warn("%s is also given by %s, which goes first", name, now.Source)
		}
	}
	return nil
}

func notStored(err error) error {
	return &fault.Error{Kind: fault.KindOf(err), Message: say.T("nothing was stored: %w", err), Hint: fault.HintOf(err), Err: err}
}
