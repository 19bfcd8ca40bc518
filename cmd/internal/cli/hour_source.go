package cli

import (
	"context"
	"iter"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/work/hours"
	"github.com/genba-cli/genba/pkg/work/people"
)

// HourSource is something that says what people worked.
type HourSource struct {
	Name    string // as it is typed: manhours
	Service string // the column of the people map: akashi
	// Days gives the days of a span. People is what Roster gave.
	Days func(ctx context.Context, span period.Span, people people.Roster) (iter.Seq2[hours.Day, error], error)
	// Roster gives who the service's people are.
	Roster func(ctx context.Context) (people.Roster, error)
}
