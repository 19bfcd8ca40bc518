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
)

// params are the values of a request, wherever it carries them: query, form body or JSON body. The
// document has the token of a write in the JSON body; live clients use all three.
type params map[string]any

func readParams(r *http.Request) (params, error) {
	p := params{}
	p.addValues(r.URL.Query())
	data, err := io.ReadAll(r.Body)
	if err != nil || len(data) == 0 {
		return p, err
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		return p, p.addJSON(data)
	case "application/x-www-form-urlencoded", "":
		form, err := url.ParseQuery(string(data))
		p.addValues(form)
		return p, err
	}
	return p, errors.New("unknown content type") // a real server would see no parameters at all
}

func (p params) addValues(v url.Values) {
	for name, values := range v {
		p[name] = values[0]
	}
}

func (p params) addJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var body map[string]any
	if err := d.Decode(&body); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one JSON value")
	}
	for name, v := range body {
		p[name] = v
	}
	return nil
}

// has tells a parameter left out, or null, from one sent.
func (p params) has(name string) bool { return p[name] != nil }

// text is a parameter as text, numbers included; "" when there is none or it is a list or object.
func (p params) text(name string) string {
	switch v := p[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// integer is a whole number, sent as a number or as digits.
func (p params) integer(name string) (int64, bool) {
	n, err := strconv.ParseInt(p.text(name), 10, 64)
	return n, err == nil
}

// rows are the objects of an array parameter.
func (p params) rows(name string) ([]params, bool) {
	list, ok := p[name].([]any)
	if !ok {
		return nil, false
	}
	rows := make([]params, 0, len(list))
	for _, v := range list {
		row, ok := v.(map[string]any)
		if !ok {
			return nil, false
		}
		rows = append(rows, row)
	}
	return rows, len(rows) > 0
}
