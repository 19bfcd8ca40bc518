package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/record"
)

// WriteTable writes rows to a file, in the format that its ending or --output names, else as CSV. The file appears whole or not at all.
func (a *App) WriteTable(ctx context.Context, path string, columns []string, rows []map[string]string) error {
	var shown []record.Column
	for _, name := range columns {
		shown = append(shown, record.Column{Name: name})
	}
	out, err := a.output(ctx, view{Result: Result{Columns: shown}, all: shown}, path)
	if err != nil {
		return err
	}
	return out.Write(ctx, func(yield func(record.Record, error) bool) {
		for _, row := range rows {
			r, err := record.Of(nested(columns, row))
			if !yield(r, err) {
				return
			}
		}
	})
}

// nested makes an object in which a column named department.code lies where its path leads.
func nested(columns []string, row map[string]string) record.Value {
	var members []record.Member
	below := map[string][]string{}
	for _, name := range columns {
		top, rest, deep := strings.Cut(name, ".")
		if !deep {
			members = append(members, record.Named(name, record.String(row[name])))
			continue
		}
		if below[top] == nil {
			members = append(members, record.Named(top, nil))
		}
		below[top] = append(below[top], rest)
	}
	for i := range members {
		if members[i].Value != nil {
			continue
		}
		top := record.Value(members[i].Name).Text()
		part := map[string]string{}
		for _, rest := range below[top] {
			part[rest] = row[top+"."+rest]
		}
		members[i].Value = nested(below[top], part)
	}
	return record.Object(members...)
}

// CompleteWords completes any argument with these words, but for those that are there already.
func CompleteWords(words []string) cobra.CompletionFunc { return completeOthers(words) }
