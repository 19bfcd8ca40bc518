package sandbox

import (
	"net/http"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

// failure is a request refused. The document gives the messages, not the HTTP statuses.
type failure struct {
	status  int
	message string
}

func refuse(status int, message string) *failure { return &failure{status, message} }

// wrong returns a request whose values are refused; such failures are sent with 200, as error:true is what counts.
func wrong(message string) *failure { return refuse(http.StatusOK, message) }

func (f *failure) body() []byte {
	return stage.JSON(object{{"error", true}, {"message", f.message}})
}

// wrap puts a result into the envelope of the spelling; own is what the endpoint does when none is forced.
func (s *Server) wrap(own Spelling, result any, more ...member) any {
	spelling := s.o.Spelling
	if spelling == Mixed {
		spelling = own
	}
	switch spelling {
	case Bare:
		return result
	case Result:
		return object{{"error", false}, {"result", result}}
	}
	return object{{"error", false}, {"result", append(object{{"data", result}}, more...)}}
}

// The vendor's JSON.
type (
	object = stage.Object
	member = stage.Member
)
