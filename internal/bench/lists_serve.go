//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Reports and records of the lists that come whole in JSON: a second between two reports, so that a window of 1,000 is
// about a quarter of an hour.
const (
	listReports  = 100_000
	listRecords  = 100_000
	reportsBegin = "2025-03-01 00:00:00"
)

// lists is NipoPlus's reports and FlexCRM's records. An answer is made once and served from memory.
type lists struct {
	mu      sync.Mutex
	answers map[string][]byte
}

func (l *lists) route(mux *http.ServeMux) {
	mux.HandleFunc("POST /nipoplus/reports/admin", l.reports)
	mux.HandleFunc("POST /nipoplus/templates", l.templates)
	mux.HandleFunc("GET /flexcrm/flexdb/tbl", l.records)
}

// send answers with what is held for the key, made when it is asked for first.
func (l *lists) send(w http.ResponseWriter, key string, body func() []byte) {
	l.mu.Lock()
	if l.answers == nil {
		l.answers = map[string][]byte{}
	}
	answer := l.answers[key]
	if answer == nil {
		answer = body()
		l.answers[key] = answer
	}
	l.mu.Unlock()
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
	_, _ = w.Write(answer)
}

func reportsStart() time.Time {
	start, _ := time.ParseInLocation(time.DateTime, reportsBegin, time.FixedZone("JST", 9*60*60))
	return start
}

func (l *lists) reports(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		From, To string
		Size     int
	}
	if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	start := reportsStart()
	place := func(text string) int {
		at, _ := time.ParseInLocation("2006/01/02 15:04:05", text, start.Location())
		return int(at.Sub(start) / time.Second)
	}
	from, to := max(place(ask.From), 0), min(place(ask.To)+1, listReports)
	to = min(to, from+ask.Size)
	l.send(w, fmt.Sprintf("reports %d %d", from, to), func() []byte {
		b := []byte(`{"error":false,"result":{"data":[`)
		for n := from; n < to; n++ {
			if n > from {
				b = append(b, ',')
			}
			b = appendReport(b, n, start)
		}
		return append(b, "]}}"...)
	})
}

// appendReport appends a report of one of three templates.
func appendReport(b []byte, n int, start time.Time) []byte {
	ms := start.UnixMilli() + int64(n)*1000
	b = fmt.Appendf(b, `{"readed":["IukfIOLfYlEs8al6lkp2JL5itNd%d"],"id":"report%014d","taskId":"none","no":%d,"tags":["sbxTagUrgent00000001"],"owner":"IukfIOLfYlEs8al6lkp2JL5itN%02d",`+
		`"updateTs":%d,"account":"IukfIOLfYlEs8al6lkp2JL5itN%02d","templateId":"benchTemplate%07d","distId":"IukfIOLfYlEs8al6lkp2JL5itNd0","userTs":%d,"sign":[],"createTs":%d,"body":{`,
		n%10, n, n, n%40, ms, n%40, n%3, ms, ms)
	for k := range 8 + n%3 {
		if k > 0 {
			b = append(b, ',')
		}
		switch k % 4 {
		case 0:
			b = fmt.Appendf(b, `"n%02d":%d`, k, n*7919%1000)
		case 1:
			b = fmt.Appendf(b, `"t%02d":"ピッキングと梱包 %d 件、異常なし"`, k, n%500)
		case 2:
			b = fmt.Appendf(b, `"s%02d":["午前","倉庫%d"]`, k, n%9)
		default:
			b = fmt.Appendf(b, `"h%02d":"%02d:%02d"`, k, n%24, n%60)
		}
	}
	return append(b, `},"observer":["IukfIOLfYlEs8al6lkp2JL5itNd1"],"dists":["IukfIOLfYlEs8al6lkp2JL5itNd2"],"state":"承認"}`...)
}

func (l *lists) templates(w http.ResponseWriter, _ *http.Request) {
	l.send(w, "templates", func() []byte {
		b := []byte(`{"error":false,"result":{"data":[`)
		for t := range 3 {
			if t > 0 {
				b = append(b, ',')
			}
			b = fmt.Appendf(b, `{"id":"benchTemplate%07d","name":"日報%d","body":[`, t, t)
			for k := range 8 + t {
				if k > 0 {
					b = append(b, ',')
				}
				b = fmt.Appendf(b, `{"key":"%c%02d","label":"項目%d"}`, "ntsh"[k%4], k, k)
			}
			b = append(b, "]}"...)
		}
		return append(b, "]}}"...)
	})
}

func (l *lists) records(w http.ResponseWriter, r *http.Request) {
	offset, err := strconv.Atoi(r.URL.Query().Get("offset"))
	limit, bad := strconv.Atoi(r.URL.Query().Get("limit"))
	if err != nil || bad != nil {
		http.Error(w, r.URL.RawQuery, http.StatusBadRequest)
		return
	}
	l.send(w, fmt.Sprintf("records %d %d", offset, limit), func() []byte {
		b := fmt.Appendf(nil, `{"status":"success","maxCount":%d,"limit":%d,"offset":%d,"data":[`, listRecords, limit, offset)
		for n := offset; n < min(offset+limit, listRecords); n++ {
			if n > offset {
				b = append(b, ',')
			}
			b = fmt.Appendf(b, `{"id":%d,"code":"C%07d","title":"株式会社 山田商事 %d","rank":"%d","create_user_id":%d,"update_user_id":%d,`+
				`"create_date":"2024-04-01 09:%02d:00","update_date":"2025-03-%02d 10:00:00"`, n+1, n, n, n%4, n%50, n%50, n%60, n%28+1)
			for k := range 20 {
				b = fmt.Appendf(b, `,"field_%02d":"%d"`, k, (n*7919+k*104729)%90000)
			}
			b = append(b, '}')
		}
		return append(b, "]}"...)
	})
}
