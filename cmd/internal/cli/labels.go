package cli

import (
	"maps"
	"slices"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/lang"
)

// labelled returns the columns of a table with their headings and the labels of their codes in the language: "出勤", and for
// those who read English "出勤 (in)".
func (a *App) labelled(columns []record.Column) []record.Column {
	texts := labels(columns)
	if len(texts) == 0 {
		return columns
	}
	translated, err := lang.Labels(a.language())
	if err != nil {
		return columns
	}
	columns = slices.Clone(columns)
	for i, c := range columns {
		columns[i].Title = or(translated[c.Title], c.Title)
		columns[i].Labels = maps.Clone(c.Labels)
		for code, label := range c.Labels {
			columns[i].Labels[code] = or(translated[label], label)
		}
	}
	return columns
}

// labels returns the texts that tables show for names of columns and for codes.
func labels(columns []record.Column) []string {
	var all []string
	for _, c := range columns {
		if c.Title != "" {
			all = append(all, c.Title)
		}
		all = slices.AppendSeq(all, maps.Values(c.Labels))
	}
	return all
}

// Labels returns those of all commands, for the catalogue.
func (a *App) Labels() []string {
	var all []string
	for _, columns := range a.fields {
		all = append(all, labels(columns)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
