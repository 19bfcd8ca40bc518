package hours

import (
	"cmp"
	"slices"
)

// cellChunk is how many cells lie together: a slice of all would be copied again and again as it grows.
const cellChunk = 8192

// cellList is cells as they came.
type cellList struct {
	chunks [][]cell
	n      int
}

func (l *cellList) add(c cell) {
	last := len(l.chunks) - 1
	if last < 0 || len(l.chunks[last]) == cellChunk {
		l.chunks = append(l.chunks, make([]cell, 0, min(max(l.n, 16), cellChunk)))
		last++
	}
	l.chunks[last] = append(l.chunks[last], c)
	l.n++
}

// byPerson returns cells in order of person and date, those of one day as they came; rank is the place of each person in that order.
// Sources give days in order, so that people's cells mostly need to be put together alone.
func byPerson(cells *cellList, rank []int32) []cell {
	ends := make([]int, len(rank)+1)
	for _, chunk := range cells.chunks {
		for _, c := range chunk {
			ends[rank[c.person]+1]++
		}
	}
	for i := range rank {
		ends[i+1] += ends[i]
	}
	sorted, next := make([]cell, cells.n), slices.Clone(ends)
	for _, chunk := range cells.chunks {
		for _, c := range chunk {
			c.person = rank[c.person]
			sorted[next[c.person]] = c
			next[c.person]++
		}
	}
	byDate := func(a, b cell) int { return cmp.Compare(a.date, b.date) }
	for i := range rank {
		if own := sorted[ends[i]:ends[i+1]]; !slices.IsSortedFunc(own, byDate) {
			slices.SortStableFunc(own, byDate)
		}
	}
	return sorted
}
