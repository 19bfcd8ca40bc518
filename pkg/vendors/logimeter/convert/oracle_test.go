package convert_test

import (
	"encoding/csv"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

// oracle does what fuzzRule says in the plainest way: encoding/csv, time.Parse and a map. It gives the rows, and the
// numbers of the lines that are wrong, which it leaves out.
type oracle struct {
	wrong []int
	order []int64
	sums  map[string]*oracleSum
}

type oracleSum struct {
	process  int64
	last     time.Time
	quantity int64
	worked   time.Duration
}

const fuzzRule = `
kind: actual
key: [3, 4]
date: 2
time: 2
quantity: 5
effort: {start: 1, end: 2}
data_type: difference
day_change: 05:00
header_lines: 1
newline: lf
processes: {A_出荷: 8, B_出荷: 9, "0012_": 8, _: 7}
`

var (
	wholeNumber = regexp.MustCompile(`^ *([+-]?)0*([0-9]{1,10})(\.0+)? *$`)
	fixedTime   = regexp.MustCompile(`^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}) ([0-9]{1,2})(:[0-9]{1,2}:[0-9]{1,2})$`)
)

func (o *oracle) read(file string) {
	o.sums = map[string]*oracleSum{}
	processes := map[string]int64{"A_出荷": 8, "B_出荷": 9, "0012_": 8, "_": 7}
	for i, line := range strings.Split(file, "\n") {
		if i == 0 || line == "" {
			continue
		}
		if !o.line(line, processes) {
			o.wrong = append(o.wrong, i+1)
		}
	}
}

func (o *oracle) line(line string, processes map[string]int64) bool {
	if strings.Contains(line, "\r") || strings.HasPrefix(line, `"`) || strings.Contains(line, `,"`) {
		return false
	}
	reader := csv.NewReader(strings.NewReader(line))
	reader.LazyQuotes = true
	cells, err := reader.Read()
	if err != nil {
		return false
	}
	for len(cells) > 5 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) != 5 {
		return false
	}
	process, known := processes[cells[2]+"_"+cells[3]]
	start, startOK := oracleTime(cells[0])
	end, endOK := oracleTime(cells[1])
	quantity := wholeNumber.FindStringSubmatch(cells[4])
	if !known || !startOK || !endOK || quantity == nil || end.Before(start) {
		return false
	}
	n, err := strconv.ParseInt(quantity[1]+quantity[2], 10, 64)
	if err != nil {
		return false
	}
	if !slices.Contains(o.order, process) {
		o.order = append(o.order, process)
	}
	key := fmt.Sprint(process, end.Add(-5*time.Hour).Format(time.DateOnly))
	s := o.sums[key]
	if s == nil {
		s = &oracleSum{process: process}
		o.sums[key] = s
	}
	s.quantity += n
	s.worked += end.Sub(start)
	if end.After(s.last) {
		s.last = end
	}
	return true
}

func oracleTime(text string) (time.Time, bool) {
	m := fixedTime.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}, false
	}
	hour, err := strconv.Atoi(m[2])
	if err != nil || hour > 47 {
		return time.Time{}, false
	}
	at, err := time.Parse("2006-1-2 15:4:5", fmt.Sprintf("%s %d%s", m[1], hour%24, m[3]))
	return at.Add(time.Duration(hour/24) * 24 * time.Hour), err == nil && at.Year() > 0
}

func (o *oracle) rows() string {
	sums := slices.Collect(maps.Values(o.sums))
	slices.SortFunc(sums, func(a, b *oracleSum) int {
		if c := a.last.Truncate(time.Minute).Compare(b.last.Truncate(time.Minute)); c != 0 {
			return c
		}
		return slices.Index(o.order, a.process) - slices.Index(o.order, b.process)
	})
	var text strings.Builder
	for _, s := range sums {
		effort := int64(s.worked/time.Second) + 180
		fmt.Fprintf(&text, "%d,%s,%d,1,%d.%d,1\n", s.process, s.last.Format("2006-01-02 15:04"), s.quantity, effort/3600, effort/360%10)
	}
	return text.String()
}

var lineNumber = regexp.MustCompile(`(?m)^line (\d+): `)

