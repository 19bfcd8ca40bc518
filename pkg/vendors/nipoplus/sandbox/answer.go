package sandbox

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// failure is a request refused. The document gives the messages, not the HTTP statuses.
type failure struct {
	status  int
	message string
}

func refuse(status int, message string) *failure { return &failure{status, message} }

// wrong is a request whose values are refused; such failures are sent with 200, as error:true is what counts.
func wrong(message string) *failure { return refuse(http.StatusOK, message) }

func (f *failure) body() []byte {
	return appendValue(nil, object{{"error", true}, {"message", f.message}})
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

// object is a JSON object that keeps the order in which the vendor sends its names.
type object []member

type member struct {
	name  string
	value any // nil, bool, string, int, int64, []string, object, []object
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
	case object:
		dst = append(dst, '{')
		for i, m := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendValue(append(appendText(dst, m.name), ':'), m.value)
		}
		return append(dst, '}')
	case []object:
		return appendList(dst, v)
	case []string:
		return appendList(dst, v)
	}
	return append(dst, "null"...)
}

func appendList[T any](dst []byte, list []T) []byte {
	dst = append(dst, '[')
	for i, v := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendValue(dst, v)
	}
	return append(dst, ']')
}

func appendText(dst []byte, s string) []byte {
	if plain(s) {
		return append(append(append(dst, '"'), s...), '"')
	}
	quoted, _ := json.Marshal(s) // a string always marshals
	return append(dst, quoted...)
}

// plain says whether a text is letters and digits only, as most ids and names are.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}
