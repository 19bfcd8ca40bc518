package transport_test

import (
	"errors"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func TestBadProxyVariableIsRefusedByNew(t *testing.T) {
	_, err := transport.New(transport.Options{BaseURL: "https://h.example", Proxy: func(*http.Request) (*url.URL, error) {
		return nil, errors.New(`invalid proxy address "http://operator:pass-SECRET@%"`)
	}})
	wantKind(t, err, fault.Usage)
	wantNoSecret(t, err, "pass-SECRET")
}

// net/http passes over a variable that it can't read, and the connection would go past the proxy.
func TestProxyVariablesThatAreNoAddress(t *testing.T) {
	for value, good := range map[string]bool{
		"http://operator:SEC%25RETPW@proxy.example:8080": true,
		"http://proxy.example":                           true,
		"proxy.example:8080":                             true,
		"operator:SECRETPW@proxy.example:8080":           true,
		"socks5://127.0.0.1:1080":                        true,
		"https://[::1]:8443/":                            true,
		"http://operator:SEC%RETPW@proxy.example:8080":   false,
		"operator:SEC%RETPW@proxy.example:8080":          false,
		"http://operator:SEC^RETPW@proxy.example:8080":   false,
		"http://operator:SECRETPW@proxy.example:80a":     false,
		"http://operator:SECRETPW@proxy.example:":        false,
		"http://operator:SECRETPW@:8080":                 false,
		"http://operator:SEC/RETPW@proxy.example:8080":   false,
		"ftp://operator:SECRETPW@proxy.example:8080":     false,
		"http:// operator:SECRETPW@proxy.example:8080":   false,
		"http://operator:SECRETPW@proxy.example:8080\n":  false,
	} {
		for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
			t.Run(name+"="+value, func(t *testing.T) {
				for _, other := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
					t.Setenv(other, "")
				}
				t.Setenv(name, value)
				_, err := transport.New(transport.Options{BaseURL: "https://h.example"})
				if good {
					if err != nil {
						t.Fatal(err)
					}
					return
				}
				wantKind(t, err, fault.Usage)
				if os.Getenv(strings.ToUpper(name)) != "" { // Windows doesn't tell the two spellings apart
					name = strings.ToUpper(name)
				}
				if !strings.HasPrefix(err.Error(), name+" is not the address of a proxy") {
					t.Errorf("got %v", err)
				}
				for _, part := range []string{"SEC", "RETPW", "operator", "proxy.example:80"} {
					if text := err.Error() + strings.ReplaceAll(fault.HintOf(err).String(), "proxy.example.com", ""); strings.Contains(text, part) {
						t.Errorf("the value is repeated: %s", text)
					}
				}
			})
		}
	}
}

// The spelling in small letters is not looked at where the other one is set.
func TestProxyVariableThatCounts(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://proxy.example:8080")
	t.Setenv("https_proxy", "http://%")
	if os.Getenv("HTTPS_PROXY") == "http://%" {
		t.Skip("the two spellings are one variable here")
	}
	if _, err := transport.New(transport.Options{BaseURL: "https://h.example"}); err != nil {
		t.Error(err)
	}
}

// This machine is never reached through a proxy, whatever the variables hold.
func TestProxyVariableAndThisMachine(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://%")
	for _, base := range []string{"http://localhost:8787", "https://127.0.0.1:8787", "http://[::1]:8787"} {
		if _, err := transport.New(transport.Options{BaseURL: base}); err != nil {
			t.Errorf("%s: %v", base, err)
		}
	}
}
