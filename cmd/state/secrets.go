package state

import (
	"context"
	"errors"
	"strings"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func secret(name string) bool { return strings.HasPrefix(name, "secrets/") }

// names returns those under which an account's secrets and what is known of them are kept.
func names(account cli.Account) []string {
	var all []string
	for _, s := range account.Vendor.Secrets {
		all = append(all, s.Name)
	}
	return append(all, account.Meta...)
}

// sealed returns the secrets of this machine's store, of all profiles of the config, as a state has them.
func (t *tree) sealed(ctx context.Context) ([]state.Document, error) {
	c, err := t.Config()
	if err != nil {
		return nil, err
	}
	store := t.LocalStore(c)
	profiles := c.Profiles()
	if len(profiles) == 0 {
		profiles = []string{c.ProfileName()}
	}
	var all []state.Document
	for _, profile := range profiles {
		for _, account := range t.accounts {
			values := map[string]string{}
			for _, name := range names(account) {
				value, err := store.Get(ctx, profile+"/"+account.Vendor.Name+"/"+name)
				switch {
				case err == nil:
					values[name] = value
				case !errors.Is(err, credential.ErrNotFound):
					return nil, err
				}
			}
			if len(values) == 0 {
				continue
			}
			content, err := credential.Seal(ctx, t.Getenv, values)
			if err != nil {
				return nil, err
			}
			all = append(all, state.Document{Name: "secrets/" + profile + "/" + account.Vendor.Name, Content: content})
		}
	}
	return all, nil
}

// unseal puts the secrets of a document into this machine's store.
func (t *tree) unseal(ctx context.Context, name, content string) error {
	c, err := t.Config()
	if err != nil {
		return err
	}
	parts := strings.Split(name, "/")
	if len(parts) != 3 {
		return fault.Errorf(fault.Usage, "%q is no name of secrets", name)
	}
	values, err := credential.Unseal(ctx, t.Getenv, content)
	if err != nil {
		return err
	}
	for key, value := range values {
		t.Redact.Add(value)
		if err := t.LocalStore(c).Set(ctx, parts[1]+"/"+parts[2]+"/"+key, value); err != nil {
			return err
		}
	}
	return nil
}
