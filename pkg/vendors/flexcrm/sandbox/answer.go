package sandbox

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
)

// failure is a request refused. The document shows one body for all: status "error" and a text.
type failure struct {
	status  int
	message string
}

func refuse(status int, message string) *failure { return &failure{status, message} }

func invalid(message string) *failure { return refuse(http.StatusBadRequest, message) }

// done is the answer to a write.
func done(more ...member) object { return append(object{{"status", "success"}}, more...) }

// object is a JSON object that keeps the order in which the vendor sends its names.
type object []member

type member struct {
	name  string
	value any // nil, string, int, int64, float64, object, []object, []string
}

// appendValue writes a value; with texts numbers become strings, as the vendor's older pages show.
func appendValue(dst []byte, v any, texts bool) []byte {
	number := func(text string) []byte {
		if texts {
			return append(append(append(dst, '"'), text...), '"')
		}
		return append(dst, text...)
	}
	switch v := v.(type) {
	case string:
		quoted, _ := json.Marshal(v) // a string always marshals
		return append(dst, quoted...)
	case int:
		return number(strconv.Itoa(v))
	case int64:
		return number(strconv.FormatInt(v, 10))
	case float64:
		return number(strconv.FormatFloat(v, 'f', -1, 64))
	case object:
		dst = append(dst, '{')
		for i, m := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(appendValue(dst, m.name, false), ':')
			dst = appendValue(dst, m.value, texts)
		}
		return append(dst, '}')
	case []object:
		return appendList(dst, v, texts)
	case []string:
		return appendList(dst, v, texts)
	}
	return append(dst, "null"...)
}

func appendList[T any](dst []byte, list []T, texts bool) []byte {
	dst = append(dst, '[')
	for i, v := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendValue(dst, v, texts)
	}
	return append(dst, ']')
}

func unescaped(part string) string {
	if plain, err := url.PathUnescape(part); err == nil {
		return plain
	}
	return part
}

// slice is limit and offset of a list; more than MaxLimit is refused.
func (c *call) slice(n int) (from, to, limit, offset int, f *failure) {
	limit = defaultLimit
	for name, value := range map[string]*int{"limit": &limit, "offset": &offset} {
		text := c.r.URL.Query().Get(name)
		if text == "" {
			continue
		}
		number, err := strconv.Atoi(text)
		if err != nil || number < 0 {
			return 0, 0, 0, 0, invalid(name + " is not a number.")
		}
		*value = number
	}
	if limit > MaxLimit {
		return 0, 0, 0, 0, invalid("limit must be 1000 or less.")
	}
	from = min(offset, n)
	return from, min(from+limit, n), limit, offset, nil
}

const maxForm = 8 << 20

// form is the body of a write, which the vendor takes as a form only.
func (c *call) form() (url.Values, *failure) {
	kind, _, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	body, err := io.ReadAll(io.LimitReader(c.r.Body, maxForm))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, invalid("POST form data is required.")
	}
	values, err := url.ParseQuery(string(body))
	if err != nil || len(values) == 0 {
		return nil, invalid("POST form data is required.")
	}
	return values, nil
}
