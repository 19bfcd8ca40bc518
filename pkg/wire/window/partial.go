package window

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// overfull is one second that holds more items than an answer does.
type overfull struct{ second time.Time }

func (o overfull) Error() string { return o.In(nil) }

func (o overfull) In(c say.Catalogue) string {
	return say.T("more records than one answer holds at %s", o.second.Format(time.DateTime)).In(c)
}

// partials collects what is missing while the rest of a pull goes on, and says it once, at the end.
type partials struct {
	seconds []period.Span // neighbours joined, so that a busy minute is one entry
	errs    []error
}

func (p *partials) add(err error) {
	var o overfull
	switch {
	case err == nil:
	case !errors.As(err, &o):
		p.addOnce(err)
	case len(p.seconds) > 0 && o.second.Equal(p.seconds[len(p.seconds)-1].To.Add(time.Second)):
		p.seconds[len(p.seconds)-1].To = o.second
	default:
		p.seconds = append(p.seconds, period.Span{From: o.second, To: o.second})
	}
}

// addOnce keeps an error that every window repeats, such as a person the vendor would not tell of, only once.
func (p *partials) addOnce(err error) {
	same := func(other error) bool { return other.Error() == err.Error() }
	if !slices.ContainsFunc(p.errs, same) {
		p.errs = append(p.errs, err)
	}
}

// err returns nil when nothing is missing, else one fault.Partial that names everything that is. name says
// whose seconds they are; it may be empty.
func (p *partials) err(name string) error {
	if len(p.seconds) == 0 && len(p.errs) == 1 {
		return p.errs[0]
	}
	var messages, hints []say.Text
	if len(p.seconds) > 0 {
		var at []string
		for _, s := range p.seconds {
			if s.From.Equal(s.To) {
				at = append(at, s.From.Format(time.DateTime))
			} else {
				at = append(at, s.String())
			}
		}
		missing := say.T("records may be missing, because one answer does not hold all of these seconds: %s", strings.Join(at, ", "))
		if name != "" {
			missing = say.T("%s: %s", name, missing)
		}
		messages = append(messages, missing)
		hints = append(hints, say.T("all other records were given; look these up in the service itself"))
	}
	for _, err := range p.errs {
		messages = append(messages, say.T("%w", err))
		hint := fault.HintOf(err)
		same := func(other say.Text) bool { return other.String() == hint.String() }
		if !hint.IsZero() && !slices.ContainsFunc(hints, same) {
			hints = append(hints, hint)
		}
	}
	if messages == nil {
		return nil
	}
	return &fault.Error{Kind: fault.Partial, Message: say.Join("; ", messages...), Hint: say.Lines(hints...), Err: errors.Join(p.errs...)}
}
