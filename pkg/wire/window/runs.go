package window

import "sync"

// numberLists keeps lists of the numbers of items, to be used again from piece to piece: made anew they would be a third of what a pull of
// small answers allocates.
type numberLists struct{ pool sync.Pool }

// get returns an empty list with room for n.
func (l *numberLists) get(n int) []int32 {
	if list, ok := l.pool.Get().(*[]int32); ok && cap(*list) >= n {
		return (*list)[:0]
	}
	return make([]int32, 0, n)
}

// put takes back a list that nobody uses any more.
func (l *numberLists) put(list []int32) {
	if cap(list) > 0 {
		l.pool.Put(&list)
	}
}

// sortRuns sorts by a natural merge: vendors answer person by person, each in order, and then a few merges of such runs
// cost a fraction of sorting anew. Equal items keep their order. The list that it returns is items or spare, which is as long and
// holds nothing that counts; the other one is free.
func sortRuns(items, spare []int32, order func(a, b int32) int) (sorted, free []int32) {
	runs := runEnds(items, order)
	for len(runs) > 1 {
		merged := runs[:0]
		from := 0
		for i := 0; i < len(runs); i += 2 {
			middle, to := runs[i], runs[min(i+1, len(runs)-1)]
			merge(spare[from:to], items[from:middle], items[middle:to], order)
			merged = append(merged, to)
			from = to
		}
		items, spare, runs = spare, items, merged
	}
	return items, spare
}

// runEnds returns the ends of the stretches that are in order already.
func runEnds(items []int32, order func(a, b int32) int) []int {
	var ends []int
	for i := 1; i < len(items); i++ {
		if order(items[i-1], items[i]) > 0 {
			ends = append(ends, i)
		}
	}
	return append(ends, len(items))
}

// merge merges two ordered stretches into dst, which has room for just both.
func merge(dst, a, b []int32, order func(a, b int32) int) {
	for i := range dst {
		if len(b) == 0 || len(a) > 0 && order(a[0], b[0]) <= 0 {
			dst[i], a = a[0], a[1:]
		} else {
			dst[i], b = b[0], b[1:]
		}
	}
}
