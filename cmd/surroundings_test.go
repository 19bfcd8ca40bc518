package cmd_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/genba-cli/genba/internal/contract"
	"github.com/genba-cli/genba/pkg/sandbox"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	kaonaviv2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
)

// house is what the runs of one test share.
type house struct {
	t      *testing.T
	agreed map[string]*contract.Contract // by vendor
}

// documents returns the vendors' contracts.
func documents() map[string][]byte {
	return map[string][]byte{
		"akashi":  akashi.OpenAPI,
		"flexcrm": flexcrm.OpenAPI,
		"kaonavi": kaonavi.OpenAPI,

		"kaonavi/v2": kaonaviv2.OpenAPI,

		"logimeter": logimeter.OpenAPI,
		"nipoplus":  nipoplus.OpenAPI,
	}
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, agreed: map[string]*contract.Contract{}}
	for vendor, document := range documents() {
		agreed, err := contract.New(document)
		if err != nil {
			t.Fatalf("%s: %v", vendor, err)
		}
		h.agreed[vendor] = agreed
	}
	return h
}

// surroundings returns the environment of one run, out of reach of the developer's keyring, config and proxies: an empty
// home in the folder, the file store, and a sandbox of its own with every request and answer checked against
// openapi.yaml. in, if there is one, stands in front of the sandbox.
func (h *house) surroundings(folder string, in func(http.Handler) http.Handler) (env map[string]string, closeDown func(), err error) {
	return h.surroundingsOf(sandbox.Options{Seed: 1}, folder, in)
}

// surroundingsOf is surroundings with a sandbox of the caller's choice.
func (h *house) surroundingsOf(o sandbox.Options, folder string, in func(http.Handler) http.Handler) (env map[string]string, closeDown func(), err error) {
	home := filepath.Join(folder, ".home")
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, nil, err
	}
	o.Wrap = func(name string, vendor http.Handler) http.Handler {
		agreed := h.agreed[name].Wrap("", vendor, contract.Fail(h.t))
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodHead { // a look at the address, which is no request of the API
				vendor.ServeHTTP(w, r)
				return
			}
			agreed.ServeHTTP(w, r)
		})
	}
	s := sandbox.New(o)
	handler := s.Handler()
	if in != nil {
		handler = in(handler)
	}
	server := httptest.NewServer(handler)
	env = map[string]string{
		"HOME": home, "XDG_CONFIG_HOME": filepath.Join(home, "config"), "XDG_DATA_HOME": filepath.Join(home, "data"),
		"APPDATA": filepath.Join(home, "config"), "LOCALAPPDATA": filepath.Join(home, "data"), // the same on Windows
		"XDG_RUNTIME_DIR": home, "DBUS_SESSION_BUS_ADDRESS": "unix:path=" + filepath.Join(home, "no-bus"),
		"GENBA_SECRET_STORE": "file", "GENBA_AGE_IDENTITY_FILE": filepath.Join(home, "identity.txt"),
	}
	for _, variable := range s.Env(strings.TrimPrefix(server.URL, "http://")) {
		name, value, _ := strings.Cut(variable, "=")
		env[name] = value
	}
	env["GENBA_LOGIMETER_REDIRECT_URL"] = callback()
	env["GORACE"] = "atexit_sleep_ms=0" // else every genba that is built with -race lingers for a second
	env["SANDBOX_TOKEN"] = env["GENBA_AKASHI_TOKEN"]
	return env, server.Close, nil
}
