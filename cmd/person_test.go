package cmd_test

import (
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// person is the program that plays the one before the browser: person allow|deny|copy|wait ADDRESS. It reads the consent page,
// presses a button and prints the page that this ends on; copy prints its address without going there, wait does nothing. ADDRESS may be a file
// with a line that is one, and is waited for.
func person() {
	if err := press(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "person:", err)
		os.Exit(1)
	}
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

func press(decision, address string) error {
	address, err := addressIn(address)
	if err != nil || decision == "wait" {
		return err
	}
	page, err := http.Get(address)
	if err != nil {
		return err
	}
	defer page.Body.Close()
	text, err := io.ReadAll(page.Body)
	if err != nil {
		return err
	}
	if page.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: HTTP %d %s", address, page.StatusCode, text)
	}
	form := url.Values{"decision": {strings.Replace(decision, "copy", "allow", 1)}}
	for _, field := range hidden.FindAllStringSubmatch(string(text), -1) {
		form.Set(field[1], html.UnescapeString(field[2]))
	}
	action, _, _ := strings.Cut(address, "?")
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		if decision == "copy" {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	last, err := browser.PostForm(action, form)
	if err != nil {
		return err
	}
	defer last.Body.Close()
	if decision == "copy" {
		fmt.Println(last.Header.Get("Location"))
		return nil
	}
	fmt.Println("at", last.Request.URL)
	_, err = io.Copy(os.Stdout, last.Body)
	return err
}

// addressIn returns what was given, or the first line of a file that is an address.
func addressIn(given string) (string, error) {
	if strings.HasPrefix(given, "http://") {
		return given, nil
	}
	for range time.Tick(10 * time.Millisecond) {
		text, err := os.ReadFile(given)
		if err != nil && !os.IsNotExist(err) {
			return "", err
		}
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "http://") && strings.HasSuffix(line, "\n") {
				return strings.TrimSpace(line), nil
			}
			if strings.HasPrefix(line, "hint: ") {
				return "", fmt.Errorf("the login ended: %s", text)
			}
		}
	}
	return "", nil
}

// callback returns a redirect URI of one test's own. All of 127/8 is this machine on Linux; elsewhere a port that was free a
// moment ago has to do.
func callback() string {
	if runtime.GOOS == "linux" {
		return fmt.Sprintf("http://127.%d.%d.%d:18765/callback", 1+rand.N(254), rand.N(256), 1+rand.N(254))
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String() + "/callback"
}
