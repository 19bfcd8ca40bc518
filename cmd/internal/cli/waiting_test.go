package cli_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// slow is what a vendor makes genba wait before there is an output, or a person who is asked.
func slow(d time.Duration) { <-time.After(d) }

// runWaiting runs a command in a bubble, where time passes while everybody waits, and returns what stderr has of it.
func runWaiting(t *testing.T, command func(*cli.App) *cobra.Command, args ...string) string {
	t.Helper()
	var stderr bytes.Buffer
	dir := t.TempDir()
	out, err := os.Create(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	synctest.Test(t, func(t *testing.T) {
		app := cli.New("test", cli.Streams{In: out, Out: out, Err: &stderr}, func(name string) string {
			return map[string]string{"HOME": dir, "TERM": "dumb"}[name]
		})
		root := &cobra.Command{Use: "genba", SilenceErrors: true, SilenceUsage: true, PersistentPreRunE: app.Begin}
		app.Flags.Register(root)
		root.AddCommand(command(app))
		root.SetArgs(args)
		if err := root.ExecuteContext(t.Context()); err != nil && !errors.Is(err, errEnough) {
			t.Error(err)
		}
		slow(10 * time.Minute) // nothing is said any more
	})
	return stderr.String()
}

var errEnough = errors.New("enough")

func noRecords() cli.Records { return func(func(record.Record, error) bool) {} }

// What is read before there is an output is waited for with a line every 30 seconds, as the output is: the columns of a table,
// room in a budget, what is stored.
func TestALineEvery30SecondsBeforeTheOutput(t *testing.T) {
	const first, second = "genba: waiting for the first answer after 30s\n", "genba: waiting for the first answer after 1m\n"
	for name, c := range map[string]struct {
		command func(*cli.App) *cobra.Command
		args    []string
		want    string
	}{
		"a list": {func(app *cli.App) *cobra.Command {
			return app.List(cli.List{Use: "list", Run: func(context.Context, []string) (*cli.Result, error) {
				slow(70 * time.Second)
				return cli.Stream(noRecords()), nil
			}})
		}, []string{"list"}, first + second},
		"a list that is there at once": {func(app *cli.App) *cobra.Command {
			return app.List(cli.List{Use: "list", Run: func(context.Context, []string) (*cli.Result, error) {
				slow(29 * time.Second)
				return cli.Stream(noRecords()), nil
			}})
		}, []string{"list"}, ""},
		"a list, quietly": {func(app *cli.App) *cobra.Command {
			return app.List(cli.List{Use: "list", Run: func(context.Context, []string) (*cli.Result, error) {
				slow(70 * time.Second)
				return cli.Stream(noRecords()), nil
			}})
		}, []string{"list", "--quiet"}, ""},
		"a report": {func(app *cli.App) *cobra.Command {
			return app.Report(cli.Report{Use: "report", Columns: []record.Column{{Name: "a"}}, Run: func(context.Context, []string) (cli.Records, error) {
				slow(70 * time.Second)
				return noRecords(), nil
			}})
		}, []string{"report"}, first + second},
		"the fields of a table that is imported to": {func(app *cli.App) *cobra.Command {
			return app.Import(cli.Import{Use: "import", Noun: "rows", Rules: []intake.Rule{{Name: "a"}}, Adapt: func(context.Context, []string, *cli.Import) error {
				slow(70 * time.Second)
				return errEnough
			}})
		}, []string{"import", "--set", "a=1"}, first + second},
		"a client for an import": {func(app *cli.App) *cobra.Command {
			return app.Import(cli.Import{Use: "import", Noun: "rows", Rules: []intake.Rule{{Name: "a"}}, Send: func(context.Context) (cli.Send, error) {
				slow(70 * time.Second)
				return nil, errEnough
			}})
		}, []string{"import", "--set", "a=1"}, first + second},
		"a warning is a line, too": {func(app *cli.App) *cobra.Command {
			return app.List(cli.List{Use: "list", Run: func(context.Context, []string) (*cli.Result, error) {
				slow(20 * time.Second)
				app.Warn("half-way")
				slow(40 * time.Second)
				return cli.Stream(noRecords()), nil
			}})
		}, []string{"list"}, "genba: half-way\ngenba: waiting for the first answer after 50s\n"},
		"work inside that tells for itself": {func(app *cli.App) *cobra.Command {
			return app.List(cli.List{Use: "list", Run: func(context.Context, []string) (*cli.Result, error) {
				p := app.Progress()
				p.Set(say.T("counting"))
				slow(70 * time.Second)
				p.Done()
				slow(40 * time.Second)
				return cli.Stream(noRecords()), nil
			}})
		}, []string{"list"}, "genba: counting after 30s\ngenba: counting after 1m\ngenba: waiting for the first answer after 1m40s\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := runWaiting(t, c.command, c.args...); got != c.want {
				t.Errorf("stderr has\n%swant\n%s", got, c.want)
			}
		})
	}
}
