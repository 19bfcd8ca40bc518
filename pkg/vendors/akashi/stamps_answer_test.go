package akashi_test

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

var aDay = akashi.StampQuery{Span: span("2025-03-03 00:00:00", "2025-03-03 23:59:59"), Staff: []int64{7}}

// year returns a vendor whose pull needs some sixty requests.
func year(t testing.TB) (*vendor, akashi.StampQuery) {
	v := newVendor(t)
	staff := ids(1, 120)
	for i := range 900 {
		v.add(staff[i%len(staff)], at("2024-03-01 09:00:00").Add(time.Duration(i)*9*time.Hour), 1)
	}
	return v, akashi.StampQuery{Span: span("2024-03-01 00:00:00", "2025-02-28 23:59:59"), Staff: staff}
}

// A connection cut in the middle, a proxy's web page, an overloaded server: tried again, and the pull is whole.
func TestStampsGoesOnAfterTrouble(t *testing.T) {
	for name, trouble := range map[string]func(http.ResponseWriter){
		"cut in the body": func(w http.ResponseWriter) { cut(w, `{"success":true,"response":{"login_company_code":"sa`) },
		"whole, but cut":  func(w http.ResponseWriter) { reply(w, 200, `{"success":true,"response":{"login_company_code":"sa`) },
		"no answer":       func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
		"empty":           func(w http.ResponseWriter) { reply(w, 200, "") },
		"502 HTML": func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusBadGateway)
			_, _ = w.Write([]byte("<html>Bad Gateway</html>"))
		},
		"503 empty":  func(w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) },
		"429 empty":  func(w http.ResponseWriter) { w.WriteHeader(http.StatusTooManyRequests) },
		"500 failed": func(w http.ResponseWriter) { reply(w, 500, `{"success":false,"errors":[]}`) },
	} {
		t.Run(name, func(t *testing.T) {
			v, q := year(t)
			var n atomic.Int32
			var asked sync.Map
			c := newClient(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
				// Every fifth question, and each only once: no question can have bad luck for good.
				if _, again := asked.LoadOrStore(r.URL.RawQuery, true); !again && n.Add(1)%5 == 2 {
					trouble(w)
					return
				}
				v.ServeHTTP(w, r)
			}))
			wantWhole(t, all(t, c.Stamps(t.Context(), q)), v.model(q.Span, q.Staff))
			if n.Load() < 5 {
				t.Errorf("only %d questions: no trouble was made", n.Load())
			}
		})
	}
}

