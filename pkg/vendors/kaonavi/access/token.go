// Package access keeps an access token of Kaonavi's for all processes of a company: in memory, and in a store that the
// processes share. It must not know which version of the API issues the token, nor how.
package access

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// Credentials are what a company gets from Kaonavi.
type Credentials struct{ Key, Secret string }

// Token is an access token.
type Token struct {
	Value     string
	ExpiresAt time.Time
}

// margin is how long before its end a token is not begun with any more.
const margin = time.Minute

// fresh reports whether a request may still be begun with the token.
func (t Token) fresh(now time.Time) bool { return t.Value != "" && t.ExpiresAt.Sub(now) > margin }

// text returns the token as it is stored: for whom, until when, what. The owner keeps a token from being sent to another
// company or another host.
func (t Token) text(owner string) string {
	return owner + " " + strconv.FormatInt(t.ExpiresAt.Unix(), 10) + " " + t.Value
}

func parse(text, owner string) Token {
	parts := strings.Split(text, " ")
	if len(parts) != 3 || parts[0] != owner {
		return Token{}
	}
	seconds, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return Token{}
	}
	return Token{Value: parts[2], ExpiresAt: time.Unix(seconds, 0)}
}

// ownerOf stands for the secrets at an address.
func ownerOf(baseURL string, who Credentials) string {
	sum := sha256.Sum256([]byte(strings.TrimRight(baseURL, "/") + "\x00" + who.Key + "\x00" + who.Secret))
	return hex.EncodeToString(sum[:8])
}

// Company stands for the company that a consumer key belongs to, for the name of what is counted for it. It does not
// tell the key.
func Company(key string) string {
	sum := sha256.Sum256([]byte("company\x00" + key))
	return hex.EncodeToString(sum[:8])
}
