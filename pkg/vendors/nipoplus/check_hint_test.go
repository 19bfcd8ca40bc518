package nipoplus_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// A report that is not there is no reason to doubt the address; an answer that is none of NipoPlus' is.
func TestWhatIsNotThereIsNotTheAddress(t *testing.T) {
	for body, doubted := range map[string]bool{`{"error":true,"message":"日報が見つかりません"}`: false, `{}`: true} {
		c := client(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, body)
		}), "key")
		_, err := c.Report(t.Context(), "g", "nosuch")
		if fault.KindOf(err) != fault.Refused || (fault.HintOf(err).String() != "") != doubted {
			t.Errorf("%s: %v, hint %q", body, err, fault.HintOf(err).String())
		}
	}
}
