package window

// sortRuns sorts by a natural merge: vendors answer person by person, each in order, and then a few merges of such runs
// cost a fraction of sorting anew. Equal items keep their order.
func sortRuns(items []int32, order func(a, b int32) int) []int32 {
	runs := runEnds(items, order)
	spare := make([]int32, len(items))
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
	return items
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
