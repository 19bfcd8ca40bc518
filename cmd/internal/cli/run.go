package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/keep/cursor"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

// run is what is known of the command under way, for its summary and for the one that goes on from it.
type run struct {
	began   time.Time
	records atomic.Int64
	unit    say.Format
	command string // below genba: "akashi stamps pull"
	quit    func() // ends the reading of a list, when the person has seen enough
	span    *period.Span
	summary string            // text, json, or "" for none
	hold    func() error      // keeps where the run ended, when its output is written; nil: nothing is kept
	keep    func() error      // keeps what was learned, when its output is written; nil: nothing was
	confirm func() error      // moves the cursor there, as the last act of the process; nil: it stays
	load    *destination.Load // of the table that the records go into; nil: they go elsewhere
	clock   vendorClock
	traffic traffic
	skipped bool   // its twin was still running
	since   bool   // it goes on from the last run
	lock    func() // kept, or the collector would give it back
}

// skipped ends a command whose twin is still running, with exit code 0.
type skipped struct{}

func (s skipped) Error() string { return s.In(nil) }

// In implements say.Speaker.
func (skipped) In(c say.Catalogue) string {
	return say.T("skipped: the same command is still running").In(c)
}

// Begin returns what every command does first.
func (a *App) Begin(c *cobra.Command, args []string) error {
	if err := refuseEmptyFlags(c); err != nil {
		return err
	}
	a.run.command = Path(c)
	a.Flags.resolveStdout() // after the empty flags were refused
	if err := a.logs(a.run.command); err != nil {
		return err
	}
	if err := a.Flags.checkOutput(a.writesItself(c)); err != nil {
		return err
	}
	if err := a.Flags.checkOutputFile(); err != nil {
		return err
	}
	switch a.Flags.Summary {
	case "", "text", "json":
		a.run.summary = a.Flags.Summary
	default:
		return fault.Errorf(fault.Usage, "--summary %q is neither text nor json", a.Flags.Summary)
	}
	if !a.Flags.SkipIfRunning {
		return nil
	}
	key, err := a.key(c.Context(), c, args)
	if err != nil {
		return err
	}
	err = a.lockRun(c.Context(), key)
	if fault.KindOf(err) == fault.Temporary {
		a.run.skipped = true
		return skipped{}
	}
	return err
}

// lockRun holds the lock of the same command with the same arguments until the process ends.
func (a *App) lockRun(ctx context.Context, key cursor.Key) error {
	release, err := a.takeLock(ctx, key.Name(), time.Millisecond)
	a.run.lock = release
	if fault.KindOf(err) == fault.Temporary {
		return fault.Errorf(fault.Temporary, "the same command is still running: %w", err).
			WithHint("wait until it has ended; with --skip-if-running this one ends with exit code 0 instead")
	}
	return err
}

// written notes that the run is done, when the output is safely in its place, and only then.
func (a *App) written() error {
	if a.run.keep != nil {
		if err := a.run.keep(); err != nil {
			return fault.Errorf(fault.KindOf(err), "%s is written, but what it says of former numbers is not kept: %w", say.File(a.Flags.OutputFile), err).
				WithHint("run the command again")
		}
	}
	if a.run.hold == nil {
		return nil
	}
	if a.Flags.OutputFile == "" && a.run.load == nil {
		if err := syncOutput(a.Streams.Out); err != nil {
			return fault.Errorf(fault.Other, "cannot write standard output: %w", err)
		}
	}
	a.warnOfClock()
	return a.run.hold()
}

// Count serves commands that write their output themselves: n more records for the summary, which calls them unit.
func (a *App) Count(unit say.Format, n int64) {
	a.run.unit = unit
	a.run.records.Add(n)
}

// Written serves the same commands: their output is safely in its place, so that the next run goes on behind it.
func (a *App) Written() error { return a.written() }

// summarize tells about the run in one line, which a log keeps and a monitor reads.
func (a *App) summarize(command string, err error) {
	file := a.Getenv(SummaryFile)
	if a.run.summary == "" && file == "" && a.Flags.Log != "json" {
		return
	}
	s := summary{
		Command: command, ExitCode: fault.ExitCode(err), Records: a.run.records.Load(), Unit: string(a.run.unit),
		Began: a.run.began.Format(time.RFC3339), Seconds: inSeconds(a.Now().Sub(a.run.began)),
		Requests: a.run.traffic.requests.Load(), Retries: a.run.traffic.retries.Load(), Waits: a.run.traffic.waits.Load(),
		Waited: inSeconds(time.Duration(a.run.traffic.waited.Load())), Bytes: a.run.traffic.bytes.Load(),
	}
	if a.run.span != nil {
		s.From, s.To = a.run.span.From.Format(time.RFC3339), a.run.span.To.Format(time.RFC3339)
	}
	switch {
	case errors.Is(err, skipped{}):
		s.Skipped, s.ExitCode = true, 0
	case err != nil:
		s.Error = oneLine(a.English(message(err)))
	}
	if file != "" {
		told := s
		if s.Error != "" {
			if said := oneLine(a.in(message(err))); said != s.Error {
				told.Said = said
			}
		}
		line, _ := json.Marshal(told)
		if err := os.WriteFile(file, append(line, '\n'), 0o600); err != nil {
			a.Warn("the summary of the run can't be written: %v", err)
		}
	}
	if a.stderr.tell(event{Event: "run", Run: &s}) || a.run.summary == "" {
		return
	}
	if a.run.summary == "json" {
		line, _ := json.Marshal(s) // no value of it can fail
		fmt.Fprintf(a.Streams.Err, "%s\n", line)
		return
	}
	fmt.Fprintln(a.Streams.Err, s.text(a.sayf, a.unit))
}

// SummaryFile is the variable of the environment that names a file for the summary of the run, as JSON.
const SummaryFile = "GENBA_SUMMARY_FILE"

type summary struct {
	Command  string  `json:"command"`
	ExitCode int     `json:"exit_code"`
	Skipped  bool    `json:"skipped"`
	Records  int64   `json:"records"`
	Unit     string  `json:"unit,omitempty"`
	From     string  `json:"from,omitempty"`
	To       string  `json:"to,omitempty"`
	Began    string  `json:"began"`
	Seconds  float64 `json:"seconds"`
	Requests int64   `json:"requests"` // attempts, those that failed too
	Retries  int64   `json:"retries"`
	Waits    int64   `json:"waits"`
	Waited   float64 `json:"waited_seconds"`
	Bytes    int64   `json:"bytes"` // of the answers, as they came over the wire
	Error    string  `json:"error,omitempty"`
	Said     string  `json:"error_said,omitempty"` // Error in the language of who reads it; in a SummaryFile alone
}

func (s summary) text(tell func(say.Format, ...any) string, unit func(int64) say.Text) string {
	line := "genba: " + s.Command + ": "
	switch {
	case s.Skipped:
		line += tell("skipped")
	case s.ExitCode != 0:
		line += tell("ended with exit code %d", s.ExitCode)
	default:
		line += tell("done")
	}
	if s.Unit != "" {
		line += tell(", %d %s", s.Records, unit(s.Records))
	}
	if s.From != "" {
		line += tell(", %s to %s", s.From, s.To)
	}
	return line + tell(", %.1f s", s.Seconds)
}
