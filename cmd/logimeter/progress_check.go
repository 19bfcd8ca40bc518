package logimeter

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

func (t *tree) progressCheck(kind logimeter.ProgressKind) *cobra.Command {
	var allow allowFlags
	return t.Report(cli.Report{
		Use: "check FILE", Short: "Check a file for the import API, without sending it",
		Long: `Check a file for the import API (A) against ` + rulesOf(kind).String() + ` without network or credential: columns, formats, digits,
encoding (UTF-8 without a byte order mark), line ends, no quotes, at most 1,000 rows. FILE - is standard input.

All faults are printed at once, and the exit code is 2. A file without any gives no lines, and its number of rows on
stderr. A first line with exactly the names of the columns is a header and no row.` + allowedWords(kind),
		Example: "  genba logimeter progress " + string(kind) + " check " + string(kind) + ".csv\n" +
			"  genba logimeter progress " + string(kind) + " convert wms.csv --rule rule.yaml | genba logimeter progress " + string(kind) + " check -",
		Args: cli.ExactArgs("FILE"), Columns: logimeter.ProgressFaultColumns(),
		Flags: func(c *cobra.Command) { allow.register(c, kind) },
		Run: func(ctx context.Context, args []string) (cli.Records, error) {
			data, err := t.ReadAll(ctx, args[0], maxProgressFile)
			if err != nil {
				return nil, err
			}
			f := logimeter.CheckProgress(kind, data, allow.ProgressAllowance)
			faults := append(f.Faults, f.TooMany()...)
			t.remark(args[0], f)
			switch {
			case len(faults) > 0:
				return t.faultRecords(faults), checkError(args[0], faults, t.faultHint(len(faults)))
			case f.Rows == 0:
				return t.faultRecords(nil), fault.Errorf(fault.Usage, "%s holds no rows", say.File(args[0])).WithHint("is it the right file, and was it written to its end?")
			}
			t.note("%s: %s, right by %s", say.File(args[0]), say.T("%d {row|rows}", f.Rows), rulesOf(kind))
			return t.faultRecords(nil), nil
		},
	})
}

// allowedWords returns the help about the flag of a kind.
func allowedWords(kind logimeter.ProgressKind) string {
	if kind == logimeter.Plan {
		return "\n\n--allow-again lets a process and day stand in several rows; how many do is said on stderr."
	}
	return "\n\n--four-columns takes the file of §5-3, which ends with the type of the quantity; that is said on stderr."
}

// rulesOf returns the sections that a file is checked against.
func rulesOf(kind logimeter.ProgressKind) say.Text {
	if kind == logimeter.Plan {
		return say.Verbatim(kind.Section())
	}
	return say.T("%s and §5-8", kind.Section())
}

// remark warns of what is worth knowing and not a fault.
func (t *tree) remark(path string, f *logimeter.ProgressFile) {
	if f.Header {
		t.note("%s: line 1 has the names of the columns; it is sent with the rows. Whether LOGIMETER wants that line is not documented", say.File(path))
	}
	t.remarkAllowed(path, f)
	if f.Blank > 0 {
		t.note("%s: %s without effort, which is right only for processes that take it from a LOGIMETER task (%s)",
			say.File(path), say.T("%d {row|rows}", f.Blank), f.Kind.Section())
	}
	t.remarkLoose(path, f)
}

// allowFlags let pass what the document shows in one place and forbids in another, or does not mention.
type allowFlags struct{ logimeter.ProgressAllowance }

func (a *allowFlags) register(c *cobra.Command, kind logimeter.ProgressKind) {
	if kind == logimeter.Plan {
		c.Flags().BoolVar(&a.Again, "allow-again", false, "a process and day may stand in several rows")
		return
	}
	c.Flags().BoolVar(&a.FourColumns, "four-columns", false, "the rows may end with the type of the quantity, as in the example of §5-3")
}

// remarkAllowed warns of what the flags let pass, even with --quiet: what LOGIMETER makes of it is not documented.
func (t *tree) remarkAllowed(path string, f *logimeter.ProgressFile) {
	if f.Short {
		t.Warn("%s: the rows have the four columns of §5-3; §5-7 has six, and whether LOGIMETER takes fewer is not documented", say.File(path))
	}
	if f.Again > 0 {
		t.Warn("%s: rows whose process and day an earlier row has: %d; which of the totals LOGIMETER keeps is not documented", say.File(path), f.Again)
	}
}

// remarkLoose warns of a last line without an end, even with --quiet: a file that is still being written may end in 30 instead
// of 3000.
func (t *tree) remarkLoose(path string, f *logimeter.ProgressFile) {
	if f.Loose {
		t.Warn("%s: the last line has no end; make sure that the file is whole", say.File(path))
	}
}

// maxTableFaults is how many faults a table shows; nobody reads more on a terminal.
const maxTableFaults = 100

func (t *tree) faultRecords(faults []logimeter.ProgressFault) cli.Records {
	if t.showsTable() {
		faults = faults[:min(len(faults), maxTableFaults)]
	}
	return func(yield func(record.Record, error) bool) {
		for _, f := range faults {
			if !yield(f.Record(), nil) {
				return
			}
		}
	}
}

func (t *tree) faultHint(n int) say.Text {
	if t.showsTable() && n > maxTableFaults {
		return say.T("the first %d are shown; -o csv gives all", maxTableFaults)
	}
	return say.T("mend the lines that the output names, and check again")
}

func (t *tree) showsTable() bool {
	return t.Flags.Output == "table" || t.Flags.Output == "" && t.Flags.JQ == "" && t.Flags.OutputFile == "" && t.Streams.OutTerminal
}

// checkError returns the error of a file with faults.
func checkError(path string, faults []logimeter.ProgressFault, hint say.Text) *fault.Error {
	lines := map[int]bool{}
	for _, f := range faults {
		lines[f.Line] = true
	}
	message := say.T("%s: %d {fault|faults} in %d {line|lines}", say.File(path), len(faults), len(lines))
	return &fault.Error{Kind: fault.Usage, Message: message, Hint: hint}
}

// refusedFile returns the error of a file that is not sent because of its faults.
func refusedFile(kind logimeter.ProgressKind, path string, faults []logimeter.ProgressFault) error {
	const maxListed = 20
	var lines []say.Text
	for _, f := range faults[:min(len(faults), maxListed)] {
		where := say.T("line %d", f.Line)
		if f.Column != "" {
			where = say.T("%s, column %s", where, f.Column)
		}
		if f.Value != "" {
			where = say.T("%s: %q", where, f.Value)
		}
		lines = append(lines, say.T("%s: %s", where, f.Message))
	}
	if more := len(faults) - maxListed; more > 0 {
		lines = append(lines, say.T("and %d more: genba logimeter progress %s check %s", more, kind, path))
	}
	e := checkError(path, faults, say.Lines(lines...))
	e.Message = say.T("%s; nothing was sent", e.Message)
	return e
}