// compare holds a file against the oracle: the same lines are wrong, and without them the rows are the same.
func compare(t *testing.T, rule *convert.Rule, file string) {
	t.Helper()
	var o oracle
	o.read(file)
	for _, s := range o.sums {
		if s.worked > 99_999*time.Hour || max(s.quantity, -s.quantity) > 9_999_999_999 || s.last.Year() > 9999 {
			return // is refused whatever the lines are
		}
	}
	_, err := convert.Convert(t.Context(), strings.NewReader(file), rule, convert.Options{Name: "in.csv"})
	var wrong []int
	for _, m := range lineNumber.FindAllStringSubmatch(fault.HintOf(err).String(), -1) {
		n, _ := strconv.Atoi(m[1])
		wrong = append(wrong, n)
	}
	wrong = slices.Compact(wrong)
	if want := o.wrong; !slices.Equal(wrong[:min(len(wrong), 9)], want[:min(len(want), 9)]) || (err != nil) != (len(want) > 0) {
		t.Fatalf("wrong lines %v, the oracle says %v\n%v\n%s\n%q", wrong, o.wrong, err, fault.HintOf(err).String(), file)
	}
	lines := strings.Split(file, "\n")
	for _, n := range o.wrong {
		lines[n-1] = ""
	}
	right := strings.Join(lines, "\n")
	r, err := convert.Convert(t.Context(), strings.NewReader(right), rule, convert.Options{Name: "in.csv"})
	if err != nil {
		t.Fatalf("%v\n%s\n%q", err, fault.HintOf(err).String(), right)
	}
	if got := text(r); got != o.rows() {
		t.Fatalf("got\n%swant\n%s%q", got, o.rows(), right)
	}
}

const fuzzHeader = "開始,終了,ジャンル,作業,数量\n"

func FuzzConvert(f *testing.F) {
	for _, line := range []string{
		"2023-03-10 10:00:00,2023-03-10 10:20:00,A,出荷,70",
		"2023-3-1 9:00:00,2023-03-10 25:20:00,B,出荷, 007.00 \n2023-03-10 10:00:00,2023-03-10 10:20:00,B,出荷,-7",
		"2023-02-29 10:00:00,2023-03-10 10:20:00,A,出荷,70\n\n,,,,",
		"2024-02-29 10:00:00,2024-02-29 10:20:00,,,70,,", "a\rb", `2023-03-10 10:00:00,"2023-03-10 10:20:00",A,出荷,70`,
		"2023-03-10 10:00:00,2023-03-10 48:20:00,A\xff,出荷,12345678901", "2023-03-10 10:00:00,2023-03-10 04:59:59,0012,,1.5",
	} {
		f.Add(line)
	}
	rule := parse(f, fuzzRule)
	f.Fuzz(func(t *testing.T, lines string) {
		if strings.Contains(lines, "\x00") || strings.Count(lines, "\n") > 100 {
			t.Skip("is refused as a whole, or has more problems than are listed")
		}
		if first, _, found := strings.Cut(lines, "\n"); found && strings.HasSuffix(first, "\r") {
			t.Skip("is refused as a whole")
		}
		compare(t, rule, fuzzHeader+lines)
	})
}

// TestOracle makes lines that are mostly right, so that the oracle has something to sum up, in files of several blocks.
func TestOracle(t *testing.T) {
	rule := parse(t, fuzzRule)
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 1))
		one := func(of ...string) string { return of[random.IntN(len(of))] }
		var file strings.Builder
		file.WriteString(fuzzHeader)
		lines := 20
		if seed%20 == 0 {
			lines = 20_000
		}
		for range lines {
			odd := random.IntN(lines*3/5) == 0
			day, hour := 9+random.IntN(4), random.IntN(40)
			start := fmt.Sprintf("2023-03-%02d %02d:%02d:%02d", day, hour, random.IntN(60), random.IntN(60))
			end := fmt.Sprintf("2023-03-%02d %02d:%02d:%02d", day, hour+1, random.IntN(60), random.IntN(60))
			key, quantity := one("A,出荷", "B,出荷", "0012,", ","), fmt.Sprint(random.IntN(300))
			if odd {
				quantity = one("1.0", "1.5", " 5", "-3", "", "1,2", "九", "0000000000012", "12345678901", "+4", `5"`)
				end = one(end, "2023-3-12 1:2:3", "2023-02-29 10:00:00", "2023-03-12 48:00:00", "", "2023/03/12 10:00:00", "2023-03-12 10:00", `"`)
				key = one(key, "C,出荷", "A,出荷 ", "\xff,出荷", "A_出荷,")
			}
			fmt.Fprintf(&file, "%s,%s,%s,%s%s", start, end, key, quantity, one("\n", "\n", "\n", "\n\n", ",\n"))
		}
		compare(t, rule, file.String())
	}
}
