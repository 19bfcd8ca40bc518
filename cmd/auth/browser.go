package auth

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"github.com/genba-cli/genba/pkg/keep/credential"
)

// addressPlace is where an opener in BROWSER may want the address; else it comes last.
const addressPlace = "%s"

// openers returns the programs that open an address in the browser: those that BROWSER names, with a colon between, and then those
// of the system. The first that is there is used. xdg-open reads BROWSER only where there is no desktop.
func (t *tree) openers() [][]string {
	if runtime.GOOS == "windows" {
		return systemOpeners()
	}
	var chosen [][]string
	for command := range strings.SplitSeq(t.Getenv("BROWSER"), ":") {
		if words := strings.Fields(command); len(words) > 0 {
			chosen = append(chosen, words)
		}
	}
	return append(chosen, systemOpeners()...)
}

func systemOpeners() [][]string {
	switch runtime.GOOS {
	case "darwin":
		return [][]string{{"open"}}
	case "windows":
		return [][]string{{"rundll32", "url.dll,FileProtocolHandler"}}
	}
	return [][]string{{"xdg-open"}, {"wslview"}, {"x-www-browser"}}
}

// browse has the browser open an address and does not wait for it: some openers end with the browser. failed is closed
// when the opener says that it could not; nil: there is none at all. What it prints goes nowhere, stdout being data.
func (t *tree) browse(ctx context.Context, address string) (failed <-chan struct{}) {
	for _, words := range t.openers() {
		program, err := exec.LookPath(words[0])
		if err != nil {
			continue
		}
		// The browser stays when genba ends.
		c := exec.CommandContext(context.WithoutCancel(ctx), program, opening(words[1:], address)...) //nolint:gosec // G204: an address of the operator's own config
		c.Env = credential.PublicEnvironment(os.Environ())
		if c.Start() != nil {
			continue
		}
		broken := make(chan struct{})
		go func() {
			if c.Wait() != nil {
				close(broken)
			}
		}()
		return broken
	}
	return nil
}

// opening returns the arguments of an opener with the address in its place.
func opening(arguments []string, address string) []string {
	var all []string
	placed := false
	for _, argument := range arguments {
		placed = placed || strings.Contains(argument, addressPlace)
		all = append(all, strings.ReplaceAll(argument, addressPlace, address))
	}
	if !placed {
		all = append(all, address)
	}
	return all
}
