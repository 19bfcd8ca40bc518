package cli

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/keep/cursor"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// errNothingNew ends a run since the last one that has nothing to ask for.
var errNothingNew = errors.New("nothing new since the last run")

// NothingNew says that the range of a command without List is empty: it has nothing to ask for, and its output no records.
func NothingNew(err error) bool { return errors.Is(err, errNothingNew) }

// settled is how old a second must be before the cursor passes it: a record of it may still be on its way.
const settled = time.Minute

// since is the range from where the last run of the same command ended. The cursor moves when the output is safely
// written, and never past what may still change: the last minute, or a day that is not over.
func (r *Range) since(a *App, now time.Time) (period.Span, error) {
	if r.To != "" || r.Period != "" || r.ClosingDay != "" || r.From != "" && r.Since != "last" {
		return period.Span{}, fault.New(fault.Usage, "--since goes with --until, not with --to, --from or --period").
			WithHint("for example --since last; --from DAY beside it is for the first run only")
	}
	key, err := a.key(r.command, r.command.Flags().Args())
	if err != nil {
		return period.Span{}, err
	}
	dir := credential.DataDir(a.Getenv)
	if dir == "" {
		return period.Span{}, fault.New(fault.Usage, "there is no place to keep where a run ended").WithHint("set HOME or GENBA_DATA_DIR")
	}
	if !a.Flags.SkipIfRunning { // which has taken its turn already
		if err := a.turn(r.command.Context(), key); err != nil {
			return period.Span{}, err
		}
	}
	if r.Apart != "" {
		key.Args = append(key.Args, r.Apart)
	}
	store := cursor.Store{Dir: filepath.Join(dir, "cursors")}
	from, last, err := r.begin(store, key, now)
	if err != nil {
		return period.Span{}, err
	}
	a.run.summary = cmp.Or(a.run.summary, "text") // scheduled runs leave a line in the log
	final := now.Add(-settled)
	if r.Days {
		final = period.Midnight(now.Year(), now.Month(), now.Day(), now.Location()).Add(-time.Second)
	}
	to := final.Truncate(time.Second)
	if r.Until != "" {
		if to, err = period.End("--until", r.Until, now); err != nil {
			return period.Span{}, err
		}
	}
	if to.Before(from) {
		return period.Span{}, errNothingNew
	}
	reached := to
	if limit := final.Truncate(time.Second); limit.Before(reached) {
		reached = limit
	}
	if reached.After(last) && !reached.Before(from) && !a.Flags.DryRun {
		a.run.commit = func() error { return store.Save(key, reached) }
	}
	return period.Span{From: from, To: to}, nil
}

// begin is the first second to ask for, and the last one that an earlier run had, zero where there was none.
func (r *Range) begin(store cursor.Store, key cursor.Key, now time.Time) (from, last time.Time, err error) {
	known, flag, first := false, "--since", r.Since
	if r.Since == "last" {
		flag, first = "--from", r.From
		if last, known, err = store.Load(key); err != nil {
			return from, last, err
		}
	}
	switch {
	case known:
		from, err = r.again(last.In(now.Location()).Add(time.Second))
	case first == "":
		err = fault.New(fault.Usage, "this command, with these arguments, has no last run yet").
			WithHint("say where it begins: --since last --from 2025-03-01; once there is a last run, --from counts no more")
	default:
		from, err = period.Begin(flag, first, now)
	}
	return from, last, err
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

// key names the command with what decides which records it is about: how they are printed does not, nor does the time, nor how
// long they are waited for.
func (a *App) key(c *cobra.Command, args []string) (cursor.Key, error) {
	config, err := a.Config()
	if err != nil {
		return cursor.Key{}, err
	}
	k := cursor.Key{Profile: config.ProfileName(), Command: Path(c), Args: []string{}}
	c.Flags().Visit(func(f *pflag.Flag) { // in the order of their names
		if c.InheritedFlags().Lookup(f.Name) == nil && f.Annotations[layoutNote] == nil && !slices.Contains(append(timeFlags(), "wait", "wait-timeout", "poll-interval"), f.Name) {
			k.Args = append(k.Args, "--"+f.Name+"="+f.Value.String())
		}
	})
	k.Args = append(k.Args, args...)
	return k, nil
}

func timeFlags() []string {
	return []string{"from", "to", "period", "closing-day", "since", "until", "reread"}
}
