// Package config is the command tree of the config file. It must not know the file's shape.
package config

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

type tree struct{ *cli.App }

// New makes the tree.
func New(app *cli.App) *cobra.Command {
	t := &tree{app}
	return cli.Group("config", "settings of the config file", t.get(), t.set(), t.unset(), t.list(), t.path())
}

func (t *tree) get() *cobra.Command {
	return &cobra.Command{
		Use: "get KEY", Short: "Print the value in force of one key",
		Long: "Print the value in force of one key: from the environment, the file, or the default, in this order.", Args: cli.ExactArgs("KEY"), ValidArgsFunction: cli.CompleteFirst(keys),
		Example: "  genba config get akashi.company_id\n  genba config get timezone --profile osaka",
		RunE: func(_ *cobra.Command, args []string) error {
			c, err := t.Config()
			if err != nil {
				return err
			}
			for _, setting := range c.List() {
				if setting.Key == args[0] {
					_, err := fmt.Fprintln(t.Streams.Out, setting.Value)
					return err
				}
			}
			return fault.Errorf(fault.Usage, "%q is not a key%s", args[0], nearest.Suggest(args[0], keys())).WithHint("genba config list")
		},
	}
}

func (t *tree) set() *cobra.Command {
	return t.NoDryRun(&cobra.Command{
		Use: "set KEY VALUE", Short: "Write one key to the config file",
		Long: `Write one key to the config file: akashi.company_id and the like go into the active profile (--profile), timezone and
the like to the top. Comments and order of the file are kept. A secret is refused: secrets are not for files.`,
		Example: `  genba config set akashi.company_id sample001
  genba config set timezone Asia/Tokyo
  genba config set akashi.base_url https://atnd-awj.ak4.jp/api/cooperation --profile osaka`,
		Args: cli.ExactArgs("KEY", "VALUE"), ValidArgsFunction: cli.CompleteFirst(keys),
		RunE: func(c *cobra.Command, args []string) error {
			return t.change(c.Context(), func(path, profile string) error { return config.Set(path, profile, args[0], args[1]) })
		},
	})
}

func (t *tree) unset() *cobra.Command {
	return t.NoDryRun(&cobra.Command{
		Use: "unset KEY", Short: "Remove one key from the config file", Long: "Remove one key from the config file; its default holds again.",
		Example: "  genba config unset akashi.base_url\n  genba config unset akashi.base_url --profile osaka", Args: cli.ExactArgs("KEY"), ValidArgsFunction: cli.CompleteFirst(keys),
		RunE: func(c *cobra.Command, args []string) error {
			return t.change(c.Context(), func(path, profile string) error { return config.Unset(path, profile, args[0]) })
		},
	})
}

// change writes to the file and profile in force, unless the sandbox keeps that file from it.
func (t *tree) change(ctx context.Context, write func(path, profile string) error) error {
	path, profile := t.target()
	if err := t.MayChange(path); err != nil {
		return err
	}
	return t.alone(ctx, func() error { return write(path, profile) })
}

// target returns the file and profile to write to. The file or the profile may not exist yet, so neither is loaded.
func (t *tree) target() (path, profile string) {
	path, _ = config.Locate(t.Flags.Config, t.Getenv)
	return path, cmp.Or(t.Flags.Profile, t.Getenv("GENBA_PROFILE"))
}

func (t *tree) list() *cobra.Command {
	return t.List(cli.List{
		Use: "list", Short: "List every value in force and where it comes from",
		Long: "List every value in force for the active profile and where it comes from.", Example: "  genba config list\n  genba config list --profile osaka -o json", Unit: "values",
		Columns: []record.Column{{Name: "key"}, {Name: "value"}, {Name: "source"}},
		Run: func(context.Context, []string) (*cli.Result, error) {
			c, err := t.Config()
			if err != nil {
				return nil, err
			}
			return cli.Stream(func(yield func(record.Record, error) bool) {
				for _, v := range c.List() {
					r := record.Record{}.
						With("key", record.String(v.Key)).
						With("value", record.String(v.Value)).
						With("source", record.String(v.Source.String()))
					if !yield(r, nil) {
						return
					}
				}
			}), nil
		},
	})
}

func (t *tree) path() *cobra.Command {
	return &cobra.Command{
		Use: "path", Short: "Print the config file's path", Long: "Print the config file's path, whether the file exists or not.",
		Example: "  genba config path", Args: cli.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			path, _ := t.target()
			if path == "" {
				return fault.New(fault.Usage, "there is no place for a configuration file: the environment names no home directory").
					WithHint("set GENBA_CONFIG to the path of the file")
			}
			_, err := fmt.Fprintln(t.Streams.Out, path)
			return err
		},
	}
}
