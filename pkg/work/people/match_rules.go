package people

import (
	"slices"
	"strings"
)

// places are those who have a number. Most numbers one has alone.
type places struct {
	one  map[string]int
	many map[string][]int // of numbers that several have, all of them
}

func (p *places) add(number string, i int) {
	first, taken := p.one[number]
	switch {
	case !taken:
		p.one[number] = i
	case first == i:
	case p.many[number] == nil:
		p.many[number] = []int{first, i}
	default:
		p.many[number] = append(p.many[number], i)
	}
}

func (p *places) all(number string) []int {
	if many := p.many[number]; many != nil {
		return many
	}
	if i, there := p.one[number]; there {
		return []int{i}
	}
	return nil
}

// byNumber matches those whose numbers are equal as text, unless their names say that they are two.
func (m *Match) byNumber() {
	left := places{make(map[string]int, len(m.left)), map[string][]int{}}
	for i := range m.left {
		if m.Right[i] >= 0 {
			continue
		}
		if f := &m.left[i]; len(f.Further) == 0 {
			if f.Number != "" {
				left.add(Pad(f.Number, m.pad), i)
			}
			continue
		}
		for _, n := range m.numbers(m.left[i]) {
			left.add(n, i)
		}
	}
	right := make(map[string]int, len(m.right)) // how many have a number
	for i := range m.right {
		if n := Pad(m.right[i].Number, m.pad); n != "" && m.Left[i] < 0 {
			right[n]++
		}
	}
	for i := range m.right {
		n := Pad(m.right[i].Number, m.pad)
		if n == "" || m.Left[i] >= 0 {
			continue
		}
		l, there := left.one[n]
		switch {
		case !there:
		case left.many[n] != nil || right[n] > 1:
			for _, l := range left.all(n) {
				if m.open(l, i) {
					m.doubt(l, i, Several)
				}
			}
		case !m.open(l, i):
		case m.left[l].agrees(m.right[i]):
			m.Join(l, i, ByNumber)
		default:
			m.doubt(l, i, OtherName)
		}
	}
}

// agrees reports whether nothing speaks against two with one number being one person: a name may have changed in one part, as by marriage, or
// be written otherwise.
func (f Face) agrees(o Face) bool {
	switch {
	case f.Name == "" || o.Name == "" || SameName(f.Name, o.Name):
		return true
	case f.Mail != "" && strings.EqualFold(f.Mail, o.Mail):
		return true
	case f.Kana != "" && o.Kana != "" && loose(f.Kana) == loose(o.Kana):
		return true
	case given(f.Name) != "" && given(f.Name) == given(o.Name):
		return true
	}
	return alike(f.Name, o.Name)
}

// alike reports whether two names have a spelling in common.
func alike(a, b string) bool {
	for _, s := range spellings(a) {
		if s != "" && slices.Contains(spellings(b), s) {
			return true
		}
	}
	return false
}

// byMail matches those who have one mail address, unless their numbers or names say that they are two.
func (m *Match) byMail() {
	m.by(func(f Face) string { return strings.ToLower(f.Mail) }, func(l, r int) {
		switch {
		case !m.open(l, r):
		case m.otherNumber(l, r):
			m.doubt(l, r, m.kindOfNumber(l, r))
		case m.left[l].agrees(Face{Name: m.right[r].Name, Kana: m.right[r].Kana}):
			m.Join(l, r, ByMail)
		default:
			m.doubt(l, r, OtherName)
		}
	})
}

// byName matches those who alone have their name, unless their kana, mail or number say that they are two.
func (m *Match) byName() {
	m.by(func(f Face) string { return plain(f.Name) }, func(l, r int) {
		f, o := m.left[l], m.right[r]
		kana := f.Kana != "" && o.Kana != ""
		switch {
		case !m.open(l, r):
		case m.otherNumber(l, r):
			m.doubt(l, r, m.kindOfNumber(l, r))
		case kana && loose(f.Kana) != loose(o.Kana), f.Mail != "" && o.Mail != "" && !strings.EqualFold(f.Mail, o.Mail):
			m.doubt(l, r, Variant)
		case kana:
			m.Join(l, r, ByKana)
		default:
			m.Join(l, r, ByName)
		}
	})
}

func (m *Match) otherNumber(l, r int) bool {
	n := Pad(m.right[r].Number, m.pad)
	all := m.numbers(m.left[l])
	return n != "" && len(all) > 0 && !slices.Contains(all, n)
}

// kindOfNumber tells numbers that differ by zeros from those that differ.
func (m *Match) kindOfNumber(l, r int) Doubt {
	for _, n := range m.numbers(m.left[l]) {
		if bare(n) == bare(m.right[r].Number) {
			return Zeros
		}
	}
	return OtherNumber
}

// bare returns a number without its leading zeros.
func bare(number string) string { return strings.TrimLeft(number, "0") }

// by calls judge with those who alone have a key on either side. Where several have it those who are open become candidates.
func (m *Match) by(key func(Face) string, judge func(left, right int)) {
	wanted := map[string]int{}
	for i := range m.right {
		if k := key(m.right[i]); k != "" && m.Left[i] < 0 {
			wanted[k] = 0
		}
	}
	if len(wanted) == 0 {
		return
	}
	right := make(map[string][]int, len(wanted)) // those who are matched, too: a name that two have says little of the second
	for i := range m.right {
		k := key(m.right[i])
		if _, ok := wanted[k]; ok {
			right[k] = append(right[k], i)
		}
	}
	left := make(map[string][]int, len(wanted))
	for i := range m.left {
		k := key(m.left[i])
		if _, ok := wanted[k]; ok {
			left[k] = append(left[k], i)
		}
	}
	for i := range m.right {
		k := key(m.right[i])
		if m.Left[i] >= 0 || k == "" {
			continue
		}
		if len(left[k]) == 1 && len(right[k]) == 1 {
			judge(left[k][0], i)
			continue
		}
		for _, l := range left[k] {
			if !m.open(l, i) {
				continue
			}
			if m.otherNumber(l, i) {
				m.doubt(l, i, m.kindOfNumber(l, i))
			} else {
				m.doubt(l, i, Several)
			}
		}
	}
}

// doubts finds, among those whom nothing matched, who may be one person all the same.
func (m *Match) doubts() {
	numbers, names := map[string][]int{}, map[string][]int{}
	for i := range m.left {
		if m.Right[i] >= 0 {
			continue
		}
		for _, n := range m.numbers(m.left[i]) {
			numbers[bare(n)] = append(numbers[bare(n)], i)
		}
		for _, s := range spellings(m.left[i].Name) {
			names[s] = append(names[s], i)
		}
	}
	for i := range m.right {
		if m.Left[i] >= 0 {
			continue
		}
		if n := m.right[i].Number; n != "" {
			for _, l := range numbers[bare(n)] {
				if m.open(l, i) && m.otherNumber(l, i) {
					m.doubt(l, i, Zeros)
				}
			}
		}
		for _, s := range spellings(m.right[i].Name) {
			for _, l := range names[s] {
				if s == "" || !m.open(l, i) {
					continue
				}
				if m.otherNumber(l, i) {
					m.doubt(l, i, m.kindOfNumber(l, i))
				} else {
					m.doubt(l, i, Variant)
				}
			}
		}
	}
}
