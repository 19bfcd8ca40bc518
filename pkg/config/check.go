package config

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/genba-cli/genba/pkg/period"
	"github.com/genba-cli/genba/pkg/vendors"
)

// checkEndpoint wants a method and a path below base_url.
func checkEndpoint(v vendors.Vendor, name, value string) error {
	endpointForm := regexp.MustCompile(`^(GET|POST|PUT|PATCH|DELETE) /[^\s]*$`)
	method, address, _ := strings.Cut(value, " ")
	switch whole := !strings.HasPrefix(address, "/") && strings.Contains(address, "://"); {
	case whole && slices.Contains(v.AnyHost, name) && endpointForm.MatchString(method+" /"):
		return checkURL(address)
	case whole || !endpointForm.MatchString(value):
		return errors.New(`must be a method and a path, such as "PUT /sales"`)
	}
	return nil
}

// checkValue says what is wrong with a value of a key ("lang", "akashi.base_url"), without repeating
// the value: a URL may carry a password.
func checkValue(key, value string) error {
	if strings.ContainsFunc(value, unicode.IsControl) {
		return errors.New("must not hold control characters or line breaks")
	}
	switch key[strings.IndexByte(key, '.')+1:] {
	case "base_url", "auth_url", "token_url":
		return checkURL(value)
	case "timezone":
		if _, err := time.LoadLocation(value); err != nil {
			return errors.New("must be a time zone name such as Asia/Tokyo")
		}
	case "secret_store":
		return oneOf(value, "keyring", "file")
	case "closing_day":
		return oneOf(value, period.ClosingDays()...)
	case "lang":
		return oneOf(value, "ja", "en")
	case "token_encoding":
		if strings.HasPrefix(key, "kaonavi.") {
			return oneOf(value, "json", "form")
		}
		return oneOf(value, "multipart", "urlencoded")
	case "pkce":
		return oneOf(value, "true", "false")
	}
	return nil
}

func oneOf(value string, words ...string) error {
	for _, w := range words {
		if value == w {
			return nil
		}
	}
	return fmt.Errorf("must be %s", strings.Join(words, " or "))
}

func checkURL(value string) error {
	u, err := url.Parse(value)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return errors.New("must be a whole URL such as https://api.example.jp/v1")
	case u.User != nil:
		return errors.New("must not hold a user name or password")
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return nil
	}
	return errors.New("must begin with https:// (http:// is accepted for this machine only)")
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}
