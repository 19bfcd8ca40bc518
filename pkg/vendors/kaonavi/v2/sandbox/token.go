package sandbox

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// issueToken answers POST /token: Basic and a form.
func (c *call) issueToken() answer {
	if c.request.Method != http.MethodPost {
		return refuse(http.StatusMethodNotAllowed, "メソッドが正しくありません。")
	}
	form, err := url.ParseQuery(string(c.body))
	isForm := strings.HasPrefix(c.request.Header.Get("Content-Type"), "application/x-www-form-urlencoded")
	if err != nil || !isForm || form.Get("grant_type") != "client_credentials" {
		return refuse(http.StatusBadRequest, "grant_typeが正しくありません。")
	}
	key, secret, given := c.request.BasicAuth()
	if !given || key != c.o.Key || secret != c.o.Secret {
		return refuse(http.StatusUnauthorized, "Consumer KeyまたはConsumer Secretが正しくありません。")
	}
	token := "sandboxv2token" + rand.Text()
	c.tokens[token] = c.now.Add(TokenLife)
	life := "expire_in"
	if c.o.ExpiresIn {
		life = "expires_in"
	}
	return ok(object{"access_token": token, "token_type": "Bearer", life: int(TokenLife / time.Second)})
}

// window is a limit that slides; how the vendor's does is not known.
type window struct {
	most int
	per  time.Duration
	used []time.Time
}

// full reports whether there is no room, and until when.
func (w *window) full(now time.Time) (until time.Time, full bool) {
	w.used = slices.DeleteFunc(w.used, func(at time.Time) bool { return !at.Add(w.per).After(now) })
	if len(w.used) < w.most {
		return time.Time{}, false
	}
	return w.used[0].Add(w.per), true
}

func (w *window) use(now time.Time) { w.used = append(w.used, now) }
