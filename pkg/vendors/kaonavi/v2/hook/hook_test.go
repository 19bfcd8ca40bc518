package hook_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/hook"
)

const event = "{\n \"event\": \"member_created\",\r\n \"event_time\": \"2023-04-11 09:40:45\", \"member_data\": [{\"code\": \"A0001\"}]}"

func TestAnswers(t *testing.T) {
	full := errors.New("no space left on device")
	for _, c := range []struct {
		name, method, path, secret, body string
		keep                             error
		want                             int
	}{
		{"an event", "POST", "/any/path?x=1", "s3cret", event, nil, 200},
		{"no secret", "POST", "/", "", event, nil, 401},
		{"a wrong secret", "POST", "/", "s3cre7", event, nil, 401},
		{"the beginning of the secret", "POST", "/", "s3c", event, nil, 401},
		{"another method", "GET", "/", "s3cret", "", nil, 405},
		{"another method and no secret", "PUT", "/", "", event, nil, 405},
		{"no JSON", "POST", "/", "s3cret", "event=member_created", nil, 400},
		{"half of it", "POST", "/", "s3cret", event[:40], nil, 400},
		{"no event", "POST", "/", "s3cret", `{"hello":1}`, nil, 400},
		{"a list", "POST", "/", "s3cret", "[" + event + "]", nil, 400},
		{"nothing", "POST", "/", "s3cret", "", nil, 400},
		{"too long", "POST", "/", "s3cret", `{"event":"` + strings.Repeat("a", 5<<20) + `"}`, nil, 413},
		{"a full disk", "POST", "/", "s3cret", event, full, 503},
	} {
		t.Run(c.name, func(t *testing.T) {
			var kept []string
			refused := 0
			h := &hook.Receiver{
				Secret:  "s3cret",
				Keep:    func(e []byte) error { kept = append(kept, string(e)); return c.keep },
				Refused: func(int, say.Text) { refused++ },
			}
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			r.Header.Set("Kaonavi-Token", c.secret)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != c.want || (refused == 0) != (c.want == http.StatusOK) {
				t.Errorf("%d, want %d; %d refusals", w.Code, c.want, refused)
			}
			if c.want == 405 && w.Header().Get("Allow") != "POST" {
				t.Error("Allow does not say POST")
			}
			want := []string{`{"event":"member_created","event_time":"2023-04-11 09:40:45","member_data":[{"code":"A0001"}]}`}
			if c.want == 200 && !slices.Equal(kept, want) || c.want < 500 && c.want > 200 && kept != nil {
				t.Errorf("kept %q", kept)
			}
		})
	}
}

// A disk that hangs must not keep Kaonavi waiting.
func TestADiskThatHangs(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	h := &hook.Receiver{Keep: func([]byte) error { <-release; return nil }, Refused: func(int, say.Text) {}}
	w := httptest.NewRecorder()
	began := time.Now()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(event)))
	if took := time.Since(began); w.Code != 503 || took > 2*time.Second {
		t.Errorf("%d after %s", w.Code, took)
	}
}
