package stage

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
)

// Params are the values of a request, wherever it carries them.
type Params map[string]any

// ReadBody adds the values of a request's body, a JSON object or a form, as its type says. A body of no type is read as otherwise
// says; "": it is refused.
func (p Params) ReadBody(r *http.Request, otherwise string) error {
	data, err := io.ReadAll(r.Body)
	if err != nil || len(data) == 0 {
		return err
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "" {
		kind = otherwise
	}
	switch kind {
	case "application/json":
		return p.addJSON(data)
	case "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(data))
		p.Add(form)
		return err
	}
	return errors.ErrUnsupported // a real server would see no parameters at all
}

// Add adds the first value of each name.
func (p Params) Add(v url.Values) {
	for name, values := range v {
		p[name] = values[0]
	}
}

func (p Params) addJSON(data []byte) error {
	var body map[string]any
	if err := json.Unmarshal(data, &body); err != nil { // it refuses what follows the object, too
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&body); err != nil {
		return err
	}
	for name, v := range body {
		p[name] = v
	}
	return nil
}

// Has reports whether a parameter was sent, and not as null.
func (p Params) Has(name string) bool { return p[name] != nil }

// Text returns a parameter as text, numbers and truth values included; "" when there is none or it is a list or object.
func (p Params) Text(name string) string {
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

// Integer returns a whole number, sent as a number or as digits.
func (p Params) Integer(name string) (int64, bool) {
	n, err := strconv.ParseInt(p.Text(name), 10, 64)
	return n, err == nil
}

// Rows returns the objects of a list that is not empty.
func (p Params) Rows(name string) ([]Params, bool) {
	list, ok := p[name].([]any)
	if !ok {
		return nil, false
	}
	rows := make([]Params, 0, len(list))
	for _, v := range list {
		row, ok := v.(map[string]any)
		if !ok {
			return nil, false
		}
		rows = append(rows, row)
	}
	return rows, len(rows) > 0
}
