package flexcrm

import (
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Sort is one key of an order.
type Sort struct {
	Field      string
	Descending bool
}

// ParseOrder reads "title asc,number desc" (FlexDB list); without a direction asc is meant. A name that holds blanks has one.
func ParseOrder(text string) ([]Sort, error) {
	var order []Sort
	for part := range strings.SplitSeq(text, ",") {
		words := strings.Fields(part)
		last := len(words) - 1
		s := Sort{}
		switch {
		case last == 0:
			last = 1
		case last > 1 && (strings.EqualFold(words[last-1], "asc") || strings.EqualFold(words[last-1], "desc")):
			return nil, badOrder(text, part)
		case last > 0 && strings.EqualFold(words[last], "desc"):
			s.Descending = true
		case last > 0 && strings.EqualFold(words[last], "asc"):
		default:
			return nil, badOrder(text, part)
		}
		s.Field = strings.Join(words[:last], " ")
		order = append(order, s)
	}
	return order, nil
}

func badOrder(text, part string) error {
	return fault.Errorf(fault.Usage, "the order %q: %q is not a field and asc or desc; nothing was sent", text, strings.TrimSpace(part)).
		WithHint("for example id desc, or title asc,number desc")
}

// orderText returns the order as it is sent. Without one it is that of the ids, which does not change while records come and go; and
// the id comes last in any, because equal values may otherwise change places between two pages.
func orderText(order []Sort) string {
	var parts []string
	withID := false
	for _, s := range order {
		direction := " asc"
		if s.Descending {
			direction = " desc"
		}
		parts = append(parts, s.Field+direction)
		withID = withID || s.Field == "id"
	}
	if !withID {
		parts = append(parts, "id asc")
	}
	return strings.Join(parts, ",")
}
