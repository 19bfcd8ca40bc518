package auth

import (
	"context"
	"os/exec"
	"runtime"
)

// openers are the programs that open an address in the browser, by system; the first that is there is used.
func openers() [][]string {
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
	for _, words := range openers() {
		program, err := exec.LookPath(words[0])
		if err != nil {
			continue
		}
		// The browser stays when genba ends.
		c := exec.CommandContext(context.WithoutCancel(ctx), program, append(words[1:], address)...) //nolint:gosec // G204: an address of the operator's own config
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
