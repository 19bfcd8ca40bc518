// Package hours is the command tree that sums, compares and watches what people worked, from several services: flags in, records out.
package hours

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/work/hours"
	"github.com/genba-cli/genba/pkg/work/people"
)

// tree holds what the commands share.
type tree struct {
	*cli.App
	Desk
}

// New makes the tree.
func New(app *cli.App, desk Desk) *cobra.Command {
	t := &tree{App: app, Desk: desk}
	c := cli.Group("hours", "what people worked: sum, compare, watch", t.sum(), t.compare(), t.watch())
	c.Long = `What people worked, from one source or held against another.

SOURCE is akashi (punched days), manhours (AKASHI's man-hours), nipoplus (timecards), logimeter (its CSV), or csv:FILE with
person,date,minutes or person,date,start,end,break_minutes. Minutes are whole minutes as the source counted them; which of its times
that is stands on stderr. A day that lacks its start or end is never summed: it is counted as unfinished. No overtime and no
premiums are computed: no source gives what law and company rules want for them.`
	return c
}

// Desk is where hours and people come from.
type Desk struct {
	Sources []cli.HourSource
	Leaders map[string]func(context.Context) (people.Roster, error) // services that know who leads whom
}

const csvPrefix = "csv:"

// SourceNames returns the sources that can be typed, csv: among them.
func (d Desk) SourceNames() []string {
	var names []string
	for _, s := range d.Sources {
		names = append(names, s.Name)
	}
	return append(names, csvPrefix)
}

// Reading is what is read from a source.
type Reading struct {
	Source  string
	Span    period.Span
	Options hours.Options
}

// Book opens the people map and the lists of people that are needed for the sources.
type Book struct {
	*cli.App
	desk    Desk
	book    *people.Book
	known   *people.Map // nil: there is no map
	rosters map[string]people.Roster
	listed  map[string]map[string]*people.Person // by service and id
}

// NewBook reads the map. leaders is a service that also speaks of names, departments and leaders; "": none.
func (d Desk) NewBook(ctx context.Context, a *cli.App, m cli.PeopleMap, leaders string) (*Book, error) {
	known, err := m.Read(ctx, a)
	if err != nil {
		return nil, err
	}
	b := &Book{App: a, desk: d, book: people.NewBook(known), known: known, rosters: map[string]people.Roster{}, listed: map[string]map[string]*people.Person{}}
	if leaders == "" {
		return b, nil
	}
	roster, ok := d.Leaders[leaders]
	if !ok {
		return nil, fault.Errorf(fault.Usage, "--leaders %q is no service that knows leaders%s", leaders, nearest.Suggest(leaders, d.leaders())).
			WithHint("services: %s", strings.Join(d.leaders(), ", "))
	}
	return b, b.add(ctx, leaders, roster)
}

