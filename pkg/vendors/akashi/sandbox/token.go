package sandbox

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"
)

// token is one access token of one person.
type token struct {
	staffID int64
	expires time.Time
	number  int // in the order of issue
}

// Token returns the administrator's newest token that is still valid, "" when there is none.
func (s *Server) Token() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, newest := "", token{number: -1}
	for text, t := range s.tokens {
		if t.staffID == administratorID && s.now().Before(t.expires) && t.number > newest.number {
			found, newest = text, t
		}
	}
	return found
}

// Issue does what a person does on My Page: a further token for the person, valid beside the
// others. It is "" for an unknown person.
func (s *Server) Issue(staffID int64) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.company.staff(staffID) == nil {
		return ""
	}
	text, _ := s.issue(staffID, s.now())
	return text
}

func (s *Server) issue(staffID int64, now time.Time) (string, token) {
	rng := rand.New(rand.NewPCG(uint64(s.o.Seed), uint64(0x70c3<<32+s.issued)))
	text := fmt.Sprintf("sandbox-%016x%016x", rng.Uint64(), rng.Uint64())
	t := token{staffID: staffID, expires: tokenExpiry(now), number: s.issued}
	s.issued++
	s.tokens[text] = t
	return text, t
}

// tokenExpiry returns a month and a day later at midnight, as the document's example has it. A month
// later than the 31st is the last day of a shorter month.
func tokenExpiry(now time.Time) time.Time {
	return startOfDay(addMonths(now, 1)).AddDate(0, 0, 1)
}

func (s *Server) authenticate(text string, now time.Time) (*staff, *failure) {
	refused := refuse(http.StatusUnauthorized, codeToken, "アクセストークンが正しくないか、有効期限が切れています。")
	t, ok := s.tokens[text]
	if !ok || !now.Before(t.expires) {
		return nil, refused
	}
	p := s.company.staff(t.staffID)
	if p == nil || p.retiredBy(now) {
		return nil, refused
	}
	return p, nil
}

// reissueToken answers with a new token, which is the only one: the old one is dead before the client has the answer.
func (c *call) reissueToken() (answer, *failure) {
	for text, t := range c.tokens {
		if t.staffID == c.owner.id || !c.now.Before(t.expires) {
			delete(c.tokens, text)
		}
	}
	text, t := c.issue(c.owner.id, c.now)
	return answer{response: object{
		{"login_company_code", CompanyID},
		{"staff_id", c.owner.id},
		{"agency_manager_id", nil},
		{"token", text},
		{"expired_at", t.expires.Format(dateTime)},
	}}, nil
}
