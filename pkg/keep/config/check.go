package config

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/lang"
	"github.com/genba-cli/genba/pkg/vendors"
)

// checkEndpoint wants a method and a path below base_url.
func checkEndpoint(v vendors.Vendor, name, place, value string) error {
	endpointForm := regexp.MustCompile(`^(GET|POST|PUT|PATCH|DELETE) /[^\s]*$`)
	method, address, _ := strings.Cut(value, " ")
	switch whole := !strings.HasPrefix(address, "/") && strings.Contains(address, "://"); {
	case whole && slices.Contains(v.AnyHost, name) && endpointForm.MatchString(method+" /"):
		return checkURL(place, address)
	case whole || !endpointForm.MatchString(value):
		return fault.Errorf(fault.Usage, "%s must be a method and a path, such as %q", place, "PUT /sales")
	}
	return nil
}

// checkValue says what is wrong with a value of a key ("lang", "akashi.base_url"), without repeating
// the value: a URL may carry a password. place is what the message calls it.
func checkValue(key, place, value string) error {
	if strings.ContainsFunc(value, unicode.IsControl) {
		return fault.Errorf(fault.Usage, "%s must not hold control characters or line breaks", place)
	}
	switch key[strings.IndexByte(key, '.')+1:] {
	case "base_url", "auth_url", "token_url":
		return checkURL(place, value)
	case "timezone":
		if _, err := time.LoadLocation(value); err != nil {
			return fault.Errorf(fault.Usage, "%s must be a time zone name such as Asia/Tokyo", place)
		}
	case "secret_store":
		return oneOf(place, value, "keyring", "file")
	case "state":
		if value == "file" {
			return nil
		}
		if !postgres.Matches(value) {
			return fault.Errorf(fault.Usage, "%s must be file or postgres://user@host/database", place)
		}
		_, err := postgres.Parse(value)
		return err
	case "closing_day":
		if _, err := period.ParseClosing(value); err != nil || strings.TrimSpace(value) == "" {
			return oneOf(place, value, period.ClosingDays()...)
		}
	case "answer_limit", "stream_limit":
		_, err := parseSize(place, value)
		return err
	case "lang":
		return oneOf(place, value, lang.Names()...)
	case "token_encoding":
		if strings.HasPrefix(key, "kaonavi.") {
			return oneOf(place, value, "json", "form")
		}
		return oneOf(place, value, "multipart", "urlencoded")
	case "requests_per_hour", "updates_per_minute":
		if n, err := strconv.Atoi(value); err != nil || n < 1 {
			return fault.Errorf(fault.Usage, "%s must be a number from 1", place)
		}
	case "pkce":
		return oneOf(place, value, "true", "false")
	}
	return nil
}

func oneOf(place, value string, words ...string) error {
	for _, w := range words {
		if value == w {
			return nil
		}
	}
	if len(words) == 2 {
		return fault.Errorf(fault.Usage, "%s must be %s or %s", place, words[0], words[1])
	}
	return fault.Errorf(fault.Usage, "%s must be one of %s", place, strings.Join(words, ", "))
}

func checkURL(place, value string) error {
	u, err := url.Parse(value)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return fault.Errorf(fault.Usage, "%s must be a whole URL such as https://api.example.jp/v1", place)
	case u.User != nil:
		return fault.Errorf(fault.Usage, "%s must not hold a user name or password", place)
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return nil
	}
	return fault.Errorf(fault.Usage, "%s must begin with https:// (http:// is accepted for this machine only)", place)
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}
