// Package state is the command tree of what processes share: where it is, and moving it between this machine's files and
// PostgreSQL. It must not know what a vendor's secrets are good for.
package state

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say"
)

type tree struct {
	*cli.App
	accounts []cli.Account
}

// New makes the tree.
func New(app *cli.App, accounts []cli.Account) *cobra.Command {
	t := &tree{App: app, accounts: accounts}
	return cli.Group("state", "what the processes of one or many machines share", t.status(), t.export(), t.importState())
}

// place is where documents are: files, or a database.
type place struct {
	name    say.Text
	all     func(prefix string) ([]state.Document, error)
	load    func(name string) (string, error)
	save    func(name, content string) error
	secrets func() ([]state.Document, error) // sealed
	keep    func(name, sealed string) error
}

func (t *tree) place(ctx context.Context) (place, error) {
	shared, err := t.Shared()
	if err != nil {
		return place{}, err
	}
	if shared == nil {
		return t.files(ctx)
	}
	all := func(prefix string) ([]state.Document, error) {
		found, err := shared.Documents(ctx, prefix)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(d state.Document) bool { return secret(d.Name) != (prefix == "secrets/") })
		if prefix != "" {
			return found, nil
		}
		former, err := shared.AllFormers(ctx)
		return append(found, former...), err
	}
	return place{
		name: say.T("%s", shared.Place()), all: all,
		load: func(name string) (string, error) {
			profile, former := state.FormersOf(name)
			if !former {
				return shared.Load(ctx, name)
			}
			all, err := shared.Formers(ctx, profile)
			if err != nil || len(all) == 0 {
				return "", err
			}
			return state.FormersDocument(profile, all).Content, nil
		},
		save:    saving(ctx, shared, func(name, content string) error { return shared.Save(ctx, name, content) }),
		secrets: func() ([]state.Document, error) { return all("secrets/") },
		keep: func(name, sealed string) error {
			if _, err := credential.Unseal(ctx, t.Getenv, sealed); err != nil { // what nobody here can open is of no use
				return err
			}
			return shared.Save(ctx, name, sealed)
		},
	}, nil
}

func (t *tree) files(ctx context.Context) (place, error) {
	f := state.Folder{Dir: credential.DataDir(t.Getenv)}
	return place{
		name: say.T("the files in %s", f.Dir), all: f.Documents, load: f.Load,
		save:    saving(ctx, f, f.Save),
		secrets: func() ([]state.Document, error) { return t.sealed(ctx) },
		keep:    func(name, sealed string) error { return t.unseal(ctx, name, sealed) },
	}, nil
}

// saving returns what saves a document. A history of people is added to the one that is there; of the accounts that it mentions it alone is
// known afterwards.
func saving(ctx context.Context, h state.History, plain func(name, content string) error) func(name, content string) error {
	return func(name, content string) error {
		profile, former := state.FormersOf(name)
		if !former {
			return plain(name, content)
		}
		said, err := state.ParseFormers(content)
		if err != nil {
			return err
		}
		return h.KeepFormers(ctx, profile, said)
	}
}
