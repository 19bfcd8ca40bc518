package transport

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Kind says what may be tried again.
type Kind uint8

// The zero Kind is Read for GET and HEAD and Write for every other method, so that a forgotten one
// never lets a write be sent twice.
const (
	ByMethod Kind = iota
	Read          // may be sent any number of times, whatever its method
	Write         // sent again only where the vendor certainly did not act
)

// Request is one request, relative to Options.BaseURL.
type Request struct {
	Name   say.Text // for messages, for example "stamps"
	Method string   // "" is GET
	Path   string   // escaped (url.PathEscape each id); a trailing slash is kept
	// Dots lets a segment through that is . or .. once unescaped, as long as it is escaped: it is somebody's key, not a way up.
	Dots  bool
	Query url.Values
	// RawQuery, sent after Query, is escaped already: for vendors who say how, or want names in an order of their own.
	RawQuery string
	Header   http.Header
	Body     *Body
	Kind     Kind
	// Page: what Stream hands on may be a web page, because one was asked for.
	Page bool
	// Ready, optional, is waited for between the head of a 2xx answer and its body, which meanwhile needs no memory
	// here. That time counts neither for Options.Timeout nor for Options.Concurrency. An error ends the attempt.
	Ready func(context.Context) error
	// Hook, optional, replaces Options.Auth for this request.
	Hook Hook
	// Unbroken: an attempt that has begun is not ended by the context, which only ends the waits between two of them. For what
	// the vendor does once, and whose answer must not be lost.
	Unbroken bool
}

// Body is what a request carries: Data, or Open for what is too large to hold.
type Body struct {
	ContentType string
	Data        []byte
	Open        func() (io.ReadCloser, error) // called once an attempt
	Size        int64                         // of what Open gives; 0: not known, sent chunked
}

// JSON returns a body of one JSON document.
func JSON(data []byte) *Body { return &Body{ContentType: "application/json", Data: data} }

// Form returns a urlencoded body.
func Form(v url.Values) *Body {
	return &Body{ContentType: "application/x-www-form-urlencoded", Data: []byte(v.Encode())}
}

// Response is one answer.
type Response struct {
	Status int
	Header http.Header
	Body   []byte        // whole and decompressed
	Stream io.ReadCloser // from Stream only, and then instead of Body
	// Meaning is for Check to leave what it made of the body, so that nobody has to read it twice.
	Meaning any

	spare *memory // where Release puts Body; nil: nowhere
}

// Release ends the use of Body and of every slice of it: its memory is emptied at once and used for a later answer, so
// that a long pull does not need more of it than a short one. Whoever keeps something of Body must not call it; nobody
// has to. A second call does nothing.
func (r *Response) Release() {
	if r.spare != nil {
		r.spare.give(r.Body)
	}
	r.Body, r.Meaning, r.spare = nil, nil, nil
}

// normal settles the defaults of a request.
func (r Request) normal() Request {
	if r.Method == "" {
		r.Method = http.MethodGet
	}
	if r.Kind == ByMethod {
		r.Kind = Write
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			r.Kind = Read
		}
	}
	return r
}

// Reads reports whether the request may be sent any number of times.
func (r Request) Reads() bool { return r.normal().Kind == Read }

// clone returns an attempt's own copy.
func (r Request) clone() *Request {
	query := make(url.Values, len(r.Query))
	for name, values := range r.Query {
		query[name] = append([]string(nil), values...)
	}
	r.Query = query
	if r.Header = r.Header.Clone(); r.Header == nil {
		r.Header = http.Header{}
	}
	return &r
}

// subject opens every message about the request.
func (r *Request) subject() say.Text { return say.Or(r.Name, say.T("request")) }

// newRequest returns r as net/http wants it. A write gets a body that net/http can't rewind, so that
// net/http never repeats it on its own.
func (c *Client) newRequest(r *Request) (*http.Request, error) {
	u, err := c.address(r.Path, r.Dots)
	if err != nil {
		return nil, err
	}
	u.RawQuery = r.Query.Encode()
	if u.RawQuery != "" && r.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += r.RawQuery
	if !token(r.Method) {
		return nil, usage("%s: %q is not an HTTP method", r.subject(), r.Method)
	}
	req := &http.Request{Method: r.Method, URL: u, Host: u.Host, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{
		"User-Agent":      {c.o.UserAgent},
		"Accept-Encoding": {"gzip"},
	}}
	if r.Body != nil && r.Body.ContentType != "" {
		req.Header.Set("Content-Type", r.Body.ContentType)
	}
	for name, values := range r.Header {
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	if err := checkHeader(r, req.Header); err != nil {
		return nil, err
	}
	if err := setBody(req, r); err != nil {
		return nil, err
	}
	return req, nil
}

func setBody(req *http.Request, r *Request) error {
	switch b := r.Body; {
	case b == nil || b.Open == nil && len(b.Data) == 0:
		if r.Kind == Write && usuallyEmpty(r.Method) {
			req.Body = io.NopCloser(eof{})
		}
	case b.Open != nil:
		body, err := b.Open()
		if err != nil {
			return fault.Errorf(fault.Other, "%s: the data to send can't be opened: %w", r.subject(), err)
		}
		req.Body, req.ContentLength = body, b.Size
	default:
		req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(b.Data)), int64(len(b.Data))
		if r.Kind == Read {
			req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.Data)), nil }
		}
	}
	return nil
}

// usuallyEmpty names the methods for which net/http sends no length and no chunks when the body
// turns out to be empty. The others are not repeated by net/http anyway.
func usuallyEmpty(method string) bool {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodDelete, http.MethodOptions:
		return true
	}
	return false
}

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }

// checkHeader refuses what net/http would refuse while sending, where it would look like a failed
// connection. A credential read with its line break is the usual case.
func checkHeader(r *Request, h http.Header) error {
	for name, values := range h {
		if !token(name) {
			return usage("%s: %q is not a header name", r.subject(), name)
		}
		for _, v := range values {
			if strings.ContainsFunc(v, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f }) {
				return usage("%s: the value of header %s holds a line break or another control character", r.subject(), name).
					WithHint("a credential that was read from a file may end with a line break")
			}
		}
	}
	return nil
}

func token(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool {
		return c <= ' ' || c >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, c)
	})
}
