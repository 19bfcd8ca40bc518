package cmd_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var listening = regexp.MustCompile(`listening on (http://\S+);`)

// post sends a file as Kaonavi sends an event, to the address that a listener says in its messages, and compares the status:
// post said.txt /path SECRET event.json 200.
func post(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 5 {
		ts.Fatalf("usage: post MESSAGES PATH SECRET FILE STATUS")
	}
	r, err := http.NewRequest(http.MethodPost, awaitAddress(ts, args[0])+args[1], strings.NewReader(ts.ReadFile(args[3])))
	ts.Check(err)
	r.Header.Set("Kaonavi-Token", args[2])
	r.Header.Set("User-Agent", "Kaonavi-Webhook")
	began := time.Now()
	answer, err := http.DefaultClient.Do(r)
	ts.Check(err)
	ts.Check(answer.Body.Close())
	if got := fmt.Sprint(answer.StatusCode); got != args[4] {
		ts.Fatalf("answered %s, want %s", got, args[4])
	}
	if took := time.Since(began); took > 2*time.Second {
		ts.Fatalf("answered after %s", took)
	}
}

// awaitAddress reads the messages until they name the address.
func awaitAddress(ts *testscript.TestScript, messages string) string {
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); <-look.C {
		if found := listening.FindStringSubmatch(ts.ReadFile(messages)); found != nil {
			return found[1]
		}
	}
	ts.Fatalf("nobody listens: %s", ts.ReadFile(messages))
	return ""
}
