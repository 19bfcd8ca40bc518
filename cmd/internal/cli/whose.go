package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/people"
)

// Whose are --staff-number, --name and --person, by which people name somebody where a service wants an id of its own.
type Whose struct {
	numbers, names, persons []string
	known                   PeopleMap
}

// register adds the flags. A service without numbers has no --staff-number.
func (w *Whose) register(c *cobra.Command, numbers bool) {
	if numbers {
		ListVar(c.Flags(), &w.numbers, "staff-number", "who is meant, by the employee number instead of an id")
		_ = c.RegisterFlagCompletionFunc("staff-number", cobra.NoFileCompletions)
	}
	ListVar(c.Flags(), &w.names, "name", "who is meant, by a name that only one has")
	ListVar(c.Flags(), &w.persons, "person", "who is meant, by the column person of the people map")
	w.known.Register(c)
	for _, flag := range []string{"name", "person"} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.NoFileCompletions)
	}
}

// given reports whether anybody is named.
func (w *Whose) given() bool { return len(w.numbers)+len(w.names)+len(w.persons) > 0 }

// ByPeople lets people name whom a command is about: assign gets the ids in place of the arguments that were typed, and returns the
// arguments of the command. read reads the service's people, once a run.
func (a *App) ByPeople(c *cobra.Command, numbers bool, read func(ctx context.Context) (people.Roster, error), assign func(c *cobra.Command, args, ids []string) ([]string, error)) *cobra.Command {
	var w Whose
	w.register(c, numbers)
	check, run := c.Args, c.RunE
	c.Args = func(c *cobra.Command, args []string) error {
		if w.given() {
			return nil // assign looks at them
		}
		return check(c, args)
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if w.given() {
			ids, err := w.ids(c.Context(), a, read)
			if err != nil {
				return err
			}
			if args, err = assign(c, args, ids); err != nil {
				return err
			}
			if err := check(c, args); err != nil {
				return err
			}
		}
		return run(c, args)
	}
	return c
}

// OneID returns the assign of a command about one person.
func OneID(c *cobra.Command, args, ids []string) ([]string, error) {
	if len(args) > 0 || len(ids) > 1 {
		return nil, fault.New(fault.Usage, "one person is meant here: either an id, or one of --staff-number, --name and --person").WithHint("%s", say.Verbatim(c.UseLine()))
	}
	return ids, nil
}

// ManyIDs returns the assign of a command about several, whose ids are arguments.
func ManyIDs(_ *cobra.Command, args, ids []string) ([]string, error) {
	return append(args, ids...), nil
}

// IDsInto returns the assign of a command that takes ids by a flag, in front of which something may have to stand, such as staff_id:=
// for --set. Several are refused where one is meant.
func IDsInto(flag, before string, one bool) func(c *cobra.Command, args, ids []string) ([]string, error) {
	return func(c *cobra.Command, args, ids []string) ([]string, error) {
		if one && len(ids) > 1 {
			return nil, fault.Errorf(fault.Usage, "one person is meant here, and %d are named; nothing was sent", len(ids))
		}
		for _, id := range ids {
			if err := c.Flags().Set(flag, before+id); err != nil {
				return nil, err
			}
		}
		return args, nil
	}
}

// ids returns the service's own, each once.
func (w *Whose) ids(ctx context.Context, a *App, read func(context.Context) (people.Roster, error)) ([]string, error) {
	known, err := w.known.Read(ctx, a)
	if err != nil {
		return nil, err
	}
	if len(w.persons) > 0 && known == nil {
		return nil, fault.New(fault.Usage, "--person is a name of the people map, and none is named").
			WithHint("--map people.csv, or genba config set people_map FILE; genba people init -O people.csv makes one")
	}
	pads, err := a.Pads()
	if err != nil {
		return nil, err
	}
	r, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	add := func(flag, word string, hits, near []*people.Person) error {
		if len(hits) != 1 {
			return notOne(&r, flag, word, hits, near)
		}
		ids = append(ids, hits[0].ID)
		return nil
	}
	for _, word := range w.numbers {
		hits, near := r.ByNumber(word, pads[r.Service])
		if err := add("--staff-number", word, hits, near); err != nil {
			return nil, err
		}
	}
	for _, word := range w.names {
		hits, near := r.ByName(word)
		if err := add("--name", word, hits, near); err != nil {
			return nil, err
		}
	}
	for _, word := range w.persons {
		e, there := known.Typed(word)
		if !there || e.Accounts[r.Service] == "" {
			return nil, fault.Errorf(fault.Usage, "--person %q has no account of %s in the people map; nothing was sent", word, r.Service).
				WithHint("genba people show lists whom it knows")
		}
		if err := add("--person", word, r.ByKey(e.Accounts[r.Service]), nil); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// mostCandidates is how many people a refusal names.
const mostCandidates = 20

// notOne refuses a word that names nobody, or several, with those who may be meant.
func notOne(r *people.Roster, flag, word string, hits, near []*people.Person) error {
	err := fault.Errorf(fault.Usage, "%s %q is nobody of %s; nothing was sent", flag, word, r.Service)
	if len(hits) > 0 {
		err = fault.Errorf(fault.Usage, "%s %q is several of %s (%d); nothing was sent", flag, word, r.Service, len(hits))
		near = hits
	}
	var lines []say.Text
	for i, p := range near {
		if i == mostCandidates {
			lines = append(lines, say.Verbatim("…"))
			break
		}
		lines = append(lines, say.T("id %s: %s %s %s", p.ID, p.Number, p.Name, p.Department()))
	}
	if len(lines) > 0 {
		err.Hint = say.Lines(lines...)
	}
	return err
}
