package nipoplus

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// filter holds words that are names or ids of what a group lists.
type filter struct {
	noun  noun
	what  say.Text
	words []string
	read  func(ctx context.Context, group string) ([]candidate, error)
}

// named reports whether a list has to be read to know what the words stand for.
func (f filter) named() bool {
	return slices.ContainsFunc(f.words, func(word string) bool { return !IsID(word) })
}

// one returns the ids in one group.
func (f filter) one(ctx context.Context, group string) ([]string, error) {
	ids, err := f.each(ctx, []string{group})
	if err != nil {
		return nil, err
	}
	return ids[group].ids, ids[group].err
}

// found is what the words of a filter are in one group; err says that its list can't be read.
type found struct {
	ids []string
	err error
}

// each returns the ids in each of the groups. A word that none of them has is refused.
func (f filter) each(ctx context.Context, groups []string) (map[string]found, error) {
	all := map[string]found{}
	known := map[string]bool{}
	var listed []candidate
	read := 0
	for _, group := range groups {
		if !f.named() {
			all[group] = found{ids: distinct(f.words)}
			continue
		}
		list, err := f.read(ctx, group)
		if err != nil && !NotMember(err) {
			return nil, err
		}
		if err != nil {
			all[group] = found{err: err}
			continue
		}
		ids, unknown, err := f.noun.ids(f.what, f.words, list)
		if err != nil {
			return nil, err
		}
		for _, word := range f.words {
			known[word] = known[word] || !slices.Contains(unknown, word)
		}
		all[group], listed = found{ids: distinct(ids)}, append(listed, list...)
		read++
	}
	if read == 0 {
		return all, nil // no list was needed, or none could be read, and each group says why
	}
	for _, word := range f.words {
		if !known[word] {
			return nil, f.noun.missing(f.what, word, listed)
		}
	}
	return all, nil
}

// distinct returns a list without repetitions.
func distinct(ids []string) []string {
	var once []string
	for _, id := range ids {
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return once
}

// ReportQueries are the queries of several groups, whose staffs and templates have ids of their own.
type ReportQueries struct {
	query             ReportQuery
	owners, templates map[string]found
}

// ResolveReports returns the queries of the groups with ids for the names of owners and templates. A list is read where
// a word has not an id's form, once a group. What no group has is refused, because NipoPlus would answer with nothing.
func (c *Client) ResolveReports(ctx context.Context, q ReportQuery, groups []string) (*ReportQueries, error) {
	for _, tag := range q.Tags {
		if !IsID(tag) {
			return nil, fault.Errorf(fault.Usage, "the tag %q has not the form of an id, and NipoPlus's API does not list the names of tags; nothing was asked for", tag).
				WithHint("the tag's id stands in タグ管理 of NipoPlus")
		}
	}
	owners, err := c.filter(staffNoun(), say.T("the owner"), q.Owners, c.staffCandidates).each(ctx, groups)
	if err != nil {
		return nil, err
	}
	templates, err := c.filter(templateNoun(), say.T("the template"), q.Templates, c.templateCandidates).each(ctx, groups)
	if err != nil {
		return nil, err
	}
	return &ReportQueries{query: q, owners: owners, templates: templates}, nil
}

// ReportsOf pulls the reports of one of the groups. One that has none of those who are asked for is not asked: a filter
// without ids would let all reports through.
func (c *Client) ReportsOf(ctx context.Context, q *ReportQueries, group string) iter.Seq2[record.Record, error] {
	query := q.query
	query.Group = group
	owners, templates := q.owners[group], q.templates[group]
	query.Owners, query.Templates = owners.ids, templates.ids
	nobody := len(q.query.Owners) > 0 && len(owners.ids) == 0 || len(q.query.Templates) > 0 && len(templates.ids) == 0
	switch err := cmp.Or(owners.err, templates.err); {
	case err != nil:
		return func(yield func(record.Record, error) bool) { yield(record.Record{}, err) }
	case nobody:
		return func(func(record.Record, error) bool) {}
	}
	return c.Reports(ctx, query)
}

// Templates returns the ids of the templates that are asked for in a group; none: any template.
func (q *ReportQueries) Templates(group string) []string { return q.templates[group].ids }

func (c *Client) filter(n noun, what say.Text, words []string, read func(context.Context, string) ([]candidate, error)) filter {
	return filter{noun: n, what: what, words: words, read: read}
}

func (c *Client) staffCandidates(ctx context.Context, group string) ([]candidate, error) {
	staffs, err := c.staffList(ctx, group)
	return candidates(staffs, staffID, staffName), err
}

func (c *Client) templateCandidates(ctx context.Context, group string) ([]candidate, error) {
	templates, err := c.templateList(ctx, group)
	return candidates(templates, func(r record.Record) string { return idOf(r, "templateId") }, func(r record.Record) string { return nameOf(r) }), err
}

func candidates(records []record.Record, id, name func(record.Record) string) []candidate {
	var all []candidate
	for _, r := range records {
		all = append(all, candidate{id: id(r), name: name(r)})
	}
	return all
}
