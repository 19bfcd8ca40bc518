package render

import "strings"

// Bar draws an amount as a bar of a table, width cells for full. Eighths of a cell are drawn; with plain, which every encoding has, whole
// ones. marks are amounts at which a line stands where the bar has not got to.
func Bar(amount, full, width int, plain bool, marks ...int) string {
	if full <= 0 {
		return ""
	}
	cells := []rune(strings.Repeat(" ", width+1))
	for _, mark := range marks {
		if at := mark * width / full; at >= 0 && at <= width {
			cells[at] = '|'
		}
	}
	eighths := min(max(amount, 0)*width*8/full, width*8)
	if amount > 0 && eighths == 0 {
		eighths = 1
	}
	whole, part := eighths/8, eighths%8
	if plain {
		whole, part = (eighths+4)/8, 0
	}
	for i := range whole {
		cells[i] = '█'
		if plain {
			cells[i] = '#'
		}
	}
	if part > 0 {
		cells[whole] = []rune(" ▏▎▍▌▋▊▉")[part]
	}
	return strings.TrimRight(string(cells), " ")
}

// PairBar draws two amounts in one line: the upper half of a cell is the first's, the lower half the second's. With plain ' is the first's
// alone, . the second's, and # what both have.
func PairBar(first, second, full, width int, plain bool) string {
	if full <= 0 {
		return ""
	}
	length := func(n int) int {
		if n <= 0 {
			return 0
		}
		return min(max((n*width+full/2)/full, 1), width)
	}
	a, b := length(first), length(second)
	shapes := [3]string{"█", "▀", "▄"}
	if plain {
		shapes = [3]string{"#", "'", "."}
	}
	rest := shapes[1]
	if b > a {
		rest = shapes[2]
	}
	return strings.Repeat(shapes[0], min(a, b)) + strings.Repeat(rest, max(a, b)-min(a, b))
}
