package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// unchanged holds the columns that no write takes, and values as the vendor answers them, against what the vendor has. Without any
// nobody is asked. A run that resumes looks at the values alone: the rows that are done have changed what is stored.
func (a *App) unchanged(ctx context.Context, rows *intake.Rows, i Import, resumes bool) error {
	rules := i.Rules
	if resumes {
		rules = slices.DeleteFunc(slices.Clone(rules), func(r intake.Rule) bool { return r.ReadOnly != "" })
	}
	given, err := rows.ReadOnlyGiven(rules)
	if err != nil || len(given) == 0 {
		return err
	}
	stored := func(intake.Row) record.Value { return nil }
	if i.Stored != nil {
		if a.Flags.DryRun {
			a.notLookedAt(rows, rules, given)
			return rows.TakeForUnchanged(rules)
		}
		if stored, err = i.Stored(ctx, rows); err != nil {
			return err
		}
	}
	if err := rows.Unchanged(rules, stored); err != nil || resumes {
		return err
	}
	return rows.Check(nil, i.Writes)
}

// notLookedAt says what a dry run leaves open of the columns for which it would have to look at what is stored.
func (a *App) notLookedAt(rows *intake.Rows, rules []intake.Rule, given []string) {
	var answered []string
	readOnly := false
	for _, rule := range rules {
		switch {
		case !slices.Contains(given, rule.Name):
		case rule.ReadOnly != "":
			readOnly = true
		default:
			answered = append(answered, rows.Called(rule.Name, rules))
		}
	}
	if readOnly {
		a.Warn("a dry run does not look at what is stored: columns that only the vendor fills in are not checked")
	}
	if len(answered) > 0 {
		a.Warn("a dry run does not look at what is stored: which values are unchanged, and so not sent, is not known in %s", strings.Join(answered, ", "))
	}
}
