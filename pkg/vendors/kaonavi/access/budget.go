package access

import (
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/wire/budget"
)

// BudgetWords returns what is said of the limits of either version.
func BudgetWords() budget.Words {
	return budget.Words{
		Refused: "%s; Kaonavi refused this one: %s",
		Again:   "there is room again at %s, in %s; genba auth status kaonavi shows what is left",
		Broken:  say.T("interrupted while waiting for Kaonavi's budget; nothing was sent"),
	}
}
