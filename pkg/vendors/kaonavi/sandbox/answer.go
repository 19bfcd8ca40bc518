package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// answer is what a request gets.
type answer struct {
	status     int
	body       object
	retryAfter time.Duration
}

func ok(body object) answer { return answer{status: http.StatusOK, body: body} }

// refuse is a request that was not taken up. The form is inferred from §1.5, which names errors.
func refuse(status int, errs ...string) answer {
	return answer{status: status, body: object{{"status", "NG"}, {"errors", errs}}}
}

// object is a JSON object that keeps the order in which the vendor sends its names.
type object []member

type member struct {
	name  string
	value any // nil, bool, string, int, object, []object, []string
}

func (o object) get(name string) (any, bool) {
	for _, m := range o {
		if m.name == name {
			return m.value, true
		}
	}
	return nil, false
}

// text is a member as text, "" when there is none.
func (o object) text(name string) string {
	v, _ := o.get(name)
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
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
	case object:
		return v.appendJSON(dst)
	case []object:
		return appendList(dst, v, func(dst []byte, o object) []byte { return o.appendJSON(dst) })
	case []string:
		return appendList(dst, v, appendText)
	}
	return append(dst, "null"...)
}

func appendList[T any](dst []byte, list []T, add func([]byte, T) []byte) []byte {
	dst = append(dst, '[')
	for i, item := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = add(dst, item)
	}
	return append(dst, ']')
}

func appendText(dst []byte, s string) []byte {
	quoted, _ := json.Marshal(s) // a string always marshals
	return append(dst, quoted...)
}

// params are the values of a request's body.
type params map[string]any

func readParams(body io.Reader, r *http.Request) (params, error) {
	p := params{}
	data, err := io.ReadAll(body)
	if err != nil || len(data) == 0 {
		return p, err
	}
	switch kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind {
	case "application/json":
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		if err := d.Decode(&p); err != nil {
			return nil, err
		}
		if _, err := d.Token(); !errors.Is(err, io.EOF) {
			return nil, errors.New("more than one JSON value")
		}
		return p, nil
	case "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(data))
		for name, values := range form {
			p[name] = values[0]
		}
		return p, err
	}
	return nil, errors.New("unknown content type")
}

// text is a parameter as text, numbers and truth values included.
func (p params) text(name string) string {
	switch v := p[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// rows are the objects of an array parameter.
func (p params) rows(name string) ([]params, bool) {
	list, ok := p[name].([]any)
	rows := make([]params, 0, len(list))
	for _, v := range list {
		row, isObject := v.(map[string]any)
		if !isObject {
			return nil, false
		}
		rows = append(rows, row)
	}
	return rows, ok && len(rows) > 0
}
