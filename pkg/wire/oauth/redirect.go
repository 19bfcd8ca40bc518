package oauth

import (
	"net"
	"net/netip"
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// redirect is a registered redirect URI.
type redirect struct {
	text   string
	host   string   // as browsers send it: "localhost:8765"
	path   string   // "/callback"
	listen []string // addresses of this machine, none when it is not here
}

const registerHint = "register http://127.0.0.1:PORT/callback with the vendor for a browser on this machine, and set the same as redirect_url"

// parseRedirect reads a redirect URI. Plain http on loopback is this machine; everything else, a private scheme too, is a
// place where only the person can pick up the code.
func parseRedirect(text string) (redirect, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme == "":
		return redirect{}, fault.New(fault.Usage, "redirect_url is not a whole URL").WithHint(registerHint)
	case u.Fragment != "" || u.User != nil:
		return redirect{}, fault.New(fault.Usage, "redirect_url must not hold a fragment (#), user or password").WithHint(registerHint)
	}
	r := redirect{text: text, host: strings.ToLower(u.Host), path: u.Path}
	if r.path == "" {
		r.path = "/"
	}
	if u.Scheme != "http" {
		return r, nil
	}
	port := u.Port()
	switch port {
	case "":
		port = "80"
	case "0":
		return redirect{}, fault.New(fault.Usage, "redirect_url has port 0, which no browser can go to").WithHint(registerHint)
	}
	if strings.EqualFold(u.Hostname(), "localhost") {
		// Browsers take either; binding one alone would leave the other to somebody else.
		r.listen = []string{net.JoinHostPort("127.0.0.1", port), net.JoinHostPort("::1", port)}
	} else if ip, err := netip.ParseAddr(u.Hostname()); err == nil && ip.Unmap().IsLoopback() {
		r.listen = []string{net.JoinHostPort(ip.String(), port)}
	}
	return r, nil
}
