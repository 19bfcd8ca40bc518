package page

// pass is what came of reading all pages once.
type pass[T any] struct {
	items    []T // distinct
	keys     []string
	seen     map[string]bool
	total    int  // the largest that a page said; -1: none did
	disagree bool // the pages said different totals
	repeated bool // an item came twice
	stuck    bool // a page had items, but none that was new
}

// added is what one page brought.
type added struct{ items, fresh int }

func (p *pass[T]) add(page Page[T], key func(T) string) added {
	if page.Total >= 0 {
		p.disagree = p.disagree || p.total >= 0 && page.Total != p.total
		p.total = max(p.total, page.Total)
	}
	a := added{items: len(page.Items)}
	for _, item := range page.Items {
		k := key(item)
		if p.seen[k] {
			p.repeated = true
			continue
		}
		p.seen[k] = true
		p.items = append(p.items, item)
		p.keys = append(p.keys, k)
		a.fresh++
	}
	p.stuck = a.items > 0 && a.fresh == 0
	return a
}

// more reports whether there may be a page after the last one: after a full one always, as a total may leave people out.
func (p *pass[T]) more(last added, size int) bool {
	full := last.items > 0 && last.items >= size
	return last.fresh > 0 && (full || len(p.items) < p.total)
}

// whole reports whether the pass alone shows that nothing is missing.
func (p *pass[T]) whole() bool {
	if p.total < 0 {
		return !p.repeated
	}
	return !p.disagree && len(p.items) == p.total
}
