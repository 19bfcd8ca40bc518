package logimeter

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

func (t *tree) progressTransform(kind logimeter.ProgressKind) *cobra.Command {
	header := 0
	return t.List(cli.List{
		Use: "transform FILE", Short: "Send a file of any form to the conversion API",
		Long: `Send a file as it is to the conversion API (B), a paid service that brings it into the form of the import API and imports it
(LOGIMETER §5-4). FILE - is standard input. convert does the same on this machine.

At most 10,000 rows, UTF-8 or Shift-JIS, which is found out and said. It is sent once. What becomes of the file, and
whether at most 1,000 rows remain of it, stands on LOGIMETER's screen データ変換 alone (§5-14).

Method, path and form of this request are in no public document: if the vendor's reference has others, put them into the
config as logimeter.endpoints.progress_` + string(kind) + `_transform: "POST /…#FIELD" (FIELD: the form's field of the file; body: no form).`,
		Example: "  genba logimeter progress " + string(kind) + " transform wms.csv --header-lines 1\n" +
			"  genba logimeter progress " + string(kind) + " transform - --header-lines 1 < wms.csv",
		Args: cli.ExactArgs("FILE"), Unit: "files",
		Columns: []record.Column{{Name: "rows"}, {Name: "encoding"}, {Name: "id"}, {Name: "status"}},
		Flags: func(c *cobra.Command) {
			c.Flags().IntVar(&header, "header-lines", 0, "first lines that are no rows and are not counted")
			_ = c.RegisterFlagCompletionFunc("header-lines", cobra.NoFileCompletions)
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			data, err := t.ReadAll(ctx, args[0], maxProgressFile)
			if err != nil {
				return nil, err
			}
			file, err := logimeter.InspectTransform(args[0], data, header)
			if err != nil {
				return nil, err
			}
			for _, remark := range file.Remarks {
				t.note("%s: %s", say.File(args[0]), remark)
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return cli.Write("the file was sent and accepted", func() (record.Record, error) {
				answer, err := client.TransformProgress(ctx, kind, data, args[0])
				if err != nil {
					return record.Record{}, lookAtConversion(err)
				}
				t.note("%s, %s: accepted; whether they were converted and imported stands on LOGIMETER's screen データ変換 alone (§5-14). At most %d {row|rows} may remain",
					say.T("%d {row|rows}", file.Rows), file.Encoding, logimeter.ProgressRows)
				return answer.With("rows", record.Int(int64(file.Rows))).With("encoding", record.String(file.Encoding)), nil
			}), nil
		},
	})
}

// lookAtConversion adds to an ambiguous error where the vendor shows whether the file arrived.
func lookAtConversion(err error) error {
	var e *fault.Error
	if errors.As(err, &e) && e.Ambiguous {
		e.Hint = say.T("LOGIMETER's screen データ変換 shows whether it arrived (§5-14)")
	}
	return err
}
