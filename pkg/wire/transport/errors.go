package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
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

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	mayHave       = "%s; the request may or may not have taken effect, and was not sent again"
	ambiguousHint = "look up whether it took effect before sending it again"
)

// encodingError is an answer compressed in a way that was not asked for.
type encodingError string

func (e encodingError) Error() string { return "compressed as " + string(e) }

// cause replaces an error of the network below a fault: net/http's own carry the URL with the token
// in it. is keeps errors.Is working for what callers may ask.
type cause struct {
	say.Text
	is error
}

func (e *cause) Error() string { return e.String() }
func (e *cause) Unwrap() error { return e.is }

// because returns a cause without an error below it.
func because(format say.Format, args ...any) *cause { return &cause{Text: say.T(format, args...)} }

// fault returns an error about this exchange: subject, host, what happened.
func (x *exchange) fault(k fault.Kind, clause say.Text, err error) *fault.Error {
	return &fault.Error{
		Kind: k, Status: x.status, Err: err,
		Message: say.T("%s: %s: %s", x.r.subject(), x.req.URL.Host, clause),
	}
}

func (x *exchange) ambiguous(clause say.Text, err error) *fault.Error {
	e := x.fault(fault.Temporary, say.T(mayHave, clause), err).WithHint(ambiguousHint)
	e.Ambiguous = true
	return e
}

// broke returns the failure of an exchange that ended without a whole answer.
func (x *exchange) broke(err error) *failure {
	why, kind, hint := x.explain(err)
	f := &failure{why: why.Text, unsent: x.certainlyNotSent(err)}
	if x.r.Kind == Write && !f.unsent {
		e := x.ambiguous(why.Text, why)
		e.Hint = say.Lines(e.Hint, hint)
		f.err = e
		return f
	}
	clause := why.Text
	if x.r.Kind == Write {
		clause = say.T("%s, nothing was sent", clause)
	}
	e := x.fault(kind, clause, why)
	e.Hint = hint
	// An answer that is too long would be as long the next time, and cost as much.
	over := (*limitError)(nil)
	f.err, f.again = e, kind == fault.Temporary && x.ctx.Err() == nil && !errors.As(err, &over)
	return f
}

// certainlyNotSent reports whether no byte of the request has left.
func (x *exchange) certainlyNotSent(err error) bool {
	if x.sent.Load() || x.status != 0 {
		return false
	}
	var op *net.OpError
	var dns *net.DNSError
	return x.c.ownNetwork || errors.As(err, &dns) || errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect")
}

// explain says what an error of the network means, without its text where that may hold a secret.
func (x *exchange) explain(err error) (why *cause, kind fault.Kind, hint say.Text) {
	var (
		proxy    *proxyError
		said     *fault.Error
		dns      *net.DNSError
		errno    syscall.Errno
		timeout  net.Error
		over     *limitError
		encoding encodingError
		corrupt  flate.CorruptInputError
		file     *fs.PathError
	)
	kind = fault.Temporary
	none := say.Text{}
	switch stop := x.ctx.Err(); {
	case errors.Is(stop, context.Canceled):
		return &cause{say.T("interrupted"), stop}, fault.Interrupted, none
	case stop != nil:
		return &cause{say.T("the time allowed ran out"), stop}, kind, none
	case x.watch.expired():
		return &cause{x.late(), os.ErrDeadlineExceeded}, kind, none
	case errors.As(err, &over):
		return &cause{over.text(), nil}, kind, over.hint()
	case errors.As(err, &encoding):
		return because("the answer is compressed as %s, which was not asked for", x.c.clean(string(encoding))), fault.Other, none
	case errors.As(err, &proxy):
		return &cause{proxy.fault.Message, nil}, proxy.fault.Kind, proxy.fault.Hint
	case errors.As(err, &said):
		return &cause{said.Message.Map(x.c.clean), nil}, said.Kind, said.Hint
	}
	if text, hint := tlsProblem(err); !text.IsZero() {
		return &cause{text.Map(x.c.clean), nil}, fault.Other, hint
	}
	via := func(what say.Text) say.Text { return x.via(err, what) }
	switch {
	case errors.As(err, &dns):
		what := say.T("name lookup failed")
		if dns.IsNotFound {
			what = say.T("no such host")
		}
		return &cause{via(what), nil}, kind, say.T("check the network, base_url and the proxy variables")
	case errors.As(err, &file):
		return &cause{say.T("%w", file).Map(x.c.clean), file.Err}, fault.Other, none
	case errors.As(err, &errno):
		return &cause{via(networkWords(errno)), errno}, kind, none
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt):
		return because("the compressed answer is damaged"), kind, none
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		if x.status != 0 {
			return &cause{say.T("the answer was cut off"), io.ErrUnexpectedEOF}, kind, none
		}
		return &cause{via(say.T("the connection was closed without an answer")), io.ErrUnexpectedEOF}, kind, none
	case errors.As(err, &timeout) && timeout.Timeout():
		return &cause{via(say.T("timed out while connecting")), os.ErrDeadlineExceeded}, kind, none
	}
	return &cause{via(say.T("%w", err).Map(x.c.clean)), nil}, kind, none
}

