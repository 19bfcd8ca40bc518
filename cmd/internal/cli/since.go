package cli

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/keep/cursor"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// errNothingNew ends a run since the last one that has nothing to ask for.
var errNothingNew = say.Sentinel("nothing new since the last run")

// NothingNew reports whether the range of a command without List is empty: it has nothing to ask for, and its output no records.
func NothingNew(err error) bool { return errors.Is(err, errNothingNew) }

// settled is how old a second must be before the cursor passes it: a record of it may still be on its way.
const settled = time.Minute

// errConfirmed ends a command that only moves the cursor, for --confirm last: with exit code 0 and without output.
var errConfirmed = say.Sentinel("the last run is confirmed")

// since returns the range from where the last run of the same command ended.
func (r *Range) since(a *App, now time.Time) (period.Span, error) {
	if err := r.checkSince(); err != nil {
		return period.Span{}, err
	}
	store, key, err := r.cursor(a)
	if err != nil {
		return period.Span{}, err
	}
	if r.Confirm == "last" {
		return period.Span{}, a.confirmLast(store, key)
	}
	if a.run.load == nil && a.Flags.OutputFile == "" && !a.Flags.DryRun && outputLost(a.Streams.Out) {
		return period.Span{}, fault.New(fault.Other, "standard output is closed, so the records would be lost; nothing was sent").
			WithHint("-O FILE writes them to a file; >/dev/null of a shell throws them away")
	}
	from, last, err := r.begin(a, store, key, now)
	if err != nil {
		return period.Span{}, err
	}
	a.run.summary = cmp.Or(a.run.summary, "text") // scheduled runs leave a line in the log
	a.run.since = !a.Flags.DryRun
	to := r.final(now)
	if r.Until != "" {
		if to, err = period.End("--until", r.Until, now); err != nil {
			return period.Span{}, err
		}
	}
	if to.Before(from) {
		return period.Span{}, errNothingNew
	}
	if !a.Flags.DryRun {
		a.run.hold = func() error {
			reached := earliest(to, r.final(now), r.final(a.run.vendorNow(now)))
			if !reached.After(last) || reached.Before(from) {
				return nil
			}
			return r.holdAt(a, store, key, reached)
		}
	}
	return period.Span{From: from, To: to}, nil
}

// checkSince refuses flags that don't go with --since.
func (r *Range) checkSince() error {
	if r.To != "" || r.Period != "" || r.ClosingDay != "" || r.From != "" && r.Since != "last" {
		return fault.New(fault.Usage, "--since goes with --until, not with --to, --from or --period").
			WithHint("for example --since last; --from DAY beside it is for the first run only")
	}
	if r.Confirm != "" && r.Confirm != "last" && r.Confirm != "later" {
		return fault.Errorf(fault.Usage, "--confirm %q is neither later nor last", r.Confirm)
	}
	return nil
}

// holdAt keeps that the run has reached a time, and without --confirm has it confirmed at the end of the process.
func (r *Range) holdAt(a *App, store cursors, key cursor.Key, reached time.Time) error {
	if err := store.Hold(key, reached); err != nil {
		return err
	}
	if r.Confirm == "" {
		a.run.confirm = func() error { return store.Confirm(key) }
	}
	return nil
}

// cursor returns where the command's cursor is kept, when no other run of it is under way.
func (r *Range) cursor(a *App) (store cursors, key cursor.Key, err error) {
	ctx := r.command.Context()
	if key, err = a.key(ctx, r.command, r.command.Flags().Args()); err != nil {
		return store, key, err
	}
	shared, err := a.Shared()
	if err != nil {
		return store, key, err
	}
	dir := a.dataDir()
	if dir == "" && shared == nil {
		return store, key, fault.New(fault.Usage, "there is no place to keep where a run ended").WithHint("set HOME or GENBA_DATA_DIR")
	}
	if !a.Flags.SkipIfRunning { // which has taken its lock already
		if err := a.lockRun(ctx, key); err != nil {
			return store, key, err
		}
	}
	if r.Apart != "" {
		key.Args = append(key.Args, r.Apart)
	}
	if a.run.load != nil {
		return tableCursors{ctx, a.run.load}, key, nil
	}
	if shared != nil {
		return sharedCursors{ctx, shared}, key, nil
	}
	return cursor.Store{Dir: filepath.Join(dir, "cursors")}, key, nil
}

