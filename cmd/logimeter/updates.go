package logimeter

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

// update holds what differs between the three updates.
type update struct {
	kind              logimeter.Update
	use, noun, vendor string // as typed, counted, and called by the vendor
	example           string // a field of the kind; the vendor's reference has the real names
}

func (t *tree) sales() *cobra.Command {
	return t.update(update{logimeter.Sales, "sales", "sales", "売上", "amount"})
}

func (t *tree) budgetResults() *cobra.Command {
	return t.update(update{logimeter.BudgetResults, "budget-results", "budgets and results", "予実", "quantity"})
}

func (t *tree) indirectBalances() *cobra.Command {
	return t.update(update{logimeter.IndirectBalances, "indirect-balances", "indirect balances", "間接収支", "amount"})
}

func (t *tree) update(u update) *cobra.Command {
	return cli.Group(u.use, u.noun+" ("+u.vendor+"): set", t.set(u))
}

func (t *tree) set(u update) *cobra.Command {
	var numbers []string
	return t.Import(cli.Import{
		Use: "set (--set id=ID --set NAME=VALUE … | -f FILE)", Short: "Set " + u.noun + ", one request a record",
		Long: fmt.Sprintf(`Set %s (%s) as the screen does, one PUT a record (LOGIMETER §4-1).

The fields are those of the vendor's reference at api-docs.kurando.io; genba passes on what the file holds. id says which
record is meant. Checked before the first is sent: id is a positive number and stands in the file once, something is set
besides, a column that is called date or ends in _date holds days as YYYY-MM-DD. A CSV cell goes out as text, as does
--set NAME=VALUE; --number NAME,… names columns that go out as numbers, their digits as they stand. JSON, NDJSON and --set NAME:=JSON keep
their types. An empty CSV cell is not sent.

The path of this request is in no public document: if the vendor's reference has another, put it into the config as
logimeter.endpoints.%s_update. Names in braces in it are taken from the columns of the file.

Each row gets a result (row, status, id, error) on stdout or in --results FILE; with --resume and the same results file
only what is not yet done is sent.`, u.noun, u.vendor, u.kind),
		Example: fmt.Sprintf(`  genba logimeter %[1]s set --set id=3101 --set %[2]s:=120000
  genba logimeter %[1]s set -f rows.csv --number %[2]s --results results.csv
  genba logimeter %[1]s set -f rows.csv --number %[2]s --results results.csv --resume`, u.use, u.example),
		Noun: say.Format(u.noun), Check: say.Verbatim("genba logimeter csv create --type " + u.use + " --from DAY --to DAY --wait"),
		Flags: func(c *cobra.Command) {
			cli.ListVar(c.Flags(), &numbers, "number", "columns of a CSV file that are sent as numbers")
			_ = c.RegisterFlagCompletionFunc("number", cobra.NoFileCompletions)
		},
		Adapt: func(_ context.Context, _ []string, i *cli.Import) error {
			client, err := t.client()
			if err != nil {
				return err
			}
			keys := client.UpdateKeys(u.kind)
			if slices.Contains(keys, "id") {
				i.IDColumn = "id"
			}
			i.Extra = (&updateRows{keys: keys, numbers: numbers, seen: map[string]intake.Row{}}).problems
			i.Send = func(context.Context) (cli.Send, error) {
				return func(ctx context.Context, rows []record.Value) ([]cli.Outcome, error) {
					answer, err := client.Set(ctx, u.kind, rows[0], numbers)
					id := rows[0].Field("id").Text()
					if answered := answer.Lookup("id").Text(); err == nil && id != "" && answered != "" && answered != id {
						t.Warn("the update of id %s was accepted, but the answer is about id %s", id, answered)
					}
					return []cli.Outcome{{ID: id}}, err
				}, nil
			}
			return nil
		},
	})
}

// updateRows checks rows whose fields no public document names.
type updateRows struct {
	keys, numbers []string
	seen          map[string]intake.Row // by keys
}

func (u *updateRows) problems(row intake.Row) []intake.Problem {
	var problems []intake.Problem
	add := func(column string, format say.Format, args ...any) {
		problems = append(problems, intake.Problem{Column: column, Message: say.T(format, args...)})
	}
	for _, key := range u.keys {
		value := row.Value(key)
		n, isInteger := value.Int()
		switch {
		case strings.TrimSpace(value.Text()) == "":
			add(key, "missing; it says which record is meant")
		case isID(key) && (!isInteger || n <= 0):
			add(key, "%q is not an id: a positive number is expected", value.Text())
		}
	}
	count := 0
	for name, value := range row.Object(nil).Fields() { // what is sent: an empty CSV cell is not
		if slices.Contains(u.keys, name) {
			continue
		}
		count++
		text := value.Text()
		if isDay(name) && text != "" {
			if _, err := time.Parse(time.DateOnly, text); err != nil {
				add(name, "%q is not a day as YYYY-MM-DD", text)
			}
		}
		if slices.Contains(u.numbers, name) && !isNumber(text) {
			add(name, "%q is not a number; digits without separators are expected", text)
		}
	}
	if count == 0 {
		add("", "nothing to set: besides %s at least one field is needed", strings.Join(u.keys, ", "))
	}
	for _, name := range u.numbers {
		if !row.Has(name) {
			add(name, "--number names this column, but it is not there")
		}
	}
	return append(problems, u.repeated(row)...)
}

// repeated reports a second row for the same record, as genba would have to guess which of them counts.
func (u *updateRows) repeated(row intake.Row) []intake.Problem {
	var values []string
	for _, key := range u.keys {
		if strings.TrimSpace(row.Text(key)) == "" {
			return nil
		}
		values = append(values, row.Text(key))
	}
	if len(values) == 0 {
		return nil
	}
	record := strings.Join(values, "\x00")
	first, ok := u.seen[record]
	if !ok {
		row.Fields = nil // of which nothing is said
		u.seen[record] = row
		return nil
	}
	return []intake.Problem{{Column: u.keys[len(u.keys)-1], Message: say.T("the same record as in %s; which of them counts would be a guess", first.Place())}}
}

func isID(column string) bool  { return column == "id" || strings.HasSuffix(column, "_id") }
func isDay(column string) bool { return column == "date" || strings.HasSuffix(column, "_date") }

func isNumber(text string) bool {
	v, err := record.ParseValue([]byte(text))
	return err == nil && v.Kind() == record.KindNumber && string(v) == text
}
