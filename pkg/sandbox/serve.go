package sandbox

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// drain is how long requests under way may take once the sandbox is told to stop.
const drain = 3 * time.Second

// Listen opens the address, for example "127.0.0.1:0". Only loopback: the sandbox gives its token to
// anyone who asks in the right way, and must not be taken for a service. A wrong address is
// fault.Usage.
func Listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "listen address %q: %w", addr, err).WithHint("use 127.0.0.1:8800, or 127.0.0.1:0 for any free port")
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fault.Errorf(fault.Usage, "listen address %q is not loopback; the sandbox serves this machine only", addr).
			WithHint("use 127.0.0.1:8800, or 127.0.0.1:0 for any free port")
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(context.Background(), "tcp", addr) // binding a loopback port does not wait for anything
	if err != nil {
		return nil, fault.Errorf(fault.Other, "cannot listen on %s: %w", addr, err).WithHint("another program may hold the port; 127.0.0.1:0 takes any free one")
	}
	// localhost is what the machine's resolver says it is.
	if tcp, ok := ln.Addr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		return nil, errors.Join(fault.Errorf(fault.Usage, "listen address %q is not loopback on this machine", addr), ln.Close())
	}
	return ln, nil
}

// Serve answers until ctx ends, lets requests under way finish, and closes the listener. It returns
// nil when ctx ended it.
func (s *Sandbox) Serve(ctx context.Context, ln net.Listener) error {
	server := &http.Server{Handler: loopbackOnly(s.Handler()), ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(ln) }()
	select {
	case err := <-failed:
		return fault.Errorf(fault.Other, "the sandbox stopped serving: %w", err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		_ = server.Close() // a client that never finishes must not keep the sandbox
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fault.Errorf(fault.Other, "the sandbox stopped serving: %w", err)
	}
	return nil
}

// loopbackOnly answers 421 under any other name than this machine's: a web page may have a name of its own point here
// (DNS rebinding). The port may be another one, as behind ssh -L.
func loopbackOnly(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopbackName(r.Host) {
			http.Error(w, "Nothing is served under this host name.", http.StatusMisdirectedRequest)
			return
		}
		h.ServeHTTP(w, r)
	})
}

func loopbackName(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || err == nil && ip.Unmap().IsLoopback()
}