// A trouble that stays is an error of the right kind at the place where it is, never a short success.
func TestStampsTroubleThatStays(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		kind   fault.Kind
		words  string
	}{
		"502":                {502, `<html>`, fault.Temporary, "tried 5 times"},
		"cut":                {200, `{"success":true,"response":`, fault.Temporary, "cut short"},
		"not JSON":           {200, `{"success":true,"response":{"stamps":[{]}}`, fault.Other, "not valid JSON"},
		"false at HTTP 200":  {200, `{"success":false,"errors":[{"code":" ERR300402","message":"期間が長すぎます。"}]}`, fault.Refused, "ERR300402: 期間が長すぎます。"},
		"response missing":   {200, `{"success":true}`, fault.Other, "expected a list of stamps, got nothing"},
		"response null":      {200, `{"success":true,"response":null}`, fault.Other, "expected a list of stamps"},
		"stamps missing":     {200, `{"success":true,"response":{"staff_id":7,"count":3}}`, fault.Other, "expected a list of stamps, got nothing"},
		"stamps null":        {200, `{"success":true,"response":{"staff_id":7,"count":3,"stamps":null}}`, fault.Other, "got null"},
		"stamps an object":   {200, `{"success":true,"response":{"staff_id":7,"count":1,"stamps":{}}}`, fault.Other, "got an object"},
		"a stamp a string":   {200, `{"success":true,"response":{"staff_id":7,"count":1,"stamps":["x"]}}`, fault.Other, "expected a stamp, got a string"},
		"staff_id missing":   {200, `{"success":true,"response":{"stamps":[{"stamped_at":"2025/03/03 09:00:00"}]}}`, fault.Other, "staff_id"},
		"stamped_at missing": {200, `{"success":true,"response":{"staff_id":7,"stamps":[{"type":11}]}}`, fault.Other, `time that can't be read: ""`},
		"stamped_at null":    {200, `{"success":true,"response":{"staff_id":7,"stamps":[{"stamped_at":null}]}}`, fault.Other, "time that can't be read"},
		"no such day":        {200, `{"success":true,"response":{"staff_id":7,"stamps":[{"stamped_at":"2025/02/29 09:00:00"}]}}`, fault.Other, `"2025/02/29 09:00:00"`},
		"no such hour":       {200, `{"success":true,"response":{"staff_id":7,"stamps":[{"stamped_at":"2025/03/03 09:00:00"},{"stamped_at":"2025/03/03 24:00:00"}]}}`, fault.Other, `"2025/03/03 24:00:00"`},
		"no such minute":     {200, `{"success":true,"response":{"staff_id":7,"stamps":[{"stamped_at":"2025/03/03 09:00:00"},{"stamped_at":"2025/03/03 09:60:00"}]}}`, fault.Other, `"2025/03/03 09:60:00"`},
		"no such second":     {200, `{"success":true,"response":{"staff_id":7,"stamps":[{"stamped_at":"2025/03/03 09:00:00"},{"stamped_at":"2025/03/03 09:00:60"}]}}`, fault.Other, `"2025/03/03 09:00:60"`},
		"no digits":          {200, `{"success":true,"response":{"staff_id":7,"stamps":[{"stamped_at":"2025/03/03 09:00:00"},{"stamped_at":"2025/03/03 09:0a:00"}]}}`, fault.Other, `"2025/03/03 09:0a:00"`},
		"no seconds":         {200, `{"success":true,"response":{"staff_id":7,"stamps":[{"stamped_at":"2025/03/03 09:00"}]}}`, fault.Other, `"2025/03/03 09:00"`},
		"errors only":        {200, `{"success":true,"response":null,"errors":[{"code":"ERR9","message":"権限がありません。"}]}`, fault.Refused, "ERR9: 権限がありません。"},
		"errors, no stamps":  {200, `{"success":true,"response":{},"errors":[{"code":"ERR9","message":"権限がありません。"}]}`, fault.Other, "ERR9: 権限がありません。"},
	} {
		t.Run(name, func(t *testing.T) {
			client := newClient(t, answers(t, c.status, c.body))
			records, err := collect(t, client.Stamps(t.Context(), aDay))
			wantError(t, err, c.kind, c.words)
			if len(records) > 0 {
				t.Errorf("%d records came", len(records))
			}
		})
	}
}

