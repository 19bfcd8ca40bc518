package convert

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/say"
)

// MaxRows is the most rows that one request of the import API takes (1).
const MaxRows = 1000

// Row is a line of the file that the import API takes: of 5-6 for a plan, of 5-7 for actual quantities.
type Row struct {
	Kind       Kind
	Process    int64
	Time       time.Time // a minute; for a plan its day. UTC stands for the vendor's local time
	Quantity   int64
	Cumulative bool
	HasEffort  bool
	Effort     int64 // tenths of an hour
}

// Header returns the line with the names of the columns in 5-6 and 5-7.
func Header(kind Kind) string {
	if kind == Plan {
		return "工程マスタID,日付,累計予定数量\n"
	}
	return "工程マスタID,日時,実績数量,数量_タイプ,実績投下工数,投下工数_タイプ\n"
}

// Append appends the row as a line: no quotes, LF.
func (r Row) Append(dst []byte) []byte {
	dst = strconv.AppendInt(dst, r.Process, 10)
	dst = append(dst, ',')
	if r.Kind == Plan {
		dst = r.Time.AppendFormat(dst, time.DateOnly)
		dst = append(dst, ',')
		dst = strconv.AppendInt(dst, r.Quantity, 10)
		return append(dst, '\n')
	}
	dst = r.Time.AppendFormat(dst, "2006-01-02 15:04")
	dst = append(dst, ',')
	dst = strconv.AppendInt(dst, r.Quantity, 10)
	mode := ",1"
	if r.Cumulative {
		mode = ",2"
	}
	dst = append(append(dst, mode...), ',')
	if !r.HasEffort {
		return append(dst, ",\n"...)
	}
	dst = strconv.AppendInt(dst, r.Effort/10, 10)
	dst = append(dst, '.', byte('0'+r.Effort%10))
	return append(append(dst, mode...), '\n')
}

// group is a group of lines with the time by which it is sorted.
type group struct {
	groupKey
	*sums
	at int
}

// rows returns the groups as rows, in the order of time, and at one time in the order in which the file first names the
// processes.
func (w *worker) rows() ([]Row, problems) {
	groups := make([]group, 0, len(w.groups))
	for key, s := range w.groups {
		g := group{key, s, key.slot}
		switch {
		case w.Kind == Plan:
			g.at = key.day * secondsOfDay
		case w.Slot == 0:
			g.at = s.last - mod(s.last, 60)
		}
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(w.firstLines[a.process], w.firstLines[b.process]), cmp.Compare(a.process, b.process))
	})
	if w.Cumulative {
		accumulate(groups)
	}
	ids := make([]int64, w.count)
	for _, p := range w.processes {
		ids[p.index] = p.id
	}
	rows := make([]Row, 0, len(groups))
	var wrong problems
	for _, g := range groups {
		r := Row{
			Kind: w.Kind, Process: ids[g.process], Time: time.Unix(int64(g.at), 0).UTC(), Quantity: g.quantity,
			Cumulative: w.Cumulative, HasEffort: !w.Effort.None(), Effort: tenths(g.effort, w.unit),
		}
		wrong.checkLimits(r)
		rows = append(rows, r)
	}
	return rows, wrong
}

// accumulate makes the row of each slot the total of its day so far.
func accumulate(groups []group) {
	type processDay struct{ process, day int }
	totals := map[processDay]*sums{}
	for _, g := range groups {
		key := processDay{g.process, g.day}
		if b := totals[key]; b != nil {
			g.quantity += b.quantity
			g.effort += b.effort
		}
		totals[key] = g.sums
	}
}

// tenths returns tenths of an hour, half of one rounded up. It rounds the sum and not its parts: 5-13 has 1.0 for three times
// 20 minutes.
func tenths(effort, unit int64) int64 { return (effort*10 + unit/2) / unit }

func mod(a, b int) int { return a - floorDiv(a, b)*b }

// checkLimits adds what the import API would refuse of a row.
func (p *problems) checkLimits(r Row) {
	const maxQuantity = 9_999_999_999 // quantityDigits
	where := say.T("process %d at %s", r.Process, r.Time.Format("2006-01-02 15:04"))
	switch {
	case r.Quantity > maxQuantity || r.Quantity < -maxQuantity:
		p.addf(0, "%s: the sum %d has more than %d digits (5-6, 5-7)", where, r.Quantity, quantityDigits)
	case r.Quantity < 0 && (r.Cumulative || r.Kind == Plan):
		p.addf(0, "%s: the sum %d is negative, which a total of a day can't be", where, r.Quantity)
	}
	if r.Effort > 999_999 {
		p.addf(0, "%s: the effort %d.%d has more than %d digits before the point (5-7)", where, r.Effort/10, r.Effort%10, hoursDigits)
	}
	if y := r.Time.Year(); y < 1 || y > 9999 {
		p.addf(0, "%s: the year %d", where, y)
	}
}

// Parts cuts the rows into files of at most MaxRows each; no rows are one empty file. It never divides a minute of a process,
// which is one row.
func (r *Result) Parts() [][]Row {
	if len(r.Rows) == 0 {
		return [][]Row{nil}
	}
	return slices.Collect(slices.Chunk(r.Rows, MaxRows))
}
