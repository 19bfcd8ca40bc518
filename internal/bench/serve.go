//go:build linux

package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"time"
)

// serverCap is how many stamps AKASHI puts into one answer; the answer doesn't say when it was cut.
const serverCap = 1000

// setting is what the served vendor holds and how slow it is.
type setting struct {
	Set     stampSet
	Latency time.Duration
	Plain   bool // answers are not compressed, whatever is accepted
}

// tally is what the vendor saw since the last setting or since it was last asked to count anew.
type tally struct {
	Requests    int
	Capped      int // answers that were cut at serverCap
	Unknown     int // requests for anything but stamps
	MaxInFlight int
	Bytes       int64         // sent, compressed
	Raw         int64         // the same, before compression
	CPU         time.Duration // the whole process
	Complete    []string      // the request URIs of the answers that were not cut, once each
}

// fake is AKASHI's multiple_stamps endpoint. Each page is made and compressed once, then served from memory:
// after a first pull the server's cost is that of sending bytes.
type fake struct {
	mu       sync.Mutex
	setting  setting
	tally    tally
	seen     map[string]bool
	pages    map[string]servedPage
	inFlight int
	cpuBase  time.Duration
}

type servedPage struct {
	zipped []byte
	plain  []byte // where answers are not compressed
	raw    int
	capped bool
}

// serve runs the vendor until its standard input ends, as it does when the parent is gone, and tells its
// address first.
func serve(in io.Reader, out io.Writer) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	f := &fake{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/cooperation/bench/multiple_stamps", f.stamps)
	mux.HandleFunc("GET /sheet", sheetOf(sheetMembers()))
	kaonavi(mux)
	mux.HandleFunc("POST /setting", f.set)
	mux.HandleFunc("POST /tally", f.count)
	(&csvFiles{}).route(mux)
	routeHours(mux)
	(&lists{}).route(mux)
	mux.HandleFunc("/", f.unknown)
	fmt.Fprintln(out, listener.Addr())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		_, _ = io.Copy(io.Discard, in)
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (f *fake) set(w http.ResponseWriter, r *http.Request) {
	var s setting
	if err := json.NewDecoder(r.Body).Decode(&s); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if s.Set != f.setting.Set || s.Plain != f.setting.Plain {
		f.pages = map[string]servedPage{}
	}
	f.setting = s
	f.reset()
}

// count answers the tally and begins a new one.
func (f *fake) count(w http.ResponseWriter, _ *http.Request) {
	f.mu.Lock()
	t := f.tally
	t.CPU = ownCPU() - f.cpuBase
	f.reset()
	f.mu.Unlock()
	_ = json.NewEncoder(w).Encode(t)
}

func (f *fake) reset() {
	f.tally, f.seen, f.cpuBase = tally{}, map[string]bool{}, ownCPU()
}

func (f *fake) unknown(w http.ResponseWriter, _ *http.Request) {
	f.mu.Lock()
	f.tally.Unknown++
	f.mu.Unlock()
	http.Error(w, `{"success":false,"errors":[{"code":"BENCH404","message":"only multiple_stamps is served"}]}`, http.StatusNotFound)
}

func (f *fake) stamps(w http.ResponseWriter, r *http.Request) {
	latency := f.enter()
	leave := sync.OnceFunc(f.leave)
	defer leave()
	p, err := f.page(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if latency > 0 {
		timer := time.NewTimer(latency)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
			return
		}
	}
	leave() // before the client can know that it has ended
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if p.plain != nil {
		w.Header().Set("Content-Length", fmt.Sprint(len(p.plain)))
		_, _ = w.Write(p.plain)
		return
	}
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		unzip, err := gzip.NewReader(bytes.NewReader(p.zipped))
		if err == nil {
			_, _ = io.Copy(w, unzip)
		}
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.Header().Set("Content-Length", fmt.Sprint(len(p.zipped)))
	_, _ = w.Write(p.zipped)
}

func (f *fake) enter() time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.inFlight++
	f.tally.MaxInFlight = max(f.tally.MaxInFlight, f.inFlight)
	return f.setting.Latency
}

func (f *fake) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.inFlight--
}

// page finds or makes the page of a request and counts it.
func (f *fake) page(r *http.Request) (servedPage, error) {
	uri := r.URL.RequestURI()
	f.mu.Lock()
	p, ready := f.pages[uri]
	set, plain := f.setting.Set, f.setting.Plain
	f.mu.Unlock()

	if !ready {
		var err error
		if p, err = makePage(set, plain, r); err != nil {
			return servedPage{}, err
		}
	}

	f.mu.Lock()
	defer f.mu.Unlock()
	if !ready {
		f.pages[uri] = p
	}
	f.tally.Requests++
	f.tally.Bytes += int64(len(p.zipped))
	f.tally.Raw += int64(p.raw)
	if p.capped {
		f.tally.Capped++
	} else if !f.seen[uri] {
		f.seen[uri] = true
		f.tally.Complete = append(f.tally.Complete, uri)
	}
	return p, nil
}

func makePage(set stampSet, plain bool, r *http.Request) (servedPage, error) {
	query := r.URL.Query()
	from, err := time.Parse(wireClock, query.Get("start_date"))
	if err != nil {
		return servedPage{}, err
	}
	to, err := time.Parse(wireClock, query.Get("end_date"))
	if err != nil {
		return servedPage{}, err
	}
	ids, err := staffIDs(query.Get("staff_ids"))
	if err != nil {
		return servedPage{}, err
	}
	if to.Sub(from) > 31*24*time.Hour {
		return servedPage{}, fmt.Errorf("%s is more than 31 days", to.Sub(from))
	}
	body, count := set.page(from, to, ids, serverCap)
	if plain {
		return servedPage{plain: body, raw: len(body), capped: count == serverCap}, nil
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write(body); err != nil {
		return servedPage{}, err
	}
	if err := z.Close(); err != nil {
		return servedPage{}, err
	}
	return servedPage{zipped: zipped.Bytes(), raw: len(body), capped: count == serverCap}, nil
}

// ownCPU returns the CPU time of this process so far.
func ownCPU() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
