package transport

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
	"time"

	"github.com/genba-cli/genba/pkg/say"
)

// exchange is one request on the wire and its answer.
type exchange struct {
	c       *Client
	ctx     context.Context // the caller's; watch.ctx is this exchange's own
	r       *Request
	req     *http.Request
	watch   *watch
	pace    *pace       // of a streamed body
	sent    atomic.Bool // a connection was handed over, so bytes may have left
	status  int         // 0 before the answer began
	started time.Time
	bytes   atomic.Int64 // of the answer's body, over the wire
	why     string       // what broke it
	told    atomic.Bool
	shared  func() // ends this client's part of Options.Share
}

// attempt sends own once, following redirects. It reports whether any of it may have reached the vendor.
func (c *Client) attempt(ctx context.Context, own *Request, stream bool) (resp *Response, f *failure, sent bool) {
	place, err := c.acquire(ctx)
	if err != nil {
		return nil, &failure{err: stopped(own, err, say.Text{})}, false
	}
	place = sync.OnceFunc(place)
	defer place()
	shared, err := c.share.begin(ctx)
	if err != nil {
		return nil, &failure{err: stopped(own, err, say.Text{})}, false
	}
	defer func() {
		if resp == nil || resp.Stream == nil { // else its end does
			shared()
		}
	}()
	release := func() {
		shared()
		place()
	}
	req, err := c.newRequest(own)
	if err != nil {
		return nil, &failure{err: err}, false
	}
	for hops := 0; ; hops++ {
		x := &exchange{c: c, ctx: ctx, r: own, req: req, shared: shared}
		answer, f := x.send(ctx) //nolint:bodyclose // hop does
		sent = sent || f == nil || !f.unsent
		next, resp, f := x.hop(answer, f, hops, release, stream)
		if resp == nil || resp.Stream == nil { // else its end does
			x.tell()
		}
		if next == nil {
			return resp, f, sent
		}
		req = next
	}
}

// hop takes an answer that came, or returns where it leads.
func (x *exchange) hop(answer *http.Response, f *failure, hops int, release func(), stream bool) (*http.Request, *Response, *failure) {
	if f != nil {
		return nil, nil, f
	}
	next, f := x.redirect(answer, hops)
	if f != nil || next != nil {
		return next, nil, f
	}
	if f := x.ready(answer, release); f != nil {
		return nil, nil, f
	}
	resp, f := x.receive(answer, stream)
	return nil, resp, f
}

// send gets the head of the answer.
func (x *exchange) send(ctx context.Context) (*http.Response, *failure) {
	network := x.c.read
	if x.r.Kind == Write {
		network = x.c.write
	}
	own, watch := newWatch(ctx, x.c.o.Timeout)
	x.watch = watch
	if x.r.Body != nil && x.r.Body.Open != nil && x.req.Body != nil {
		x.req.Body = &upload{x.req.Body, watch}
	}
	traced := httptrace.WithClientTrace(own, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { x.sent.Store(true) },
	})
	x.c.log.request(x.req)
	x.started = time.Now()
	// Not http.Client: it would follow redirects and put the URL, token and all, in its errors.
	answer, err := network.RoundTrip(x.req.WithContext(traced))
	if err != nil {
		f := x.broke(err)
		x.watch.stop()
		x.failed(f)
		return nil, f
	}
	x.status = answer.StatusCode
	if date, err := http.ParseTime(answer.Header.Get("Date")); err == nil && x.c.o.Date != nil {
		x.c.o.Date(date)
	}
	if answer.Body == nil {
		answer.Body = http.NoBody
	}
	if x.c.o.Observe != nil {
		answer.Body = &counted{answer.Body, &x.bytes}
	}
	return answer, nil
}

// ready waits until the body is wanted. The place is given back for good: who waits for another request's body must
// not keep that request from being sent.
func (x *exchange) ready(answer *http.Response, release func()) *failure {
	if x.r.Ready == nil || !success(answer.StatusCode) || !x.watch.timer.Stop() {
		return nil
	}
	release()
	began := time.Now()
	err := x.r.Ready(x.ctx)
	x.started = x.started.Add(time.Since(began))
	if err != nil {
		_ = answer.Body.Close()
		f := x.cut(&Response{Status: answer.StatusCode, Header: answer.Header}, err)
		x.watch.stop()
		return f
	}
	x.watch.timer.Reset(x.watch.limit)
	return nil
}

// receive takes the body, or hands it on as a stream.
func (x *exchange) receive(answer *http.Response, stream bool) (*Response, *failure) {
	resp := &Response{Status: answer.StatusCode, Header: answer.Header, spare: &x.c.spare}
	if stream && success(answer.StatusCode) {
		return x.stream(resp, answer)
	}
	defer x.watch.stop()
	body, err := x.decode(answer, answer.Body)
	if err == nil {
		resp.Body, err = x.readAll(body, answer)
	}
	if body != nil {
		body.release(err == nil)
	}
	_ = answer.Body.Close()
	if err != nil {
		return nil, x.cut(resp, err)
	}
	x.c.log.answer(answer, int64(len(resp.Body)), x.elapsed())
	if f := x.judge(resp); f != nil {
		return nil, f
	}
	return resp, nil
}

func (x *exchange) elapsed() time.Duration { return time.Since(x.started) }

// failed logs what broke the exchange.
func (x *exchange) failed(f *failure) {
	x.why = f.why.String()
	x.c.log.failed(f.why, x.elapsed())
}

// cut returns the failure of an answer whose head came and whose body did not.
func (x *exchange) cut(resp *Response, err error) *failure {
	f := x.broke(err)
	x.failed(f)
	if x.status == http.StatusTooManyRequests && x.ctx.Err() == nil {
		// The status alone says that nothing was done.
		f = x.verdict(resp, x.generic())
		f.resp = nil
	}
	return f
}

// watch ends an exchange that takes too long.
type watch struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	timer  *time.Timer
	limit  time.Duration
}

var errTimeout = say.Sentinel("no answer in time")

func newWatch(ctx context.Context, limit time.Duration) (context.Context, *watch) {
	own, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(limit, func() { cancel(errTimeout) })
	return own, &watch{ctx: own, cancel: cancel, timer: timer, limit: limit}
}

// upload gives a body of any length as long as it needs while bytes keep leaving; the clock of the answer starts anew
// with each.
type upload struct {
	io.ReadCloser
	w *watch
}

func (u *upload) Read(p []byte) (int, error) {
	if u.w.timer.Stop() { // not when the time was up already
		u.w.timer.Reset(u.w.limit)
	}
	return u.ReadCloser.Read(p)
}

func (w *watch) stop() {
	w.timer.Stop()
	w.cancel(nil)
}

func (w *watch) expired() bool { return errors.Is(context.Cause(w.ctx), errTimeout) }

func success(status int) bool { return status >= 200 && status < 300 }
