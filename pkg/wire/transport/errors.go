package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"

	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	mayHave       = "; the request may or may not have taken effect, and was not sent again"
	ambiguousHint = "look up whether it took effect before sending it again"
)

var errTooLarge = errors.New("the answer is too large")

// encodingError is an answer compressed in a way that was not asked for.
type encodingError string

func (e encodingError) Error() string { return "the answer is compressed as " + string(e) }

// cause replaces an error of the network below a fault: net/http's own carry the URL with the token
// in it. is keeps errors.Is working for what callers may ask.
type cause struct {
	text string
	is   error
}

func (e *cause) Error() string { return e.text }
func (e *cause) Unwrap() error { return e.is }

// fault is an error about this exchange: subject, host, what happened.
func (x *exchange) fault(k fault.Kind, clause string, err error) *fault.Error {
	return &fault.Error{
		Kind: k, Status: x.status, Err: err,
		Message: x.r.subject() + ": " + x.req.URL.Host + ": " + clause,
	}
}

func (x *exchange) ambiguous(clause string, err error) *fault.Error {
	e := x.fault(fault.Temporary, clause+mayHave, err).WithHint(ambiguousHint)
	e.Ambiguous = true
	return e
}

// broke is the failure of an exchange that ended without a whole answer.
func (x *exchange) broke(err error) *failure {
	why, kind, hint := x.explain(err)
	f := &failure{why: why.text}
	notSent := x.certainlyNotSent(err)
	if x.r.Kind == Write && !notSent {
		e := x.ambiguous(why.text, why)
		if hint != "" {
			e.Hint += "\n" + hint
		}
		f.err = e
		return f
	}
	clause := why.text
	if x.r.Kind == Write {
		clause += ", nothing was sent"
	}
	e := x.fault(kind, clause, why)
	e.Hint = hint
	f.err, f.again = e, kind == fault.Temporary && x.ctx.Err() == nil
	return f
}

// certainlyNotSent says that no byte of the request has left.
func (x *exchange) certainlyNotSent(err error) bool {
	if x.sent.Load() || x.status != 0 {
		return false
	}
	var op *net.OpError
	var dns *net.DNSError
	return x.c.ownNetwork || errors.As(err, &dns) || errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect")
}

// explain says what an error of the network means, without its text where that may hold a secret.
func (x *exchange) explain(err error) (why *cause, kind fault.Kind, hint string) {
	var (
		proxy    *proxyError
		said     *fault.Error
		dns      *net.DNSError
		errno    syscall.Errno
		timeout  net.Error
		encoding encodingError
		corrupt  flate.CorruptInputError
		file     *fs.PathError
	)
	kind = fault.Temporary
	switch stop := x.ctx.Err(); {
	case errors.Is(stop, context.Canceled):
		return &cause{"interrupted", stop}, fault.Interrupted, ""
	case stop != nil:
		return &cause{"the time allowed ran out", stop}, kind, ""
	case x.watch.expired():
		return &cause{fmt.Sprintf("no answer within %s", x.watch.limit), os.ErrDeadlineExceeded}, kind, ""
	case errors.Is(err, errTooLarge):
		return &cause{"the answer is longer than " + binarySize(x.c.o.BodyLimit), nil}, fault.Other, "ask for less at once"
	case errors.As(err, &encoding):
		return &cause{x.c.clean(encoding.Error()) + ", which was not asked for", nil}, fault.Other, ""
	case errors.As(err, &proxy):
		return &cause{proxy.fault.Message, nil}, proxy.fault.Kind, proxy.fault.Hint
	case errors.As(err, &said):
		return &cause{x.c.clean(said.Message), nil}, said.Kind, said.Hint
	}
	if text, hint := tlsProblem(err); text != "" {
		return &cause{x.c.clean(text), nil}, fault.Other, hint
	}
	via := x.via(err)
	switch {
	case errors.As(err, &dns):
		what := "name lookup failed"
		if dns.IsNotFound {
			what = "no such host"
		}
		return &cause{via + what, nil}, kind, "check the network, base_url and the proxy variables"
	case errors.As(err, &file):
		return &cause{x.c.clean(file.Error()), file.Err}, fault.Other, ""
	case errors.As(err, &errno):
		return &cause{via + errno.Error(), errno}, kind, ""
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt):
		return &cause{"the compressed answer is damaged", nil}, kind, ""
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		if x.status != 0 {
			return &cause{"the answer was cut off", io.ErrUnexpectedEOF}, kind, ""
		}
		return &cause{via + "the connection was closed without an answer", io.ErrUnexpectedEOF}, kind, ""
	case errors.As(err, &timeout) && timeout.Timeout():
		return &cause{via + "timed out while connecting", os.ErrDeadlineExceeded}, kind, ""
	}
	return &cause{via + x.c.clean(err.Error()), nil}, kind, ""
}

