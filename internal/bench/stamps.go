//go:build linux

package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// clock is the form of times in AKASHI's answers; start_date and end_date are wireClock.
const (
	clock     = "2006/01/02 15:04:05"
	wireClock = "20060102150405"
)

// stampSet is Count stamps spread evenly over Seconds from From, given to the staffs in turn. A stamp is a
// function of its number, so any window of the set can be served without holding the set.
type stampSet struct {
	From     time.Time
	Seconds  int64
	Count    int64
	Staffs   int64
	Japanese bool // text beyond ASCII in a column, for the encodings
}

// evenly returns count stamps over whole days from a day.
func evenly(count int64, from time.Time, days int) stampSet {
	return stampSet{From: from, Seconds: int64(days) * 24 * 60 * 60, Count: count, Staffs: 3}
}

// last returns the last day of the set, as --to takes it.
func (s stampSet) last() time.Time {
	return s.From.Add(time.Duration(s.Seconds-1) * time.Second)
}

// at returns the second of stamp i after From.
func (s stampSet) at(i int64) int64 { return i * s.Seconds / s.Count }

// firstAt returns the first stamp at or after a second.
func (s stampSet) firstAt(second int64) int64 {
	if second <= 0 {
		return 0
	}
	return min((second*s.Count+s.Seconds-1)/s.Seconds, s.Count)
}

// window returns the numbers of the stamps in a range, both ends inclusive: first up to, not with, end.
func (s stampSet) window(from, to time.Time) (first, end int64) {
	return s.firstAt(int64(from.Sub(s.From) / time.Second)), s.firstAt(int64(to.Sub(s.From)/time.Second) + 1)
}

// page returns the answer to one request: at most limit stamps of the staffs asked for. It returns how many it holds.
func (s stampSet) page(from, to time.Time, staffs []int64, limit int) (body []byte, count int) {
	first, end := s.window(from, to)
	stamps := make([][]byte, len(staffs))
	counts := make([]int, len(staffs))
	place := make(map[int64]int, len(staffs))
	for n, id := range staffs {
		place[id] = n
	}
	for i := first; i < end && count < limit; i++ {
		n, asked := place[1+i%s.Staffs]
		if !asked {
			continue
		}
		if counts[n] > 0 {
			stamps[n] = append(stamps[n], ',')
		}
		stamps[n] = s.appendStamp(stamps[n], i)
		counts[n]++
		count++
	}
	body = append(body, `{"success":true,"response":{"login_company_code":"bench","multiple_stamps":[`...)
	for n, id := range staffs {
		if n > 0 {
			body = append(body, ',')
		}
		body = fmt.Appendf(body, `{"staff_id":%d,"count":%d,"stamps":[`, id, counts[n])
		body = append(body, stamps[n]...)
		body = append(body, "]}"...)
	}
	return append(body, "]}}"...), count
}

// appendStamp spells stamp i; its number is mixed into the values so that gzip meets what real data has.
func (s stampSet) appendStamp(dst []byte, i int64) []byte {
	mixed := uint64(i)*0x9E3779B97F4A7C15 ^ uint64(i)>>7
	at := s.From.Add(time.Duration(s.at(i)) * time.Second)
	types := [...]int{11, 12, 21, 22, 31, 32}
	dst = append(dst, `{"stamped_at":"`...)
	dst = at.AppendFormat(dst, clock)
	dst = append(dst, `","type":`...)
	dst = strconv.AppendInt(dst, int64(types[mixed>>60%6]), 10)
	dst = append(dst, `,"local_time":"`...)
	dst = at.Add(-time.Duration(mixed>>56%8)*time.Second).AppendFormat(dst, clock)
	dst = append(dst, `","timezone":"`...)
	if s.Japanese {
		dst = append(dst, [...]string{"東京本社", "大阪支店・入口", "名古屋第①倉庫", "（株）髙橋物流"}[mixed>>50%4]...)
	} else {
		dst = append(dst, "+09:00"...)
	}
	return fmt.Appendf(dst, `","attributes":{"method":%d,"org_id":%d,"workplace_id":%d,"latitude":35.%06d,"longitude":139.%06d,"ip":"192.168.%d.%d"}}`,
		mixed>>40%6, mixed>>38%40, mixed>>30%9, mixed>>20%1000000, mixed>>10%1000000, mixed>>44%256, mixed>>52%256)
}

// staffIDs reads staff_ids.
func staffIDs(list string) ([]int64, error) {
	var ids []int64
	for text := range strings.SplitSeq(list, ",") {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