func TestStampsOfSeveralInAnUnknownShape(t *testing.T) {
	q := aDay
	q.Staff = []int64{7, 8}
	for name, body := range map[string]string{
		"no list":       `{"success":true,"response":{"login_company_code":"sample01"}}`,
		"a null in it":  `{"success":true,"response":{"multiple_stamps":[null]}}`,
		"one unlisted":  `{"success":true,"response":{"multiple_stamps":[{"staff_id":7,"count":0,"stamps":[]},{"staff_id":8,"count":2}]}}`,
		"unknown staff": `{"success":true,"response":{"multiple_stamps":[{"staff_id":null,"stamps":[{"stamped_at":"2025/03/03 09:00:00"}]}]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := collect(t, newClient(t, answers(t, 200, body)).Stamps(t.Context(), q))
			wantError(t, err, fault.Other, "AKASHI's answer for stamps can't be read")

			body = strings.TrimSuffix(body, "}") + `,"errors":[{"code":"E","message":"甲"}]}`
			_, err = collect(t, newClient(t, answers(t, 200, body)).Stamps(t.Context(), q))
			wantError(t, err, fault.Other, "AKASHI's answer for stamps can't be read", "E: 甲")
		})
	}
}

// Staffs without stamps are null, or lists of none; a time may be spelled as the answer to a punch spells it.
func TestStampsShapesThatAreFine(t *testing.T) {
	q := aDay
	q.Staff = []int64{7, 8, 9}
	body := `{"success":true,"errors":null,"response":{"multiple_stamps":[{"staff_id":7,"count":0,"stamps":null},{"staff_id":8,"count":0,"stamps":[]},` +
		`{"stamps":[{"stampedAt":"2025/03/03 09:00:02"},{"stamped_at":"2025\/03\/03 09:00:01"},{"stamped_at":"2025-03-03T00:00:00Z"}],"staff_id":"9","count":7}]}}`
	var got []string
	for _, r := range all(t, newClient(t, answers(t, 200, body)).Stamps(t.Context(), q)) {
		got = append(got, string(r.JSON()))
	}
	want := []string{
		`{"staff_id":"9","stamped_at":"2025-03-03T00:00:00Z"}`,
		`{"staff_id":"9","stamped_at":"2025\/03\/03 09:00:01"}`,
		`{"staff_id":"9","stampedAt":"2025/03/03 09:00:02"}`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestStampsGivesWhatCameAndThenSaysWhatWasLeftOut(t *testing.T) {
	body := `{"success":true,"response":{"staff_id":7,"count":1,"stamps":[{"stamped_at":"2025/03/03 09:00:00"}]},` +
		`"errors":[{"code":"ERR7","message":"一部の打刻を取得できません。"},"もう一つ"]}`
	records, err := collect(t, newClient(t, answers(t, 200, body)).Stamps(t.Context(), aDay))
	wantError(t, err, fault.Partial, "ERR7: 一部の打刻を取得できません。", "もう一つ")
	if len(records) != 1 {
		t.Errorf("%d records, want 1", len(records))
	}
}

// A group whose errors come with a full answer is still split.
func TestStampsSplitsAFullSecondThatHasErrorsToo(t *testing.T) {
	v := newVendor(t)
	for _, id := range ids(1, 8) {
		v.add(id, at("2025-03-03 09:00:00"), 300)
	}
	c := newClient(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
		inner := &buffer{header: http.Header{}}
		v.ServeHTTP(inner, r)
		reply(w, 200, strings.Replace(inner.String(), "{", `{"errors":[{"code":"ERR7","message":"注意"}],`, 1))
	}))
	s := span("2025-03-03 09:00:00", "2025-03-03 09:00:00")
	records, err := collect(t, c.Stamps(t.Context(), akashi.StampQuery{Span: s, Staff: ids(1, 8)}))
	wantError(t, err, fault.Partial, "ERR7: 注意")
	wantWhole(t, records, v.model(s, ids(1, 8)))
}

// What a record holds passes through as it was sent.
func TestStampsKeepsRecordsAsSent(t *testing.T) {
	sent := `{"type":11,"stamped_at":"2025/03/03 09:00:00","未知":[1,{"b":1,"a":2}],"big":123456789012345678901234567890,"exact":1.50,"attributes":{"ip":null},"twice":1,"twice":2}`
	base := answers(t, 200, `{"success":true,"response":{"count":1,"staff_id":9007199254740993,"stamps":[ `+sent+` ]}}`)
	records := all(t, newClient(t, base).Stamps(t.Context(), aDay))
	if want := `{"staff_id":9007199254740993,` + sent[1:]; len(records) != 1 || string(records[0].JSON()) != want {
		t.Errorf("got %s, want %s", records[0].JSON(), want)
	}
}

// The token dies in the middle of a pull.
func TestStampsTokenRefusedMidway(t *testing.T) {
	const renewed = "tok-renewed-9a8b7c"
	refusals := map[string]func(http.ResponseWriter){
		"HTTP 401": func(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) },
		"the code, 401": func(w http.ResponseWriter) {
			reply(w, 401, `{"success":false,"errors":[{"code":"ERR300003","message":"x"}]}`)
		},
		"the code, 200": func(w http.ResponseWriter) {
			reply(w, 200, `{"success":false,"errors":[{"code":" ERR300003","message":"x"}]}`)
		},
		"not the first": func(w http.ResponseWriter) {
			reply(w, 400, `{"success":false,"errors":[{"code":"A"},{"code":"ERR300003"}]}`)
		},
		"no JSON at all": func(w http.ResponseWriter) { reply(w, 401, "unauthorized") },
	}
	for name, refuse := range refusals {
		for _, reissued := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s/%v", name, reissued), func(t *testing.T) {
				v, q := year(t)
				var n atomic.Int32
				base := serve(t, func(w http.ResponseWriter, r *http.Request) {
					query := r.URL.Query()
					switch token := query.Get("token"); {
					case n.Add(1) <= 20 && token == secret:
					case token == renewed:
						query.Set("token", secret)
						r.URL.RawQuery = query.Encode()
					default:
						refuse(w)
						return
					}
					v.ServeHTTP(w, r)
				})
				var asked atomic.Int32
				c := newClientWith(t, transport.Options{BaseURL: base}, func(context.Context) (string, error) {
					if asked.Add(1) > 1 && reissued {
						return renewed, nil
					}
					return secret, nil
				})
				records, err := collect(t, c.Stamps(t.Context(), q))
				if reissued {
					if err != nil {
						t.Fatal(err)
					}
					wantWhole(t, records, v.model(q.Span, q.Staff))
					return
				}
				wantError(t, err, fault.Auth)
				if fault.ExitCode(err) != 3 || !strings.Contains(fault.HintOf(err).String(), "then log in") {
					t.Errorf("exit %d, hint %q", fault.ExitCode(err), fault.HintOf(err).String())
				}
				if n.Load() > 40 {
					t.Errorf("%d requests with a dead token", n.Load()-20)
				}
			})
		}
	}
}

func TestStampsCanBeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := newClient(t, serve(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	_, err := collect(t, c.Stamps(ctx, aDay))
	if fault.ExitCode(err) != 130 {
		t.Errorf("%v is exit code %d", err, fault.ExitCode(err))
	}
}

// A pull of any length holds a few windows, not all that it has read.
func TestStampsMemoryIsFlat(t *testing.T) {
	filler := strings.Repeat("x", 8_000)
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		from, err := time.ParseInLocation("20060102150405", r.URL.Query().Get("start_date"), jst)
		if err != nil {
			t.Error(err)
		}
		stamp := fmt.Sprintf(`{"stamped_at":%q,"filler":%q}`, from.Add(time.Hour).Format("2006/01/02 15:04:05"), filler)
		reply(w, 200, `{"success":true,"response":{"multiple_stamps":[{"staff_id":7,"stamps":[`+strings.Repeat(stamp+",", 19)+stamp+`]}]}}`)
	})
	q := akashi.StampQuery{Span: span("1995-01-01 00:00:00", "2024-12-31 23:59:59"), Staff: []int64{7, 8}} // long: the vendor's own memory is measured with it
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before, n := heap(), 0
	var most int64
	var read int64
	for r, err := range newClient(t, base).Stamps(t.Context(), q) {
		if err != nil {
			t.Fatal(err)
		}
		read += int64(len(r.Lookup("filler")))
		if n++; n%1000 == 0 {
			most = max(most, heap()-before)
		}
	}
	if n < 6000 || most > read/3 {
		t.Errorf("%d stamps, %d kB in all: %d kB were held", n, read>>10, most>>10)
	}
}

// buffer is a ResponseWriter in memory.
type buffer struct {
	header http.Header
	strings.Builder
}

func (b *buffer) Header() http.Header { return b.header }
func (b *buffer) WriteHeader(int)     {}