func (d Desk) leaders() []string {
	var names []string
	for name := range d.Leaders {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (b *Book) add(ctx context.Context, service string, read func(context.Context) (people.Roster, error)) error {
	if _, there := b.rosters[service]; there {
		return nil
	}
	r, err := read(ctx)
	if err != nil {
		return err
	}
	r.Service = service
	b.Add(r)
	return nil
}

// Add adds the people of a service who were read already.
func (b *Book) Add(r people.Roster) {
	service := r.Service
	if _, there := b.rosters[service]; there {
		return
	}
	b.rosters[service], b.listed[service] = r, map[string]*people.Person{}
	for i := range r.People {
		b.listed[service][r.People[i].ID] = &r.People[i]
	}
	b.book.Add(r)
}

// Who tells who it is that a service knows by a key.
func (b *Book) Who(service, key string) hours.Who { return b.names(service)(key) }

// Has reports whether somebody is known to a service: by the people map, or without one by a number of its own.
func (b *Book) Has(service, person string) bool {
	if b.known != nil {
		e, ok := b.known.Person(person)
		return ok && e.Accounts[service] != ""
	}
	_, ok := b.book.ByKey(service, person)
	return ok
}

// names tells who it is that a service knows by a key.
func (b *Book) names(service string) hours.Names {
	return func(key string) hours.Who {
		who, _ := b.book.ByID(service, key)
		found := hours.Who{Person: who.Person, Name: who.Name, Department: who.Department, Leader: who.Leader, Unmapped: b.known != nil && !b.mapped(service, key)}
		if who.Person == key { // the map does not say it: the number is what people know somebody by
			found.ByID = who.Number == "" && (b.known == nil || found.Unmapped)
			found.Person = cmp.Or(who.Number, key)
		}
		if p, ok := b.listed[service][key]; ok {
			found.Family, found.Given = p.Family, p.Given
		}
		return found
	}
}

// mapped reports whether the people map has a service's person, who goes by the number there, or by the id.
func (b *Book) mapped(service, key string) bool {
	if p, ok := b.listed[service][key]; ok {
		key = p.Key()
	}
	_, ok := b.known.Find(service, key)
	return ok
}

// Sheet reads a source.
func (b *Book) Sheet(ctx context.Context, r Reading) (*hours.Sheet, error) {
	if r.Options.DayChange != nil { // work that starts early on the day after the last belongs to the last
		r.Options.Within = &hours.Range{From: hours.DateOf(r.Span.From), To: hours.DateOf(r.Span.To)}
		r.Span.To = r.Span.To.AddDate(0, 0, 1)
	}
	if path, ok := strings.CutPrefix(r.Source, csvPrefix); ok {
		return b.csv(ctx, path, r)
	}
	at := slices.IndexFunc(b.desk.Sources, func(s cli.HourSource) bool { return s.Name == r.Source })
	if at < 0 {
		return nil, unknownSource(r.Source, b.desk)
	}
	source := b.desk.Sources[at]
	if err := b.add(ctx, source.Service, source.Roster); err != nil {
		return nil, err
	}
	days, err := source.Days(ctx, r.Span, b.rosters[source.Service])
	if err != nil {
		return nil, err
	}
	o := r.Options
	o.Names = b.names(source.Service)
	return hours.Collect(days, o)
}

func unknownSource(name string, d Desk) error {
	return fault.Errorf(fault.Usage, "%q is no source of hours%s", name, nearest.Suggest(name, d.SourceNames())).
		WithHint("sources: %s, csv:FILE", strings.Join(d.SourceNames()[:len(d.Sources)], ", "))
}

// csv reads a file. Its persons are those of the map, where there is one; a row of somebody who is not there is somebody unknown.
func (b *Book) csv(ctx context.Context, path string, r Reading) (*hours.Sheet, error) {
	f, err := b.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	within := hours.Range{From: hours.DateOf(r.Span.From), To: hours.DateOf(r.Span.To)}
	outside := 0
	days := hours.ReadCSV(f, path, hours.CSVColumns(), within, func(rows int) { outside = rows })
	o := r.Options
	o.Names = b.person
	sheet, err := hours.Collect(days, o)
	if err != nil {
		return nil, err
	}
	if outside += sheet.Outside; outside > 0 {
		b.Warn("%s: %d {row lies outside the days that were asked for, and is|rows lie outside the days that were asked for, and are} not in the hours", path, outside)
	}
	return sheet, nil
}

// person tells who it is that a file calls a person: the map's person, or without a map the number of any service.
func (b *Book) person(key string) hours.Who {
	who := hours.Who{Person: key}
	var accounts map[string]string
	if b.known != nil {
		e, known := b.known.Person(key)
		who.Name, who.Unmapped, accounts = e.Name, !known, e.Accounts
	}
	for service := range b.rosters {
		account := key
		if b.known != nil {
			account = accounts[service]
		}
		if found, ok := b.book.ByKey(service, account); ok && account != "" {
			who.Name, who.Department, who.Leader = cmp.Or(who.Name, found.Name), cmp.Or(who.Department, found.Department), cmp.Or(who.Leader, found.Leader)
		}
	}
	return who
}

// flags are what all commands of hours have.
type flags struct {
	period    cli.Range
	people    cli.PeopleMap
	dayChange string
	leaders   string
}

func (f *flags) register(c *cobra.Command, d Desk) {
	f.period = cli.Range{Days: true}
	f.period.RegisterClosed(c)
	f.period.HolidaysFlag(c)
	f.people.Register(c)
	c.Flags().StringVar(&f.dayChange, "day-change", "", "work that starts before this time of the day counts for the previous day, 05:00 (default: the source's own day)")
	c.Flags().StringVar(&f.leaders, "leaders", "", "a service that says departments and leaders: "+strings.Join(d.leaders(), ", "))
	_ = c.RegisterFlagCompletionFunc("day-change", cobra.FixedCompletions([]string{"05:00"}, cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("leaders", cobra.FixedCompletions(d.leaders(), cobra.ShellCompDirectiveNoFileComp))
}

// reading returns what the flags ask for of a source.
func (f *flags) reading(a *cli.App, source string) (Reading, error) {
	r := Reading{Source: source}
	var err error
	if r.Span, err = f.period.Span(a); err != nil {
		return r, err
	}
	if f.dayChange == "" {
		return r, nil
	}
	at, err := time.Parse("15:04", f.dayChange)
	if err != nil || at.Hour() >= 12 {
		return r, fault.Errorf(fault.Usage, "--day-change %q is no time before noon", f.dayChange).WithHint("for example --day-change 05:00")
	}
	change := time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
	r.Options.DayChange = &change
	return r, nil
}

// Idle returns the people of a service of whom a sheet has no day.
func (b *Book) Idle(source string, s *hours.Sheet) []hours.Who {
	at := slices.IndexFunc(b.desk.Sources, func(d cli.HourSource) bool { return d.Name == source })
	if at < 0 {
		return nil
	}
	there := map[string]bool{}
	for _, who := range s.People {
		there[who.Person] = true
	}
	names := b.names(b.desk.Sources[at].Service)
	var idle []hours.Who
	for _, p := range b.rosters[b.desk.Sources[at].Service].People {
		if who := names(p.ID); !there[who.Person] {
			idle = append(idle, who)
		}
	}
	return idle
}

// Unlisted returns the persons of the map whom the source's service does not list now: their days are not read.
func (b *Book) Unlisted(source string) []hours.Who {
	at := slices.IndexFunc(b.desk.Sources, func(d cli.HourSource) bool { return d.Name == source })
	if at < 0 || b.known == nil {
		return nil
	}
	service := b.desk.Sources[at].Service
	keys := map[string]bool{}
	for _, p := range b.rosters[service].People {
		keys[p.Key()] = true
	}
	var list []hours.Who
	for _, e := range b.known.Entries {
		if key := e.Accounts[service]; key != "" && !keys[key] {
			list = append(list, hours.Who{Person: e.Person, Name: e.Name})
		}
	}
	return list
}

// Remarks says which times were used, what could not be summed, and whom the map lacks.
func (b *Book) Remarks(source string, s *hours.Sheet) {
	for _, name := range s.Sources {
		b.Warn("%s: minutes are %s", source, name)
	}
	if days, who := s.Unfinished(); days > 0 {
		b.Warn("%s: not in the minutes: %d unfinished {day|days} of %d {person|persons}", source, days, who)
	}
	if s.Instants > 0 {
		b.Warn("%s: days that end when they begin, and count as no time: %d; 24 hours from 09:00 end at 33:00", source, s.Instants)
	}
	if unmapped := s.Unmapped(); len(unmapped) > 0 {
		b.Warn("%s: not in the people map: %s", source, Shown(unmapped))
	}
}

// Shown names some of a list, and how many more there are.
func Shown(list []hours.Who) say.Text {
	const most = 10
	var names []string
	for _, who := range list[:min(len(list), most)] {
		names = append(names, who.Person)
	}
	text := say.Verbatim(strings.Join(names, ", "))
	if len(list) > most {
		text = say.T("%s and %d more", text, len(list)-most)
	}
	return text
}
