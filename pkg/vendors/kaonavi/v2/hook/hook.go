// Package hook takes what Kaonavi tells of changes: its webhooks (help.kaonavi.jp 30384811841933). It must not know what is
// done with an event.
package hook

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

const (
	header  = "Kaonavi-Token" // has the secret_token of the webhook
	maxBody = 4 << 20

	patience = 900 * time.Millisecond // with Keep
)

// Receiver answers the requests of a webhook. Any path is taken.
type Receiver struct {
	// Secret is the secret_token of the webhook; "": none is wanted.
	Secret string
	// Keep keeps an event, compact JSON on one line, and may be called at the same time by several requests. Only when it returns without an error Kaonavi is told that the event
	// arrived.
	Keep func(event []byte) error
	// Refused is told of each request that was not taken.
	Refused func(status int, why say.Text)
}

func (h *Receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status, why := h.take(w, r)
	if status != http.StatusOK {
		h.Refused(status, why)
	}
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", http.MethodPost)
	}
	w.WriteHeader(status)
}

// take gives the status of the answer, and why it is no success.
func (h *Receiver) take(w http.ResponseWriter, r *http.Request) (int, say.Text) {
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed, say.T("the method is %s", r.Method)
	}
	if !h.knows(r.Header.Get(header)) {
		return http.StatusUnauthorized, say.T("the secret in %s is wrong or missing", header)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if long := (*http.MaxBytesError)(nil); errors.As(err, &long) {
		return http.StatusRequestEntityTooLarge, say.T("the body is longer than %d bytes", maxBody)
	}
	if err != nil {
		return http.StatusBadRequest, say.T("the body did not come whole: %w", err)
	}
	v, err := record.ParseValue(body)
	if err != nil || v.Field("event").Text() == "" {
		return http.StatusBadRequest, say.T("the body is no event of Kaonavi's")
	}
	if err := h.keep(v.AppendJSON(nil)); err != nil {
		return http.StatusServiceUnavailable, say.T("the event can't be kept: %w", err)
	}
	return http.StatusOK, say.Text{}
}

// keep gives up waiting for a disk that hangs: Kaonavi is answered within a second, and may send the event again.
func (h *Receiver) keep(event []byte) error {
	kept := make(chan error, 1)
	go func() { kept <- h.Keep(event) }()
	select {
	case err := <-kept:
		return err
	case <-time.After(patience):
		return say.Errorf("it took longer than %s", patience)
	}
}

// knows compares the secret in a time that tells nothing of it, its length included.
func (h *Receiver) knows(given string) bool {
	if h.Secret == "" {
		return true
	}
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(h.Secret))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}
