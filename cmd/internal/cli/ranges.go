package cli

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Range is the flags that say which time a command is about: --from and --to, a closed period, or since the last run.
type Range struct {
	// Days says that the vendor counts in days: a day that is not over yet will be another one tomorrow.
	Days bool
	// Apart is a word for an output of the command whose last run says nothing about that of the others: jobs that were
	// created are not yet files that arrived.
	Apart string

	From, To             string
	Period, ClosingDay   string
	Since, Until, Reread string
	Confirm              string
	Holidays             string // file of the national holidays, for last-business-day; empty: the config's

	command *cobra.Command
}

// Register adds the flags.
func (r *Range) Register(c *cobra.Command) {
	r.RegisterClosed(c)
	f := c.Flags()
	f.StringVar(&r.Since, "since", "", "last: go on where the last run of the same command ended; or a day, to begin")
	f.StringVar(&r.Until, "until", "", "with --since: last day or time (default: now; where days are counted, yesterday)")
	f.StringVar(&r.Reread, "reread", "", "with --since: read this much before it again, for example 31d, because corrections arrive until closing")
	f.StringVar(&r.Confirm, "confirm", "", "with --since last: later keeps the cursor until the same command is run with --confirm last, when the records have arrived")
	for flag, values := range map[string][]string{
		"until": rangeDays(), "since": append([]string{"last"}, rangeDays()...), "reread": {"31d", "7d"}, "confirm": {"later", "last"},
	} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
}

// RegisterClosed adds the flags without those of repeated pulls.
func (r *Range) RegisterClosed(c *cobra.Command) {
	r.command = c
	f := c.Flags()
	f.StringVar(&r.From, "from", "", "first day or time: 2025-03-01, \"2025-03-01 09:00\", RFC 3339, today, yesterday, last-business-day, -7d, this-month, last-month")
	f.StringVar(&r.To, "to", "", "last day or time, included; a day is meant whole")
	f.StringVar(&r.Period, "period", "", "instead of --from and --to: 2025-03, current or previous, as the closing day has it")
	f.StringVar(&r.ClosingDay, "closing-day", "", "5, 10, 15, 20, 25 or end (default: closing_day of the config)")
	for flag, values := range map[string][]string{
		"from": rangeDays(), "to": rangeDays(), "period": {"current", "previous"}, "closing-day": period.ClosingDays(),
	} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
}

func rangeDays() []string {
	return []string{"today", "yesterday", lastBusinessDay, "-7d", "this-month", "last-month"}
}

// Given reports whether any of them was.
func (r *Range) Given() bool {
	return r.From+r.To+r.Period+r.Since+r.Until+r.Reread+r.Confirm+r.ClosingDay != ""
}

// Span returns the range in the configured zone. Where a run since the last one finds nothing new, the error is one that
// List takes for an empty result, and NothingNew knows.
func (r *Range) Span(a *App) (period.Span, error) {
	span, err := r.span(a)
	if err == nil {
		a.run.span = &span
	}
	return span, err
}

// Ends returns the first and the last second of a range whose ends may be given alone; the zero time stands for one that is open.
func (r *Range) Ends(a *App) (from, to time.Time, err error) {
	if !r.Given() {
		return from, to, nil
	}
	if r.Period+r.Since+r.Until+r.Reread+r.Confirm+r.ClosingDay != "" || r.From != "" && r.To != "" {
		span, err := r.Span(a)
		return span.From, span.To, err
	}
	now, err := a.LocalNow()
	if err != nil {
		return from, to, err
	}
	days, err := r.withBusinessDays(a, now)
	switch {
	case err != nil:
	case r.From != "":
		from, err = period.Begin("--from", days.From, now)
	default:
		to, err = period.End("--to", days.To, now)
	}
	return from, to, err
}

func (r *Range) span(a *App) (period.Span, error) {
	now, err := a.LocalNow()
	if err != nil {
		return period.Span{}, err
	}
	switch {
	case r.Since != "":
		return r.since(a, now)
	case r.Confirm != "":
		return period.Span{}, fault.New(fault.Usage, "--confirm goes with --since last")
	case r.Until != "" || r.Reread != "":
		return period.Span{}, fault.New(fault.Usage, "--until and --reread go with --since").WithHint("for example --since last --reread 31d; without --since give --from and --to")
	case r.Period == "" && r.ClosingDay != "":
		return period.Span{}, fault.New(fault.Usage, "--closing-day goes with --period").WithHint("for example --period previous --closing-day 20")
	case r.Period == "":
		days, err := r.withBusinessDays(a, now)
		if err != nil {
			return period.Span{}, err
		}
		if isBusinessDay(r.From) && days.To == "" {
			days.To = "yesterday" // the morning's line looks at what is over
		}
		return period.Range(days.From, days.To, now)
	case r.From != "" || r.To != "":
		return period.Span{}, fault.New(fault.Usage, "--period is instead of --from and --to").WithHint("for example --period previous, without the others")
	}
	day := r.ClosingDay
	if day == "" {
		c, err := a.Config()
		if err != nil {
			return period.Span{}, err
		}
		day, _ = c.Global("closing_day")
	}
	closing, err := period.ParseClosing(day)
	if err != nil {
		return period.Span{}, err
	}
	return period.Closed(r.Period, closing, now)
}
