package state

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/state"
)

func (t *tree) export() *cobra.Command {
	var withSecrets bool
	return t.List(cli.List{
		Use: "export [--with-secrets]", Short: "Write the state as NDJSON, for state import elsewhere",
		Long: `Write the state as NDJSON, for state import elsewhere: cursors, counts, the history of people maps, one a line with its
name. Secrets are left out; --with-secrets adds them, encrypted with age to the identity of GENBA_AGE_IDENTITY_FILE or GENBA_AGE_IDENTITY_COMMAND.

While it is written nothing should run: a token that is renewed afterwards is another one.`,
		Example: `  genba state export -O state.ndjson
  genba state export --with-secrets -O state.ndjson`,
		Columns: []record.Column{{Name: "name"}, {Name: "content"}}, Unit: "documents",
		Flags: func(c *cobra.Command) {
			c.Flags().BoolVar(&withSecrets, "with-secrets", false, "the secrets as well, encrypted with age")
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			if t.Flags.Output == "" {
				t.Flags.Output = "ndjson"
			}
			from, err := t.place(ctx)
			if err != nil {
				return nil, err
			}
			return cli.Stream(func(yield func(record.Record, error) bool) {
				found, err := from.all("")
				if err == nil && withSecrets {
					var more []state.Document
					more, err = from.secrets()
					found = append(found, more...)
				}
				if err != nil {
					yield(record.Record{}, err)
					return
				}
				for _, d := range found {
					if !yield(line(d), nil) {
						return
					}
				}
			}), nil
		},
	})
}

// line returns a document as it is exported: JSON as such, what is sealed as text.
func line(d state.Document) record.Record {
	content, err := record.ParseValue([]byte(d.Content))
	if err != nil || secret(d.Name) {
		content = record.String(d.Content)
	}
	return record.Record{}.With("name", record.String(d.Name)).With("content", content)
}