// via names the proxy when it, and not the vendor, is what can't be reached.
func (x *exchange) via(err error) string {
	var op *net.OpError
	if !errors.As(err, &op) || op.Op != "proxyconnect" || x.c.proxy == nil {
		return ""
	}
	if u, err := x.c.proxy(x.req); err == nil && u != nil {
		return "the proxy " + u.Host + ": "
	}
	return "the proxy: "
}

// tlsProblem is what is wrong with the other side's certificate or TLS; "" when that is not it.
func tlsProblem(err error) (text, hint string) {
	var (
		verify    *tls.CertificateVerificationError
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
		invalid   x509.CertificateInvalidError
		record    tls.RecordHeaderError
	)
	const trust = "if a proxy or gateway of your company opens TLS connections, name its certificate with ca_file; " +
		"otherwise check base_url, HTTPS_PROXY and this machine's clock and certificates"
	switch {
	case errors.As(err, &verify):
		return "its certificate can't be verified: " + verify.Err.Error(), trust
	case errors.As(err, &authority), errors.As(err, &host), errors.As(err, &invalid):
		return "its certificate can't be verified: " + err.Error(), trust
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		return "what answers there does not speak TLS", "check base_url (https, port) and HTTPS_PROXY"
	}
	return "", ""
}

// clean cuts from a text of the network what may hold a secret: URLs down to their host, and all
// after a quotation mark, where net/http quotes what it received.
func (c *Client) clean(text string) string {
	text, _, _ = strings.Cut(text, `"`)
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "://")
		b.WriteString(before)
		if !found {
			break
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r <= ' ' || strings.ContainsRune("'`<>,)", r) })
		if end < 0 {
			end = len(rest)
		}
		if u, err := url.Parse("x://" + rest[:end]); err == nil {
			b.WriteString("://" + u.Host)
		}
		text = rest[end:]
	}
	return strings.TrimRight(c.o.Redact.String(b.String()), " :")
}

// itself is err as a fault, when it is one and does not only wrap one.
func itself(err error) (*fault.Error, bool) {
	e, ok := err.(*fault.Error) //nolint:errorlint // one that is only wrapped is not meant
	return e, ok
}

// restate is a copy of err that may be added to. A status other than 0 is that of an answer for
// which err may not name one.
func restate(err error, status int) *fault.Error {
	if own, ok := itself(err); ok {
		e := *own
		if e.Message == "" {
			bare := *own
			bare.Code, bare.Status = "", 0
			e.Message = bare.Error()
		}
		return &e
	}
	e := &fault.Error{Kind: fault.KindOf(err), Message: err.Error(), Hint: fault.HintOf(err), Status: status, Err: err}
	if inner := (*fault.Error)(nil); errors.As(err, &inner) {
		e.Status = 0 // its text is in err's, status and all
	}
	return e
}

// mask is err without known secrets, in its text and in everything it wraps.
func (c *Client) mask(err error) error {
	if err == nil || !c.carries(err) {
		return err
	}
	set := c.o.Redact
	if e, ok := itself(err); ok {
		masked := *e
		masked.Code, masked.Message, masked.Hint = set.String(e.Code), set.String(e.Message), set.String(e.Hint)
		masked.Err = c.mask(e.Err)
		return &masked
	}
	return &cause{set.String(err.Error()), c.mask(errors.Unwrap(err))}
}

// carries says whether err or anything it wraps shows a known secret.
func (c *Client) carries(err error) bool {
	for ; err != nil; err = errors.Unwrap(err) {
		text := err.Error()
		if e, ok := itself(err); ok {
			text += " " + e.Code + " " + e.Message + " " + e.Hint
		}
		if c.o.Redact.String(text) != text {
			return true
		}
	}
	return false
}
