package sandbox

import (
	"net/http"
	"time"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

// answer is what a request gets.
type answer struct {
	status     int
	body       object
	retryAfter time.Duration
}

func ok(body object) answer { return answer{status: http.StatusOK, body: body} }

// refuse returns a request that was not taken up. The form is inferred from §1.5, which names errors.
func refuse(status int, errs ...string) answer {
	return answer{status: status, body: object{{"status", "NG"}, {"errors", errs}}}
}

// The vendor's JSON, and the values of a request.
type (
	object = stage.Object
	member = stage.Member
	params = stage.Params
)
