package transport

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/wire/inflate"

	"github.com/klauspost/compress/gzip"
)

const (
	sniffLength = 512      // of a stream, to tell a web page
	gzipBuffer  = 64 << 10 // compressed bytes read at once: all of most answers
	gzipGuess   = 8        // JSON usually grows at least this much
	gzipLeast   = 18       // bytes of its head and tail
	mostGuessed = 4 << 20
)

// body is an answer's body, decompressed. Its end is io.EOF only when the frame that HTTP or gzip
// gave was complete.
type body struct {
	io.Reader
	c  *Client
	gz *gunzip
}

// decode unpacks what came compressed. The answer then looks as if it never was.
func (x *exchange) decode(answer *http.Response, raw io.Reader) (*body, error) {
	b := &body{Reader: raw, c: x.c}
	encoding := strings.ToLower(strings.TrimSpace(answer.Header.Get("Content-Encoding")))
	if x.req.Method == http.MethodHead || answer.StatusCode == http.StatusNoContent || answer.StatusCode == http.StatusNotModified {
		encoding = ""
	}
	switch encoding {
	case "", "identity":
		return b, nil
	case "gzip", "x-gzip":
	default:
		return b, encodingError(encoding)
	}
	var ok bool
	if b.gz, ok = x.c.gunzips.take(); !ok {
		b.gz = &gunzip{in: bufio.NewReaderSize(nil, gzipBuffer)}
	}
	b.gz.reset(raw, answer.ContentLength == 0 || slices.Contains(answer.TransferEncoding, "chunked"))
	b.Reader = b.gz
	answer.Header.Del("Content-Encoding")
	answer.Header.Del("Content-Length")
	return b, nil
}

// release ends the use of the body; a reader that met no error is kept for the next one.
func (b *body) release(whole bool) {
	if b.gz != nil && whole {
		b.gz.in.Reset(nil) // the answer's connection is not kept with it
		b.c.gunzips.put(b.gz)
	}
	b.gz, b.Reader = nil, eof{}
}

// gunzip decompresses, starting when it is first read.
type gunzip struct {
	in      *bufio.Reader
	zr      *gzip.Reader
	begun   bool
	mayLack bool // an empty body is complete by HTTP's own frame
	once    inflate.Unpacker
}

func (g *gunzip) reset(raw io.Reader, mayLack bool) {
	g.in.Reset(raw)
	g.begun, g.mayLack = false, mayLack
}

func (g *gunzip) Read(p []byte) (int, error) {
	if !g.begun {
		if _, err := g.in.Peek(1); err != nil {
			if errors.Is(err, io.EOF) && !g.mayLack {
				err = io.ErrUnexpectedEOF
			}
			return 0, err
		}
		if err := g.begin(); err != nil {
			return 0, err
		}
		g.begun = true
	}
	return g.zr.Read(p)
}

func (g *gunzip) begin() (err error) {
	if g.zr == nil {
		g.zr, err = gzip.NewReader(g.in)
		return err
	}
	return g.zr.Reset(g.in)
}

// unpacked estimates how long the answer will be, of which so many bytes come; 0 when they are not known. The tail of one
// that the buffer holds says it, truly unless it is damaged.
func (g *gunzip) unpacked(bytes int64) (int64, error) {
	held, err := g.in.Peek(g.in.Size())
	switch {
	case err == nil:
		return bytes * gzipGuess, nil
	case !errors.Is(err, io.EOF):
		return 0, err
	case len(held) < gzipLeast:
		return 0, nil
	}
	return int64(binary.LittleEndian.Uint32(held[len(held)-4:])), nil
}

// whole unpacks an answer at once that the buffer holds and that fits into dst, where its length may not be above the limit. ok is
// false for any other, of which nothing was read yet, and for a damaged one: Read says what is wrong with it.
func (g *gunzip) whole(dst []byte, limit int64) (_ []byte, ok bool) {
	held, err := g.in.Peek(g.in.Size())
	if !errors.Is(err, io.EOF) {
		return dst, false
	}
	all, ok := g.once.Gunzip(dst, held)
	if !ok || int64(len(all)) > limit {
		return dst, false
	}
	_, _ = g.in.Discard(len(held))
	return all, true
}

// readAll reads a body within the limit.
func (x *exchange) readAll(b *body, answer *http.Response) ([]byte, error) {
	limit, size := x.c.o.BodyLimit, max(answer.ContentLength, 0)
	switch {
	case x.req.Method == http.MethodHead:
		size = 0
	case b.gz != nil:
		said, err := b.gz.unpacked(size)
		if err != nil {
			return nil, err
		}
		size = min(said, mostGuessed, limit)
	case size > limit:
		return nil, &limitError{limit: limit}
	}
	buf, _ := x.c.spare.take()
	if int64(cap(buf)) <= size {
		buf = make([]byte, 0, size+1) // one more to see the end
	}
	if b.gz != nil {
		if all, ok := b.gz.whole(buf, limit); ok {
			return all, nil
		}
	}
	return appendAll(buf, &limited{r: b, left: limit, over: limitError{limit: limit}}, limit)
}

// stream hands the body on as it comes.
func (x *exchange) stream(resp *Response, answer *http.Response) (*Response, *failure) {
	x.pace = newPace(x.watch)
	over := limitError{limit: x.c.o.StreamLimit, streamed: true}
	decoded, err := x.decode(answer, &paced{answer.Body, x.pace})
	s := &stream{x: x, raw: answer.Body, body: decoded}
	if err == nil && decoded.gz == nil && answer.ContentLength > over.limit {
		err = &over
	}
	if err == nil {
		s.in = bufio.NewReaderSize(&limited{r: decoded, left: over.limit, over: over}, sniffLength)
		if _, err = s.in.Peek(1); errors.Is(err, io.EOF) {
			err = nil
		}
	}
	if err != nil {
		f := x.cut(resp, err)
		_ = s.Close()
		return nil, f
	}
	if head, _ := s.in.Peek(s.in.Buffered()); !x.r.Page && webPage(resp.Header, head) {
		f := x.judge(&Response{Status: resp.Status, Header: resp.Header, Body: head})
		f.resp = nil // only its beginning is there
		_ = s.Close()
		x.c.log.answer(answer, int64(len(head)), x.elapsed())
		return nil, f
	}
	x.c.log.answer(answer, -1, x.elapsed())
	x.pace.restart()
	x.c.share.streams(x.shared)
	resp.Stream = s
	return resp, nil
}

// stream is the body as the caller of Client.Stream sees it.
type stream struct {
	x    *exchange
	raw  io.Closer
	body *body
	in   *bufio.Reader
	err  error
}

var errClosed = say.Sentinel("read of a closed answer")

func (s *stream) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.in.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		f := s.x.broke(err)
		s.x.failed(f)
		err = s.x.c.mask(f.err)
	}
	s.err = err
	return n, err
}

// Close ends the exchange, however much was read.
func (s *stream) Close() error {
	whole := errors.Is(s.err, io.EOF)
	if !errors.Is(s.err, errClosed) {
		s.err = errClosed
		s.body.release(whole)
	}
	_ = s.raw.Close()
	s.x.watch.stop()
	s.x.shared()
	s.x.tell()
	return nil
}
