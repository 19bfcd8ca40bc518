//go:build linux

package main

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// Kaonavi, as much of both versions as its large reads need: members with a value in every second of 200 fields, as Kaonavi
// leaves blank ones out.
const (
	kaonaviFields = 200
	kaonaviMany   = 100_000 // members of a large company
	kaonaviBlock  = 1000    // members after which the values come again, but for the code
	codeMark      = "#######"
)

func kaonavi(mux *http.ServeMux) {
	second, first, sheet := kaonaviMembers(memberV2), kaonaviMembers(memberV1), kaonaviMembers(sheetV2)
	sent := &kaonaviFirst{}
	answer := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			_, _ = io.WriteString(w, text)
		}
	}
	mux.HandleFunc("POST /kaonavi/{members}/v2.0/token", answer(`{"access_token":"t","token_type":"Bearer","expire_in":3600}`))
	mux.HandleFunc("GET /kaonavi/{members}/v2.0/member_layouts", answer(kaonaviLayout()))
	mux.HandleFunc("GET /kaonavi/{members}/v2.0/sheet_layouts/7", answer(`{"id":7,"name":"履歴","record_type":1,"custom_fields":`+kaonaviCustom()+`}`))
	mux.HandleFunc("GET /kaonavi/{members}/v2.0/sheets/7", sent.answer(`{"id":7,"name":"履歴","record_type":1,"updated_at":"2025-03-31 12:00:00","member_data":[`, sheet, `]}`))
	mux.HandleFunc("GET /kaonavi/sent", sent.tell)
	mux.HandleFunc("GET /kaonavi/{members}/v2.0/members", sent.answer(`{"updated_at":"2025-03-31 12:00:00","member_data":[`, second, `]}`))
	mux.HandleFunc("POST /kaonavi/{members}/v1.2/get_token", answer(`{"data":{"access_token":"t","expires_in":3600}}`))
	mux.HandleFunc("POST /kaonavi/{members}/v1.2/sheet/5", sent.answer(`{"headers":`+kaonaviHeaders()+`,"data":[`, first, `]}`))
}

func kaonaviLayout() string {
	var b strings.Builder
	for i, name := range []string{"code", "name", "name_kana", "mail", "entered_date", "retired_date", "gender", "birthday", "department"} {
		kind := "string"
		switch i {
		case 4, 5, 7:
			kind = "date"
		case 8:
			kind = "department"
		}
		fmt.Fprintf(&b, `%q:{"name":"標準%d","required":false,"type":%q,"max_length":100,"enum":[]},`, name, i, kind)
	}
	b.WriteString(`"custom_fields":` + kaonaviCustom())
	return "{" + b.String() + "}"
}

func kaonaviCustom() string {
	var b strings.Builder
	for n := range kaonaviFields {
		if n > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":%d,"name":"項目%d","required":false,"type":"string","max_length":50,"enum":[],"read_only":false,"type_detail":"text_box"}`, 1000+n, n)
	}
	return "[" + b.String() + "]"
}

func kaonaviHeaders() string {
	var b strings.Builder
	b.WriteString(`{"member_code":"社員番号"`)
	for n := range kaonaviFields {
		fmt.Fprintf(&b, `,"definition_%d":"項目%d"`, n, n)
	}
	return b.String() + "}"
}

func kaonaviValue(m, n int) int { return 100_000 + (m*7919+n*104729)%900_000 }

func memberV2(b []byte, m int) []byte {
	b = append(b, `{"code":"`+codeMark+`","name":"髙橋 恵","name_kana":"タカハシ メグミ","mail":"a@example.jp","entered_date":"2015-04-01","retired_date":"","gender":"女性","birthday":null,"age":null,"years_of_service":null,"department":{"code":"0100","name":"本社 人事部","names":["本社","人事部"]},"sub_departments":[],"custom_fields":`...)
	return append(fieldsV2(b, m), '}')
}

// sheetV2 appends a member of a sheet, with one record.
func sheetV2(b []byte, m int) []byte {
	b = append(b, `{"code":"`+codeMark+`","records":[{"custom_fields":`...)
	return append(fieldsV2(b, m), "}]}"...)
}

func fieldsV2(b []byte, m int) []byte {
	b = append(b, '[')
	for n := m % 2; n < kaonaviFields; n += 2 {
		b = append(b, `{"id":`...)
		b = strconv.AppendInt(b, int64(1000+n), 10)
		b = append(b, `,"name":"`...)
		b = append(b, "項目"...)
		b = strconv.AppendInt(b, int64(n), 10)
		b = append(b, `","values":["`...)
		b = strconv.AppendInt(b, int64(kaonaviValue(m, n)), 10)
		b = append(b, `"]},`...)
	}
	return append(b[:len(b)-1], ']')
}

func memberV1(b []byte, m int) []byte {
	b = append(b, `{"member_code":"`+codeMark+`"`...)
	for n := range kaonaviFields {
		b = append(b, `,"definition_`...)
		b = strconv.AppendInt(b, int64(n), 10)
		b = append(b, `":"`...)
		if n%2 == m%2 {
			b = strconv.AppendInt(b, int64(kaonaviValue(m, n)), 10)
		}
		b = append(b, '"')
	}
	return append(b, '}')
}

// kaonaviMembers returns the members of one block, with a comma behind each.
func kaonaviMembers(member func([]byte, int) []byte) [][]byte {
	all := make([][]byte, kaonaviBlock)
	for m := range all {
		all[m] = append(member(nil, m), ',')
	}
	return all
}

func kaonaviCode(m int) string { return fmt.Sprintf("A%06d", m) }

// kaonaviFirst is when the first record of the answers of an address was last sent.
type kaonaviFirst struct{ sent atomic.Int64 }

func (f *kaonaviFirst) tell(w http.ResponseWriter, _ *http.Request) {
	_, _ = fmt.Fprint(w, f.sent.Load())
}

// answer sends as many members as the address says, each with a code of its own.
func (f *kaonaviFirst) answer(before string, members [][]byte, after string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		count, err := strconv.Atoi(r.PathValue("members"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		piece := []byte(before)
		for m := range count {
			start := len(piece)
			piece = append(piece, members[m%kaonaviBlock]...)
			at := start + strings.Index(string(piece[start:start+30]), codeMark)
			copy(piece[at:], kaonaviCode(m))
			if m == count-1 {
				piece = piece[:len(piece)-1]
			}
			if len(piece) > 1<<20 || m == 0 { // the first record comes alone
				if m == 0 {
					f.sent.Store(time.Now().UnixNano())
				}
				if _, err := w.Write(piece); err != nil {
					return
				}
				if f, can := w.(http.Flusher); can && m == 0 {
					f.Flush()
				}
				piece = piece[:0]
			}
		}
		_, _ = w.Write(append(piece, after...))
	}
}
