package kaonavi

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/folder"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// What became of a file.
const (
	fileFetched   = "fetched"
	fileUnchanged = "unchanged"
	fileFailed    = "failed"
)

// defaultNames is the pattern of names of files.
const defaultNames = "{code}_{file_name}"

// pullFlags are those of a command that fetches files.
type pullFlags struct {
	to, names, since string
}

func (f *pullFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.to, "to", "", "folder of the files; it is made when absent")
	c.Flags().StringVar(&f.names, "name-pattern", defaultNames, "names of the files: {code} and {file_name} stand for what Kaonavi says")
	_ = c.MarkFlagDirname("to")
	_ = c.RegisterFlagCompletionFunc("name-pattern", cobra.NoFileCompletions)
	sinceFlag(c, &f.since)
}

// check refuses flags that can't be meant.
func (f *pullFlags) check() error {
	if f.to == "" {
		return fault.New(fault.Usage, "--to is missing: the folder of the files").WithHint("--to DIR")
	}
	rest := strings.NewReplacer("{code}", "", "{file_name}", "").Replace(f.names)
	switch {
	case !strings.Contains(f.names, "{code}"):
		return fault.Errorf(fault.Usage, "--name-pattern %q has no {code}: nobody could tell whose a file is", f.names)
	case strings.ContainsAny(rest, `{}/\`):
		return fault.Errorf(fault.Usage, "--name-pattern %q has more than {code}, {file_name} and text without separators", f.names)
	}
	return nil
}

// name returns the name of a file. Kaonavi's parts of it are made safe one by one.
func (f *pullFlags) name(file v2.File) string {
	return strings.NewReplacer("{code}", folder.Safe(file.Code), "{file_name}", folder.Safe(file.Name)).Replace(f.names)
}

const wayOfPulls = `

Each file appears whole, or not at all, and has the time of its last change at Kaonavi as its own: the next pull into the same
folder fetches only what has changed since. What is in the folder and not at Kaonavi stays. Names are made safe: separators,
control characters, leading dots and names that a system reserves become _. Links that are over are asked for again, and no
token goes to their host.

Columns: code, file_name, updated_at, file, status (fetched, unchanged, failed), error; a row for each file. Exit code 6 when
some failed.`

func pullColumns() []record.Column {
	return []record.Column{{Name: "code"}, {Name: "file_name"}, {Name: "updated_at"}, {Name: "file"}, {Name: "status"}, {Name: "error"}}
}

// pull makes a command that fetches the files of a list. Its arguments are some ids, and the folder where --to does not say it.
func (t *tree) pull(l cli.List, ids int, links func(c *v2.Client, args []string, day string) *v2.Links) *cobra.Command {
	var flags pullFlags
	l.Columns, l.Unit, l.Flags = pullColumns(), "files", flags.register
	l.Long += wayOfPulls
	l.Run = func(ctx context.Context, args []string) (*cli.Result, error) {
		folder := args[min(len(args), ids):]
		if len(folder) > 0 && flags.to != "" {
			return nil, fault.New(fault.Usage, "the folder is given twice, as DIR and with --to")
		}
		if len(folder) > 0 {
			flags.to = folder[0]
		}
		if err := errors.Join(flags.check(), numbers(args[:min(len(args), ids)]...)); err != nil {
			return nil, err
		}
		day, err := t.updatedSince(flags.since)
		if err != nil {
			return nil, err
		}
		client, err := t.clientV2(ctx)
		if err != nil {
			return nil, err
		}
		return cli.Stream(pullAll(ctx, links(client, args, day), &flags)), nil
	}
	return t.v2(t.List(l))
}

// pullAll fetches files one after the other. Where the network or the disk fails again and again it ends.
func pullAll(ctx context.Context, links *v2.Links, flags *pullFlags) cli.Records {
	const patience = 3
	var failed, done int
	files := func(yield func(record.Record, error) bool) {
		files, err := links.Files(ctx)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		into, err := folder.Open(flags.to)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		outages := 0
		for _, f := range files {
			place := into.Place(flags.name(f))
			status, err := fetch(ctx, links, f, place)
			switch kind := fault.KindOf(err); {
			case err == nil:
				done, outages = done+1, 0
			case ctx.Err() != nil, kind == fault.Usage, kind == fault.Auth:
				yield(record.Record{}, err)
				return
			case kind == fault.Refused:
				failed, outages = failed+1, 0
			default:
				failed, outages = failed+1, outages+1
			}
			if !yield(pulled(f, place, status, err), nil) {
				return
			}
			if outages == patience {
				yield(record.Record{}, err)
				return
			}
		}
	}
	return cli.Then(files, func() error {
		switch {
		case failed > 0 && done == 0:
			return cli.Verdict(fault.Errorf(fault.Refused, "none of %d {file|files} could be fetched", failed))
		case failed > 0:
			return cli.Verdict(fault.Errorf(fault.Partial, "%d of %d {file|files} could not be fetched", failed, failed+done).WithHint("the same command fetches what is missing"))
		}
		return nil
	})
}

// fetch brings one file into its place.
func fetch(ctx context.Context, links *v2.Links, f v2.File, place folder.Place) (status string, err error) {
	if place.Has(f.Changed()) {
		return fileUnchanged, nil
	}
	var content io.ReadCloser
	if content, err = links.Open(ctx, f); err != nil {
		return fileFailed, err
	}
	defer content.Close()
	if err := place.Save(content, f.Changed()); err != nil {
		return fileFailed, err
	}
	return fileFetched, nil
}

// pulled returns the row of a file.
func pulled(f v2.File, place folder.Place, status string, err error) record.Record {
	file, why := record.String(place.Path), record.Null()
	if err != nil {
		why = record.String(err.Error())
		if _, missing := os.Lstat(place.Path); missing != nil {
			file = record.Null()
		}
	}
	return record.Record{}.With("code", record.String(f.Code)).With("file_name", record.String(f.Name)).With("updated_at", record.String(f.Updated)).
		With("file", file).With("status", record.String(status)).With("error", why)
}
