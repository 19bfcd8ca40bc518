package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Input are the flags that say where rows come from.
type Input struct {
	File, Format, Encoding, Sheet string
	Set                           []string
	Spread                        func(intake.Row) []intake.Row // of intake.Options, where Read gets none
}

// Register adds the flags.
func (i *Input) Register(c *cobra.Command) {
	f := c.Flags()
	f.StringVarP(&i.File, "file", "f", "", "CSV with a header, a workbook (.xlsx), JSON or NDJSON; - is standard input")
	f.StringVar(&i.Format, "input-format", "", "csv, tsv, json, ndjson or xlsx (default: by the file's ending)")
	f.StringVar(&i.Sheet, "sheet", "", "sheet of a workbook (default: the only one that holds anything)")
	f.StringVar(&i.Encoding, "input-encoding", "", "utf-8, utf-8-bom or cp932 (default: found out)")
	f.StringArrayVar(&i.Set, "set", nil, "one value of a single record, name=text or name:=JSON; repeatable")
	fixed := func(flag string, values ...string) {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	fixed("input-format", "csv", "tsv", "json", "ndjson", "xlsx", "tsv-escaped")
	fixed("sheet")
	fixed("input-encoding", "utf-8", "utf-8-bom", "cp932")
}

func (i *Input) name() say.Text { return say.File(i.File) }

// Rows reads rows of which there are few, and holds them.
func (i *Input) Rows(ctx context.Context, a *App) ([]intake.Row, error) {
	var held []intake.Row
	rows, err := i.Read(ctx, a, nil)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for row, err := range rows.All() {
		if err != nil {
			return nil, err
		}
		held = append(held, row.Clone())
	}
	return held, nil
}

// Read reads rows, however many; who gets them closes them. spread is that of intake.Options.
func (i *Input) Read(ctx context.Context, a *App, spread func(intake.Row) []intake.Row) (*intake.Rows, error) {
	if spread == nil {
		spread = i.Spread
	}
	switch {
	case i.File != "" && len(i.Set) > 0:
		return nil, fault.New(fault.Usage, "--file and --set exclude each other").WithHint("--set is for a single record, --file for many")
	case i.File == "" && len(i.Set) == 0:
		return nil, fault.New(fault.Usage, "nothing to send").WithHint("give -f FILE (-f - is standard input), or --set name=value")
	case len(i.Set) > 0:
		row, err := intake.ParseSet(i.Set)
		if err != nil {
			return nil, err
		}
		if spread != nil {
			return intake.RowsOf(spread(row)...), nil
		}
		return intake.RowsOf(row), nil
	}
	if err := a.spare(i.File); err != nil {
		return nil, err
	}
	KeepFlat()
	format, err := intake.ParseFormat(i.Format)
	if err != nil {
		return nil, err
	}
	now, err := a.LocalNow()
	if err != nil {
		return nil, err
	}
	r, err := a.source(ctx, i.File, intake.OpenRows)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return intake.ReadRows(r, intake.Options{
		Name: i.File, Format: format, Encoding: i.Encoding, Sheet: i.Sheet,
		Zone: now.Location(), Warn: func(text say.Text) { a.Warn("%s", text) }, Spread: spread,
	})
}
