package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/work/people"
)

// PeopleSource is what a vendor's tree hands to the commands about people.
type PeopleSource struct {
	Vendor vendors.Vendor
	// Read reads people and units; fields are names of the company's own fields that are wanted, where the vendor has any.
	Read func(ctx context.Context, fields []string) (people.Roster, error)
	// Plan writes a plan in the vendor's own import format. nil: no request of the vendor's writes people.
	Plan func(p people.Plan, to *people.Roster) people.Import
	// PlanUnits writes new departments in the vendor's own import format, and what of them has to be done by hand. nil with Plan.
	PlanUnits func(create []people.Unit, to *people.Roster) (people.Table, []people.Hand)
}

// RosterReader is a vendor's client that gives its people and departments.
type RosterReader interface {
	Roster(ctx context.Context) (people.Roster, error)
}

// ReadRoster returns what reads people with a client that is made when they are wanted.
func ReadRoster[C RosterReader](client func() (C, error)) func(context.Context) (people.Roster, error) {
	return func(ctx context.Context) (people.Roster, error) {
		c, err := client()
		if err != nil {
			return people.Roster{}, err
		}
		return c.Roster(ctx)
	}
}

// InEarnest makes a client that sends its requests in a dry run, too: for lists, which change nothing, and without which a dry run
// would not know whom it is about.
func InEarnest[C any](a *App, client func() (C, error)) func() (C, error) {
	return func() (C, error) {
		dry := a.Flags.DryRun
		a.Flags.DryRun = false
		defer func() { a.Flags.DryRun = dry }()
		return client()
	}
}

// PeopleSources are those of all vendors.
type PeopleSources []PeopleSource

// Names returns the names that a source may have, csv:FILE apart.
func (s PeopleSources) Names() []string {
	var names []string
	for _, source := range s {
		names = append(names, source.Vendor.Name)
	}
	return names
}

// Find returns the source of a name that was typed.
func (s PeopleSources) Find(name string) (PeopleSource, error) {
	for _, source := range s {
		if source.Vendor.Name == name {
			return source, nil
		}
	}
	return PeopleSource{}, fault.Errorf(fault.Usage, "%q is no source of people%s", name, nearest.Suggest(name, s.Names())).
		WithHint("sources: %s, csv:FILE", strings.Join(s.Names(), ", "))
}

// csvPrefix stands before the name of a file of people.
const csvPrefix = "csv:"

// Check refuses names of sources before anything is asked for.
func (s PeopleSources) Check(names []string) error {
	for i, name := range names {
		if !strings.HasPrefix(name, csvPrefix) {
			if _, err := s.Find(name); err != nil {
				return err
			}
		}
		if slices.Contains(names[:i], name) {
			return fault.Errorf(fault.Usage, "%s is named twice", name)
		}
	}
	return nil
}

// Read reads the people of a source: a vendor's name, or csv:FILE. An incomplete list comes with an error of kind Partial.
func (s PeopleSources) Read(ctx context.Context, a *App, name string, fields []string) (people.Roster, error) {
	path, file := strings.CutPrefix(name, csvPrefix)
	if !file {
		source, err := s.Find(name)
		if err != nil {
			return people.Roster{}, err
		}
		return source.Read(ctx, fields)
	}
	f, err := a.Open(ctx, path)
	if err != nil {
		return people.Roster{}, err
	}
	defer f.Close()
	r, err := people.ReadCSV(f, path)
	r.Service = name
	return r, err
}

// Ready returns those of the named sources that have a credential.
func (s PeopleSources) Ready(ctx context.Context, a *App, names ...string) ([]string, error) {
	var ready []string
	for _, name := range names {
		source, err := s.Find(name)
		if err != nil {
			return nil, err
		}
		has := true
		for _, secret := range source.Vendor.Secrets {
			found, err := a.Secret(ctx, source.Vendor, secret.Name)
			if err != nil && !errors.Is(err, credential.ErrNotFound) {
				return nil, err
			}
			has = has && err == nil && found.Value != ""
		}
		if has {
			ready = append(ready, name)
		}
	}
	return ready, nil
}

// Pads returns the widths to which the services fill up their numbers.
func (a *App) Pads() (people.Pads, error) {
	c, err := a.Config()
	if err != nil {
		return nil, err
	}
	pads := people.Pads{}
	for _, v := range vendors.All() {
		text, _ := c.Value(v.Name, "pad")
		if text == "" {
			continue
		}
		width, err := strconv.Atoi(text)
		if err != nil || width < 0 || width > 50 {
			return nil, fault.Errorf(fault.Usage, "%s.pad %q is not a number of digits", v.Name, text).WithHint("genba config set %s.pad 6", v.Name)
		}
		pads[v.Name] = width
	}
	return pads, nil
}
