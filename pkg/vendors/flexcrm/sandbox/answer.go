package sandbox

import (
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

// failure is a request refused. The document shows one body for all: status "error" and a text.
type failure struct {
	status  int
	message string
}

func refuse(status int, message string) *failure { return &failure{status, message} }

func invalid(message string) *failure { return refuse(http.StatusBadRequest, message) }

// done returns the answer to a write.
func done(more ...member) object { return append(object{{"status", "success"}}, more...) }

// The vendor's JSON.
type (
	object = stage.Object
	member = stage.Member
)

func unescaped(part string) string {
	if plain, err := url.PathUnescape(part); err == nil {
		return plain
	}
	return part
}

// slice applies limit and offset of a list; more than MaxLimit is refused.
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

// form returns the body of a write, which the vendor takes as a form only.
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