// late says what did not come in time.
func (x *exchange) late() say.Text {
	switch limit := x.watch.limit; {
	case x.pace == nil:
		return say.T("no answer within %s", limit)
	case x.pace.came == 0:
		return say.T("the answer stopped coming: nothing within %s", limit)
	default:
		return say.T("the answer comes too slowly: %d {byte|bytes} within %s", x.pace.came, limit)
	}
}

// via names the proxy when it, and not the vendor, is what can't be reached.
func (x *exchange) via(err error, what say.Text) say.Text {
	var op *net.OpError
	if !errors.As(err, &op) || op.Op != "proxyconnect" || x.c.proxy == nil {
		return what
	}
	if u, err := x.c.proxy(x.req); err == nil && u != nil {
		return say.T("the proxy %s: %s", u.Host, what)
	}
	return say.T("the proxy: %s", what)
}

// tlsProblem returns what is wrong with the other side's certificate or TLS; nothing when that is not it.
func tlsProblem(err error) (text, hint say.Text) {
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
		return say.T("its certificate can't be verified: %s", verify.Err), say.T(trust)
	case errors.As(err, &authority), errors.As(err, &host), errors.As(err, &invalid):
		return say.T("its certificate can't be verified: %s", err), say.T(trust)
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		return say.T("what answers there does not speak TLS"), say.T("check base_url (https, port) and HTTPS_PROXY")
	}
	return say.Text{}, say.Text{}
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

// itself returns err as a fault, when it is one and does not only wrap one.
func itself(err error) (*fault.Error, bool) {
	e, ok := err.(*fault.Error) //nolint:errorlint // one that is only wrapped is not meant
	return e, ok
}

// restate returns a copy of err that may be added to. A status other than 0 is that of an answer for
// which err may not name one.
func restate(err error, status int) *fault.Error {
	if own, ok := itself(err); ok {
		e := *own
		if e.Message.IsZero() {
			bare := *own
			bare.Code, bare.Status = "", 0
			e.Message = say.T("%w", &bare)
		}
		return &e
	}
	e := &fault.Error{Kind: fault.KindOf(err), Message: say.T("%w", err), Hint: fault.HintOf(err), Status: status, Err: err}
	if inner := (*fault.Error)(nil); errors.As(err, &inner) {
		e.Status = 0 // its text is in err's, status and all
	}
	return e
}

// mask returns err without known secrets, in its text and in everything it wraps.
func (c *Client) mask(err error) error {
	if err == nil || !c.carries(err) {
		return err
	}
	set := c.o.Redact
	if e, ok := itself(err); ok {
		masked := *e
		masked.Code, masked.Message, masked.Hint = set.String(e.Code), e.Message.Map(set.String), e.Hint.Map(set.String)
		masked.Err = c.mask(e.Err)
		return &masked
	}
	return &cause{say.Verbatim(set.String(err.Error())), c.mask(errors.Unwrap(err))}
}

// carries reports whether err or anything it wraps shows a known secret.
func (c *Client) carries(err error) bool {
	for ; err != nil; err = errors.Unwrap(err) {
		text := err.Error()
		if e, ok := itself(err); ok {
			text += " " + e.Code + " " + e.Message.String() + " " + e.Hint.String()
		}
		if c.o.Redact.String(text) != text {
			return true
		}
	}
	return false
}
