package sandbox

import (
	"net/http"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

// Codes. The two ERR codes are the only ones publicly known.
const (
	codeToken      = "ERR300003" // the token must be issued anew (live clients act on it)
	codeRow        = "ERR300402" // a row of a staff update (the document's example)
	codeParameter  = "SANDBOX_PARAMETER"
	codeCompany    = "SANDBOX_COMPANY"
	codeNotFound   = "SANDBOX_NOT_FOUND"
	codePermission = "SANDBOX_PERMISSION"
	codeRate       = "SANDBOX_RATE"
)

// failure is a request refused as a whole.
type failure struct {
	status        int
	code, message string
	messageName   string // "message", but the document's table of 6.1 has "messages"
}

func refuse(status int, code, message string) *failure {
	return &failure{status: status, code: code, message: message, messageName: "message"}
}

func invalid(message string) *failure { return refuse(http.StatusBadRequest, codeParameter, message) }

func notFound(message string) *failure { return refuse(http.StatusNotFound, codeNotFound, message) }

func (f *failure) body() []byte {
	return stage.JSON(object{
		{"success", false},
		{"errors", []object{{{"code", f.code}, {f.messageName, f.message}}}},
	})
}

// answer is a request carried out, perhaps not for every row.
type answer struct {
	response any      // object or []object
	errors   []object // rows refused; the document has success:true all the same
}

func (a answer) body() []byte {
	o := object{{"success", true}, {"response", a.response}}
	if len(a.errors) > 0 {
		o = append(o, member{"errors", a.errors})
	}
	return stage.JSON(o)
}

// The vendor's JSON, and the values of a request.
type (
	object = stage.Object
	member = stage.Member
	params = stage.Params
)

// orNull returns the document's rule 5.1.2: a string without a value is null.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
