// Package payroll is the command tree that writes the file which a payroll package imports: flags in, a file out.
package payroll

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/hours"
	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/payroll"
)

// tree holds what the commands share.
type tree struct {
	*cli.App
	hours.Desk
}

// New makes the tree.
func New(app *cli.App, desk hours.Desk) *cobra.Command {
	t := &tree{App: app, Desk: desk}
	return cli.Group("payroll", "the file that a payroll package imports", t.export(), t.layouts(),
		cli.Group("layout", "layouts of payroll packages: init, check", t.layoutInit(), t.layoutCheck()))
}

func (t *tree) layouts() *cobra.Command {
	return t.List(cli.List{
		Use: "layouts", Short: "List the layouts of payroll packages that genba has",
		Long: `List the layouts of payroll packages that genba has. ready: columns, encoding and units have a source. nearly: usable, with something
open that the export says. frame: the company's own codes or settings are missing, and payroll layout init asks for them.`,
		Example: "  genba payroll layouts\n  genba payroll layouts -o json",
		Columns: []record.Column{{Name: "name"}, {Name: "product"}, {Name: "state"}, {Name: "columns"}, {Name: "encoding"}, {Name: "source"}},
		Unit:    "layouts",
		Run: func(context.Context, []string) (*cli.Result, error) {
			return cli.Stream(func(yield func(record.Record, error) bool) {
				for _, name := range payroll.Names() {
					text, _ := payroll.Builtin(name)
					l, err := payroll.Parse(text, name)
					if err != nil {
						yield(record.Record{}, err)
						return
					}
					encoding := record.String(l.Encoding)
					if strings.Contains(l.Encoding, "${") {
						encoding = record.Null()
					}
					r, err := record.Of(record.Object(
						record.Named("name", record.String(l.Name)), record.Named("product", record.String(l.Product)),
						record.Named("state", record.String(string(l.State))), record.Named("columns", record.Int(int64(len(l.Cells())))),
						record.Named("encoding", encoding), record.Named("source", record.String(l.Source)),
					))
					if !yield(r, err) {
						return
					}
				}
			}), nil
		},
	})
}

// layout reads a layout by its name, or from a file.
func (t *tree) layout(ctx context.Context, name string) (*payroll.Layout, []byte, error) {
	text, ok := payroll.Builtin(name)
	if !ok {
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			return nil, nil, payroll.UnknownLayout(name)
		}
		f, err := t.Open(ctx, name)
		if err != nil {
			return nil, nil, err
		}
		defer f.Close()
		const most = 1 << 20
		if text, err = io.ReadAll(io.LimitReader(f, most+1)); err == nil {
			text, err = charset.FromUTF16(text)
		}
		if err != nil {
			return nil, nil, fault.Errorf(fault.Usage, "%s can't be read: %w", name, err)
		}
	}
	l, err := payroll.Parse(text, name)
	return l, text, err
}

// plainOutput refuses flags that say how records look: the layout says how its file looks.
func plainOutput(c *cobra.Command) error {
	for _, name := range []string{"output", "fields", "jq", "encoding", "on-unmappable", "excel", "no-header", "times"} {
		if c.Flags().Changed(name) {
			return fault.Errorf(fault.Usage, "--%s does not go with this: the layout says how its file looks", name).
				WithHint("to change it: genba payroll layout init NAME -O FILE writes a layout of your own")
		}
	}
	return nil
}

// outputPerm leaves a new file to the umask.
const outputPerm = 0o666

// write puts text into the file of -O, which appears whole, or on stdout. A folder gets a file with the name that is given. It returns the
// file's name.
func (t *tree) write(ctx context.Context, text []byte, name string) (string, error) {
	path := t.Flags.OutputFile
	if path == "" {
		_, err := t.Streams.Out.Write(text)
		return "", err
	}
	info, err := os.Stat(path)
	switch folder := strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator)); {
	case err == nil && info.IsDir(), folder:
		if name == "" {
			return "", fault.Errorf(fault.Usage, "%q is a folder, a file is expected", path)
		}
		path = filepath.Join(path, name)
	}
	file, err := atomicfile.CreateContext(ctx, path, outputPerm)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Abort() }() // after Commit it does nothing
	if _, err := file.Write(text); err != nil {
		return "", err
	}
	if err := file.Commit(); err != nil {
		return "", err
	}
	t.Wrote(path)
	return path, nil
}

// layoutNames completes names of layouts, and files.
func layoutNames(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return slices.Clone(payroll.Names()), cobra.ShellCompDirectiveDefault
}
