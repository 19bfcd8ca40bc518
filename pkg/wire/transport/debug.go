package transport

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/redact"
)

// logger writes the debug lines, each whole in one Write.
type logger struct {
	mu  sync.Mutex
	w   io.Writer
	set *redact.Set
}

func (l *logger) printf(format string, args ...any) {
	if l.w == nil {
		return
	}
	line := l.set.String(fmt.Sprintf(format, args...)) + "\n"
	l.mu.Lock()
	defer l.mu.Unlock()
	_, _ = io.WriteString(l.w, line)
}

func (l *logger) request(r *http.Request) {
	if l.w != nil {
		l.printf("> %s %s", r.Method, l.maskURL(r.URL))
	}
}

// answer prints an answer; size below 0 is one that is still coming.
func (l *logger) answer(a *http.Response, size int64, took time.Duration) {
	kind, _, err := mime.ParseMediaType(a.Header.Get("Content-Type"))
	if err != nil {
		kind = "-"
	}
	length := "streamed"
	if size >= 0 {
		length = decimalSize(size)
	}
	l.printf("< %d %s %s %s", a.StatusCode, kind, length, short(took))
}

func (l *logger) failed(why fmt.Stringer, took time.Duration) {
	l.printf("< failed: %s %s", why, short(took))
}

// dryRun prints what would be sent. The Authorizer is not asked: it might have to fetch a token.
func (c *Client) dryRun(r *Request) error {
	own := r.clone()
	if r.Body != nil {
		own.Body = &Body{ContentType: r.Body.ContentType, Data: r.Body.Data}
	}
	req, err := c.newRequest(own)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", req.Method, c.log.maskURL(req.URL))
	for _, name := range slices.Sorted(maps.Keys(req.Header)) {
		if name == "User-Agent" || name == "Accept-Encoding" {
			continue
		}
		for _, value := range req.Header[name] {
			if secretHeader(name) {
				value = redact.Mask
			}
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	if r.Body != nil {
		fmt.Fprintf(&b, "\n%s\n", showBody(r.Body, req.Header.Get("Content-Type")))
	}
	b.WriteString("\n")
	c.log.mu.Lock()
	defer c.log.mu.Unlock()
	if _, err := io.WriteString(c.o.DryRun, c.o.Redact.String(b.String())); err != nil {
		return say.Errorf("print the request: %w", err)
	}
	return say.Errorf("%s: %w", r.subject(), ErrDryRun)
}

// showBody returns a body for people; what can't be masked by its structure is not shown.
func showBody(b *Body, contentType string) string {
	kind, _, _ := mime.ParseMediaType(contentType)
	if b.Open == nil {
		var text string
		var ok bool
		switch {
		case kind == "application/x-www-form-urlencoded":
			text, ok = maskForm(b.Data)
		case strings.HasPrefix(kind, "text/"):
			text, ok = string(b.Data), true
		default:
			text, ok = maskJSON(b.Data)
		}
		if ok {
			return text
		}
	}
	size := "of unknown length"
	if n := cmp.Or(b.Size, int64(len(b.Data))); n > 0 || b.Open == nil {
		size = decimalSize(n)
	}
	return fmt.Sprintf("(%s, %s)", cmp.Or(kind, "data"), size)
}

// decimalSize writes a number of bytes as 12.3 kB.
func decimalSize(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

// binarySize returns a limit as it was set: 64 MiB.
func binarySize(n int64) say.Text {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return say.T("%d GiB", n>>30)
	case n >= 1<<20 && n%(1<<20) == 0:
		return say.T("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return say.T("%d KiB", n>>10)
	}
	return say.T("%d {byte|bytes}", n)
}

func short(d time.Duration) string {
	if d >= time.Second {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Millisecond).String()
}
