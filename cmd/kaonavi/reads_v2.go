package kaonavi

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// listV2 makes a list. The checks of its arguments come before anything else.
func (t *tree) listV2(l cli.List, read func(ctx context.Context, client *v2.Client, args []string) v2.Records, checks ...func(args ...string) error) *cobra.Command {
	return t.readV2(l, func(ctx context.Context, client *v2.Client, args []string) *cli.Result {
		return cli.Stream(read(ctx, client, args))
	}, checks...)
}

// readV2 makes a command that reads something else than a plain list.
func (t *tree) readV2(l cli.List, read func(ctx context.Context, client *v2.Client, args []string) *cli.Result, checks ...func(args ...string) error) *cobra.Command {
	l.Run = func(ctx context.Context, args []string) (*cli.Result, error) {
		for _, check := range checks {
			if err := check(args...); err != nil {
				return nil, err
			}
		}
		client, err := t.clientV2(ctx)
		if err != nil {
			return nil, err
		}
		return read(ctx, client, args), nil
	}
	return t.List(l)
}

// failed returns a sequence of nothing but an error.
func failed(err error) v2.Records {
	return func(yield func(record.Record, error) bool) { yield(record.Record{}, err) }
}

// numbers wants each argument to be a number, as Kaonavi's ids are.
func numbers(args ...string) error {
	for _, text := range args {
		if text == "" || len(text) > 18 || strings.Trim(text, "0123456789") != "" {
			return fault.Errorf(fault.Usage, "%q is not a number, as Kaonavi's ids are; nothing was sent", text)
		}
	}
	return nil
}

// sinceFlag adds --updated-since.
func sinceFlag(c *cobra.Command, day *string) {
	c.Flags().StringVar(day, "updated-since", "", "leave out what has not changed since this day: 2025-04-01, yesterday, -7d")
	_ = c.RegisterFlagCompletionFunc("updated-since", cobra.NoFileCompletions)
}

// updatedSince reads the day of --updated-since as the vendor wants it; "" stays.
func (t *tree) updatedSince(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	now, err := t.LocalNow()
	if err != nil {
		return "", err
	}
	day, err := period.Begin("--updated-since", text, now)
	if err != nil {
		return "", err
	}
	return day.Format(time.DateOnly), nil
}
