package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// What the vendor told the operator when the application was registered (§3-2).
const (
	ClientID     = "sandbox-client"
	ClientSecret = "sandbox-client-secret-0123456789"
	RedirectURL  = "http://127.0.0.1:18765/callback"
	// RemoteRedirectURL is registered as well, for logins where the code has to be pasted.
	RemoteRedirectURL = "https://ops.example.jp/logimeter/callback"
)

const (
	codeLife  = 10 * time.Minute      // §3-3
	tokenLife = 172_799 * time.Second // the document's screenshot of a token answer
)

// authorizations are the codes and tokens given out. Codes and refresh tokens work once; a refresh token that comes a
// second time was stolen or lost, and ends all that came of the same consent: the reading that is hardest on a client.
type authorizations struct {
	random  *rand.Rand
	codes   map[string]*code
	access  map[string]access
	refresh map[string]*refresh
	revoked map[int]bool // by family
	family  int          // the last one given
}

type code struct {
	redirectURI string
	challenge   string // PKCE, S256; "" for none
	expires     time.Time
	family      int
	used        bool
}

type access struct {
	family  int
	expires time.Time
}

type refresh struct {
	family int
	used   bool
}

func newAuthorizations(seed int64) *authorizations {
	return &authorizations{
		random: rand.New(rand.NewPCG(uint64(seed), 0x10617e7e2)),
		codes:  map[string]*code{}, access: map[string]access{}, refresh: map[string]*refresh{}, revoked: map[int]bool{},
	}
}

// challengeOf computes S256 of RFC 7636.
func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func (a *authorizations) secret(kind string) string {
	return fmt.Sprintf("sandbox-%s-%016x%016x", kind, a.random.Uint64(), a.random.Uint64())
}

// issue gives a pair of tokens to a family.
func (a *authorizations) issue(family int, now time.Time) (accessToken, refreshToken string) {
	accessToken, refreshToken = a.secret("at"), a.secret("rt")
	a.access[accessToken] = access{family: family, expires: now.Add(tokenLife)}
	a.refresh[refreshToken] = &refresh{family: family}
	return accessToken, refreshToken
}

// AccessToken issues an access token without a login, for commands that are to work at once.
func (s *Server) AccessToken() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.oauth.family++
	token, _ := s.oauth.issue(s.oauth.family, s.now())
	return token
}

// authorized lets requests pass that carry a valid access token under the document's scheme.
func (s *Server) authorized(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "BearerOAuth ")
		s.mu.Lock()
		t, known := s.oauth.access[token]
		ok = ok && known && s.now().Before(t.expires) && !s.oauth.revoked[t.family]
		s.mu.Unlock()
		if !ok {
			s.refuse(w, http.StatusUnauthorized, codeToken, "アクセストークンが正しくないか、有効期限が切れています。")
			return
		}
		h(w, r)
	}
}
