package auth

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say"
)

func (t *tree) store() *cobra.Command {
	return cli.Group("store", "where secrets are kept", t.storeInit(), t.storeStatus())
}

func (t *tree) storeInit() *cobra.Command {
	var shell cli.ShellFlag
	c := &cobra.Command{
		Use: "init", Short: "Make the identity for the file store, if there is none",
		Long: `Make the age identity that the file store is encrypted to, if there is none, and say what to set.

The file store is for machines without a keyring. An identity that lies beside the store on the same disk is
worth no more than the file permissions: keep it elsewhere (a systemd credential, a command that fetches it) to
gain from the encryption.`,
		Example: "  genba auth store init", Args: cli.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			in, err := shell.Shell(t.App)
			if err != nil {
				return err
			}
			path, created, err := credential.InitIdentity(t.Getenv)
			if err != nil {
				return err
			}
			what := say.Format("there was already an identity: %s")
			if created {
				what = "made a new identity (only you can read it): %s"
			}
			t.Tell(what, path)
			t.Tell("To use the file store, set in the environment of every run:")
			_, err = fmt.Fprintln(t.Streams.Out, in.Export("GENBA_SECRET_STORE", "file")+"\n"+in.Export("GENBA_AGE_IDENTITY_FILE", path))
			return err
		},
	}
	shell.Register(c)
	return t.NoDryRun(c)
}

func (t *tree) storeStatus() *cobra.Command {
	return t.List(cli.List{
		Use: "status", Short: "Show which store is used, and whether it can be reached",
		Long:    "Show which store is used and why, where it is, and whether it can be reached now.",
		Example: "  genba auth store status\n  genba auth store status --jq .reachable", Unit: "stores",
		Columns: []record.Column{{Name: "store"}, {Name: "chosen_by", Show: t.ShowCell}, {Name: "identity"}, {Name: "reachable"}, {Name: "problem", Show: t.ShowCell}},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			return cli.Object(func() (record.Record, error) { return t.describeStore(ctx) }), nil
		},
	})
}

func (t *tree) describeStore(ctx context.Context) (record.Record, error) {
	c, err := t.Config()
	if err != nil {
		return record.Record{}, err
	}
	credentials, err := t.Credentials()
	if err != nil {
		return record.Record{}, err
	}
	_, chosenBy := c.Global("secret_store")
	status, err := credentials.Describe(ctx)
	problem := record.Null()
	if err != nil {
		problem = t.Cell(say.T("%w", err))
	}
	return record.Record{}.
		With("store", t.Cell(status.Name)).
		With("chosen_by", t.Cell(chosenBy)).
		With("identity", record.String(status.Identity)).
		With("reachable", record.Bool(err == nil)).
		With("problem", problem), err
}
