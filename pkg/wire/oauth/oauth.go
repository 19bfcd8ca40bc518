// Package oauth is a login by authorization code (RFC 6749 §4.1) from a terminal: the address to open, the callback that
// catches the code on this machine or the address that a person pastes, and the token requests. It must not know a vendor,
// a command, where tokens are kept, or how a browser is opened, and it does not print.
package oauth

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Options is what an authorization is made of.
type Options struct {
	AuthURL     string // of the vendor, perhaps with some of the query already in it
	RedirectURL string // as it is registered with the vendor
	ClientID    string
	PKCE        bool // RFC 7636, with S256
}

// Attempt is one authorization that a person is asked for. Its state belongs to no other.
type Attempt struct {
	// URL is what the person opens.
	URL string
	// Verifier goes with the code into the token request; empty without PKCE.
	Verifier string
	state    string
	redirect redirect
}

// Begin makes an attempt with a state of its own. What the vendor's address says already is kept; a client id or a
// redirect URI in it that is not the configured one is fault.Usage, because the vendor would refuse the code later.
func Begin(o Options) (*Attempt, error) {
	to, err := parseRedirect(o.RedirectURL)
	if err != nil {
		return nil, err
	}
	address, err := url.Parse(o.AuthURL)
	if err != nil || address.Host == "" {
		return nil, fault.New(fault.Usage, "auth_url is not a whole URL").WithHint("it is the authorization URL that the vendor handed out")
	}
	given, err := url.ParseQuery(address.RawQuery)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "the query of auth_url can't be read: %w", err)
	}
	a := &Attempt{state: secret(), redirect: to}
	query := []string{}
	if given.Has("state") { // one that everybody knows protects nobody
		given.Del("state")
		address.RawQuery = given.Encode()
	}
	if address.RawQuery != "" {
		query = append(query, address.RawQuery)
	}
	add := func(name, value string) error {
		switch old := given.Get(name); {
		case old == "":
			query = append(query, name+"="+url.QueryEscape(value))
		case old != value:
			return fault.Errorf(fault.Usage, "auth_url says %s %q, but configured is %q", name, old, value).
				WithHint("one of the two is not what is registered with the vendor")
		}
		return nil
	}
	parameters := [][2]string{{"response_type", "code"}, {"client_id", o.ClientID}, {"redirect_uri", o.RedirectURL}, {"state", a.state}}
	if o.PKCE {
		a.Verifier = secret()
		sum := sha256.Sum256([]byte(a.Verifier))
		parameters = append(parameters, [2]string{"code_challenge", base64.RawURLEncoding.EncodeToString(sum[:])}, [2]string{"code_challenge_method", "S256"})
	}
	for _, p := range parameters {
		if err := add(p[0], p[1]); err != nil {
			return nil, err
		}
	}
	address.RawQuery, address.Fragment = strings.Join(query, "&"), ""
	a.URL = address.String()
	return a, nil
}

// Local reports whether the callback is on this machine, where Listen can catch the code. Else it has to be pasted.
func (a *Attempt) Local() bool { return len(a.redirect.listen) > 0 }

// RedirectURL returns where the browser ends.
func (a *Attempt) RedirectURL() string { return a.redirect.text }

// mine compares a state without telling by the time it takes how much of it was right.
func (a *Attempt) mine(state string) bool {
	return subtle.ConstantTimeCompare([]byte(state), []byte(a.state)) == 1
}

// secret returns 256 bits that nobody guesses, as RFC 7636 wants a verifier.
func secret() string {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	return base64.RawURLEncoding.EncodeToString(random)
}