// final returns the last second before the moment that does not change any more: not of the last minute, nor of a day that is not
// over.
func (r *Range) final(at time.Time) time.Time {
	if r.Days {
		return period.Midnight(at.Year(), at.Month(), at.Day(), at.Location()).Add(-time.Second)
	}
	return at.Add(-settled).Truncate(time.Second)
}

func earliest(times ...time.Time) time.Time { return slices.MinFunc(times, time.Time.Compare) }

// confirmLast moves the cursor behind the run that was held by --confirm later, or killed.
func (a *App) confirmLast(store cursors, key cursor.Key) error {
	switch p, err := store.Load(key); {
	case err != nil:
		return err
	case p.Held.IsZero(): // the last run found nothing new, or was confirmed
		a.Warn("no run of this command, with these arguments, waits to be confirmed")
		return errConfirmed
	case a.Flags.DryRun:
		return errConfirmed
	}
	a.run.confirm = func() error { return store.Confirm(key) }
	return errConfirmed
}

// begin returns the first second to ask for, and the last one that an earlier run had, zero where there was none.
func (r *Range) begin(a *App, store cursors, key cursor.Key, now time.Time) (from, last time.Time, err error) {
	flag, first := "--since", r.Since
	if r.Since == "last" {
		flag, first = "--from", r.From
		if last, err = a.lastEnd(store, key, now); err != nil {
			return from, last, err
		}
	}
	switch {
	case !last.IsZero():
		from, err = r.again(last.Add(time.Second))
	case first == "":
		err = fault.New(fault.Usage, "this command, with these arguments, has no last run yet").
			WithHint("say where it begins: --since last --from 2025-03-01; once there is a last run, --from counts no more")
	default:
		from, err = period.Begin(flag, first, now)
	}
	return from, last, err
}

// lastEnd returns where the last confirmed run ended, in the zone of now; zero where there was none.
func (a *App) lastEnd(store cursors, key cursor.Key, now time.Time) (time.Time, error) {
	p, err := store.Load(key)
	if err != nil {
		return time.Time{}, err
	}
	last := p.Until.In(now.Location())
	if p.Until.IsZero() {
		last = time.Time{}
		if path, until, ok := store.Unowned(key); ok {
			next := until.In(now.Location()).Add(time.Second).Format(time.RFC3339)
			return last, fault.Errorf(fault.Usage, "the last run of this command is known, in %s, but not for which account and address it was", path).
				WithHint("if it was for %s at %s: once with --since %s, then with --since last again\nif not: remove that file", cmp.Or(key.Account, key.Vendor), key.Host, next)
		}
	}
	if last.After(now) {
		return last, fault.Errorf(fault.Other, "the cursor of the last run, %s, is at %s, but now it is %s", store.Place(key), last.Format(time.RFC3339), now.Format(time.RFC3339)).
			WithHint("a clock is or was wrong\nif it is this machine's: set it right\nelse begin anew, before that run began: --since DAY")
	}
	if !p.Held.IsZero() {
		a.Warn("the last run, up to %s, was not confirmed: what it gave comes again", p.Held.In(now.Location()).Format(time.RFC3339))
	}
	return last, nil
}

// again goes back by what is to be read again.
func (r *Range) again(from time.Time) (time.Time, error) {
	if r.Reread == "" {
		return from, nil
	}
	back, err := Duration("--reread", r.Reread)
	if from = from.Add(-back); r.Days {
		from = period.Midnight(from.Year(), from.Month(), from.Day(), from.Location())
	}
	return from, err
}

func timeFlags() []string {
	return []string{"from", "to", "period", "closing-day", "since", "until", "reread", "confirm"}
}
