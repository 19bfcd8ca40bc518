package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// answer is what a request gets.
type answer struct {
	status     int
	body       any // nil: none
	retryAfter time.Duration
}

func ok(body any) answer { return answer{status: http.StatusOK, body: body} }

// object is a body that is written here alone.
type object = map[string]any

func refuse(status int, texts ...string) answer {
	return answer{status: status, body: object{"errors": texts}}
}

func notFound(what string) answer {
	return refuse(http.StatusNotFound, what+"は存在しません。")
}

func (a answer) write(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if a.retryAfter > 0 {
		h.Set("Retry-After", fmt.Sprint(int(a.retryAfter/time.Second)+1))
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	h.Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(a.status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(a.body) // the client went away: there is nobody to tell
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	return io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
}

// decode reads a request's body, which may hold no name that the vendor does not have.
func decode[T any](c *call) (T, error) {
	var v T
	d := json.NewDecoder(bytes.NewReader(c.body))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return v, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return v, errors.New("more than one JSON value")
	}
	return v, nil
}

func badBody(err error) answer {
	return refuse(http.StatusBadRequest, "リクエストの形式が正しくありません。("+err.Error()+")")
}
