package cli

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/lang"
)

// Globals are the flags that every command has.
type Globals struct {
	Profile, Config string
	Output          string
	Fields          []string
	JQ, OutputFile  string // of the file; "" for stdout
	ToStdout        bool   // -O - was typed
	Encoding        string
	BOM             string
	OnUnmappable    string
	Lang            string
	Excel, NoHeader bool
	AllColumns      bool
	SplitRows       bool
	DryRun, Yes     bool
	Quiet, Debug    bool
	Timeout         time.Duration
	MaxRetries      int
	SkipIfRunning   bool
	NoPager         bool
	Summary         string
	Log             string
	Times           string
}

// check refuses what transport would take for a default.
func (g *Globals) check() error {
	switch {
	case g.Timeout <= 0:
		return fault.Errorf(fault.Usage, "--timeout %s leaves no time for an answer", g.Timeout.String()).WithHint("for example --timeout 90s")
	case g.MaxRetries < 0:
		return fault.Errorf(fault.Usage, "--max-retries %d is less than none", g.MaxRetries).WithHint("0 tries once")
	}
	return nil
}

// resolveStdout takes "-O -" for stdout.
func (g *Globals) resolveStdout() {
	if g.OutputFile == "-" {
		g.OutputFile, g.ToStdout = "", true
	}
}

// Register adds the global flags to the root command.
func (g *Globals) Register(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringVar(&g.Profile, "profile", "", "profile of the config file to use")
	f.StringVar(&g.Config, "config", "", "config file (default: $GENBA_CONFIG, else genba/config.yaml in the user's config folder)")
	f.StringVarP(&g.Output, "output", "o", "", "table, csv, tsv, json, ndjson or yaml, for files also xlsx or html (default: table on a terminal, csv otherwise; json for a single object)")
	ListVar(f, &g.Fields, "fields", "only these columns, in this order: a,b.c")
	f.StringVar(&g.JQ, "jq", "", "filter the JSON with a jq expression")
	f.StringVarP(&g.OutputFile, "output-file", "O", "", "write to this file, whole or not at all; .csv .tsv .xlsx .html .json .ndjson .yaml choose the format, - is stdout")
	f.StringVar(&g.Encoding, "encoding", "utf-8", "utf-8, utf-8-bom or cp932")
	f.StringVar(&g.BOM, "bom", "", "yes or no: the mark that says UTF-8 to Excel (default: with utf-8-bom and --excel)")
	f.StringVar(&g.OnUnmappable, "on-unmappable", "fail", "fail or replace (〓): what to do with a character that the encoding lacks")
	f.BoolVar(&g.Excel, "excel", false, "utf-8-bom, and cells guarded that a spreadsheet would run as a formula or turn into another number or a date")
	f.StringVar(&g.Times, "times", "", "local, utc or raw: times of the vendor in csv, tsv, xlsx, html and table as 2026-03-01 09:00:00 (default: raw, with --excel and xlsx local; a table may show them)")
	f.BoolVar(&g.NoHeader, "no-header", false, "no header line in csv, tsv, xlsx and table")
	f.BoolVar(&g.SplitRows, "split-rows", false, "in a workbook, rows beyond the 1,048,576 of a sheet go to a further one")
	f.BoolVar(&g.AllColumns, "all-columns", false, "in csv, tsv, xlsx, html and table also, as last columns, what the vendor sends beyond the command's own columns")
	f.BoolVar(&g.DryRun, "dry-run", false, "print the request (secrets masked) and send nothing")
	f.BoolVarP(&g.Yes, "yes", "y", false, "answer yes to the question before a deletion or overwrite")
	f.BoolVarP(&g.Quiet, "quiet", "q", false, "no progress on stderr")
	f.BoolVar(&g.Debug, "debug", false, "log each request on stderr (secrets masked)")
	f.DurationVar(&g.Timeout, "timeout", time.Minute, "time limit of one request")
	f.IntVar(&g.MaxRetries, "max-retries", 4, "how often a read is tried again")
	f.BoolVar(&g.SkipIfRunning, "skip-if-running", false, "do nothing, with exit code 0, while the same command is still running")
	f.BoolVar(&g.NoPager, "no-pager", false, "write long tables to the terminal itself, not through $GENBA_PAGER, $PAGER or less")
	f.StringVar(&g.Summary, "summary", "", "one line about the run on stderr at its end: text or json")
	f.StringVar(&g.Log, "log", "", "text or json: what is on stderr, one event a line as JSON (default: text)")
	f.StringVar(&g.Lang, "lang", "", "language of help, messages and labels: ja or en (default: GENBA_LANG, then the config file, then the locale)")

	fixed := func(flag string, values ...string) {
		_ = root.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	fixed("output", "table", "csv", "tsv", "xlsx", "html", "json", "ndjson", "yaml")
	fixed("encoding", "utf-8", "utf-8-bom", "cp932")
	fixed("bom", "yes", "no")
	fixed("on-unmappable", "fail", "replace")
	fixed("times", timeWords()...)
	fixed("lang", lang.Names()...)
	fixed("summary", "text", "json")
	fixed("log", "text", "json")
	for _, flag := range []string{"jq", "timeout", "max-retries"} {
		fixed(flag)
	}
}
