package sandbox

import (
	"encoding/json"
	"net/http"
	"strconv"
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
	return object{
		{"success", false},
		{"errors", []object{{{"code", f.code}, {f.messageName, f.message}}}},
	}.appendJSON(nil)
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
	return o.appendJSON(nil)
}

// object is a JSON object that keeps the order in which the vendor sends its names.
type object []member

type member struct {
	name  string
	value any // nil, bool, string, int, int64, float64, object, []object
}

func (o object) appendJSON(dst []byte) []byte {
	dst = append(dst, '{')
	for i, m := range o {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendText(dst, m.name), ':')
		dst = appendValue(dst, m.value)
	}
	return append(dst, '}')
}

func appendValue(dst []byte, v any) []byte {
	switch v := v.(type) {
	case bool:
		return strconv.AppendBool(dst, v)
	case string:
		return appendText(dst, v)
	case int:
		return strconv.AppendInt(dst, int64(v), 10)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case float64:
		return strconv.AppendFloat(dst, v, 'f', -1, 64)
	case object:
		return v.appendJSON(dst)
	case []object:
		dst = append(dst, '[')
		for i, o := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = o.appendJSON(dst)
		}
		return append(dst, ']')
	}
	return append(dst, "null"...)
}

func appendText(dst []byte, s string) []byte {
	quoted, _ := json.Marshal(s) // a string always marshals
	return append(dst, quoted...)
}

// orNull is the document's rule 5.1.2: a string without a value is null.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
