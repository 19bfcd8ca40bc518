package transport

import (
	"net/http"

	"github.com/genba-cli/genba/pkg/say"
)

// Answered says with which status a vendor answered, for an answer that gives no reason of its own.
func Answered(vendor string, status int) say.Text {
	if text := http.StatusText(status); text != "" {
		return say.T("%s answered %s", vendor, text)
	}
	return say.T("%s answered with an error", vendor)
}
