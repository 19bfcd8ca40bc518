package nipoplus

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Labels joins reports with their templates. Templates are asked for when the first report needs them: those of its
// group in one answer, one that is not among them by its id. It is for one pull, and not for concurrent use.
type Labels struct {
	client *Client
	taken  []string
	keys   bool             // bodies keep their keys; only the template's name is added
	forms  map[string]*form // by id; nil for one that NipoPlus does not give
	groups map[string]bool  // whose templates were read
	order  []*form          // as NipoPlus lists them, so that columns stand where they stood last month
	used   map[*form]bool   // some report was of it
	casts  map[*form]*record.Recast
	fronts map[*form]*record.Front // the name of the template
	lost   []string                // ids of those that NipoPlus does not give
}

// Labels returns those of reports whose columns have the names taken, which no label may have.
func (c *Client) Labels(taken []string) *Labels {
	return &Labels{
		client: c, taken: taken, forms: map[string]*form{}, groups: map[string]bool{}, used: map[*form]bool{},
		casts: map[*form]*record.Recast{}, fronts: map[*form]*record.Front{},
	}
}

// OnlyNames returns labels that add the name of the template and leave the body as it is.
func (c *Client) OnlyNames() *Labels {
	l := c.Labels(nil)
	l.keys = true
	return l
}

// Join gives each report the name of its template in front (templateName) and a body whose members are named by the
// template's labels, in the template's order. fields are words by which members of the body are wanted, by label or
// key: those that some template has are put in front, too, null where the report has none. A report whose template is gone keeps its keys.
func (l *Labels) Join(ctx context.Context, group string, reports iter.Seq2[record.Record, error], fields []string) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		for r, err := range reports {
			var f *form
			if err == nil {
				f, err = l.form(ctx, group, r.Lookup("templateId").Text())
			}
			if err != nil {
				yield(record.Record{}, err)
				return
			}
			if !yield(l.labelled(r, f, fields), nil) {
				return
			}
		}
	}
}

func (l *Labels) labelled(r record.Record, f *form, fields []string) record.Record {
	if !l.keys {
		r = l.cast(f).Of(r)
	}
	r = r.Behind(l.front(f))
	for _, word := range fields {
		v := r.Lookup("body", word)
		if v == nil {
			v = r.Lookup("body", cmp.Or(f.nameFor(word), strings.TrimPrefix(word, bodyPath)))
		}
		if v == nil && slices.ContainsFunc(l.order, func(f *form) bool { return f.nameFor(word) != "" }) {
			v = record.Null() // left empty, or an input of another template: no misspelt word
		}
		r = r.With(word, v)
	}
	return r
}

// cast returns what names the members of a body by a form.
func (l *Labels) cast(f *form) *record.Recast {
	cast := l.casts[f]
	if cast == nil {
		cast = &record.Recast{Rebuild: func(report record.Value) record.Value {
			r, _ := record.Of(report)
			return replaced(r, func(name string, v record.Value) record.Value {
				if name == "body" && v.Kind() == record.KindObject {
					return f.label(v)
				}
				return v
			}).Value()
		}}
		l.casts[f] = cast
	}
	return cast
}

// front returns the name of a form's template, null where NipoPlus does not give it.
func (l *Labels) front(f *form) *record.Front {
	front := l.fronts[f]
	if front == nil {
		name := record.Null()
		if f != nil {
			name = record.String(f.name)
		}
		front = record.NewFront("templateName", name)
		l.fronts[f] = front
	}
	return front
}

// form finds a template; nil when NipoPlus has it no longer.
func (l *Labels) form(ctx context.Context, group, id string) (*form, error) {
	if !l.groups[group] {
		l.groups[group] = true
		templates, err := l.client.templateList(ctx, group)
		if err != nil {
			return nil, err
		}
		for _, r := range templates {
			if f := formOf(r, l.taken); l.forms[f.id] == nil {
				l.forms[f.id] = f
				l.order = append(l.order, f)
			}
		}
	}
	f, known := l.forms[id]
	if !known && id != "" {
		r, err := l.client.Template(ctx, group, id)
		switch kind := fault.KindOf(err); {
		case err == nil:
			f = formOf(r, l.taken)
			l.order = append(l.order, f)
		case kind == fault.Refused:
			l.lost = append(l.lost, id)
		default:
			return nil, err
		}
		l.forms[id] = f
	}
	l.used[f] = true
	return f, nil
}

// Expect reads templates of which no report came, so that their inputs are known all the same.
func (l *Labels) Expect(ctx context.Context, group string, ids []string) error {
	for _, id := range ids {
		if _, err := l.form(ctx, group, id); err != nil {
			return err
		}
	}
	return nil
}

// Inputs returns the names of all inputs of the templates that reports were of, or were expected of, template by template.
func (l *Labels) Inputs() []string {
	var names []string
	for _, f := range l.order {
		for _, name := range f.shown {
			if l.used[f] && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// InputsOf returns the names of the inputs of one template.
func (l *Labels) InputsOf(id string) []string {
	if f := l.forms[id]; f != nil {
		return f.shown
	}
	return nil
}

// Lost returns the ids of the templates that NipoPlus does not give: their reports kept the keys.
func (l *Labels) Lost() []string { return l.lost }

// usualMembers is how many a report has, and some more (日報のJSON構造).
const usualMembers = 20

// replaced returns the record with the values that change gives; what was put in front of it comes in front again.
func replaced(r record.Record, change func(name string, v record.Value) record.Value) record.Record {
	members := make([]record.Member, 0, usualMembers)
	for name, v := range r.Value().Fields() {
		members = append(members, record.Named(name, change(name, v)))
	}
	out, _ := record.Of(record.Object(members...)) // an object always makes one
	return out
}
