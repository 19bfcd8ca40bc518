package flexcrm

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// changed returns the records, each as change makes it.
func changed(records cli.Records, change func(record.Record) record.Record) cli.Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if err == nil {
				r = change(r)
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// decodeFlag is --decode-json.
type decodeFlag struct{ on bool }

func (f *decodeFlag) register(c *cobra.Command) {
	c.Flags().BoolVar(&f.on, "decode-json", false, "open the JSON that FlexCRM keeps inside strings")
}

func (f *decodeFlag) opened(records cli.Records) cli.Records {
	if !f.on {
		return records
	}
	return changed(records, flexcrm.DecodeJSON)
}

// sliceFlags are --limit and --page-size.
type sliceFlags struct{ most, page int }

func (f *sliceFlags) register(c *cobra.Command, most int) {
	cli.CountVar(c.Flags(), &f.most, "limit", 0, "at most so many records (default: all)")
	c.Flags().IntVar(&f.page, "page-size", most, "records in one answer")
	for _, flag := range []string{"limit", "page-size"} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.NoFileCompletions)
	}
}

func (f *sliceFlags) slice() (flexcrm.Slice, error) {
	if f.page < 2 || f.page > flexcrm.PageMax {
		return flexcrm.Slice{}, fault.Errorf(fault.Usage, "--page-size %d: FlexCRM gives 2 to %d records in one answer", f.page, flexcrm.PageMax).
			WithHint("--limit says how many are wanted in all")
	}
	return flexcrm.Slice{Most: f.most, Page: f.page}, nil
}

// fieldsOf reads the fields of a table. In a dry run nobody is asked, and there are none.
func fieldsOf(ctx context.Context, client *flexcrm.Client, table string) (flexcrm.Fields, error) {
	fields, err := client.Fields(ctx, table)
	if errors.Is(err, transport.ErrDryRun) {
		return nil, nil
	}
	return fields, err
}
