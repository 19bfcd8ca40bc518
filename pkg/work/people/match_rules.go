package people

import (
	"slices"
	"strings"
)

// byNumber matches those whose numbers are equal as text, unless their names say that they are two.
func (m *Match) byNumber() {
	lefts, rights := m.left.index(m.pad), m.right.index(m.pad)
	for i := range m.right.count() {
		n := Pad(m.right.number(i), m.pad)
		if n == "" || m.Left[i] >= 0 {
			continue
		}
		l, there := lefts.first(n)
		if !there {
			continue
		}
		if lefts.many[n] != nil || rights.many[n] != nil {
			var one bool
			if l, one = m.several(n, i); !one {
				continue
			}
		}
		switch {
		case !m.open(l, i):
		case agree(m.left.face(l), m.right.face(i)):
			m.Join(l, i, ByNumber)
			if m.equal != nil {
				m.identical[i] = m.equal(l, i)
			}
		default:
			m.doubt(l, i, OtherName)
		}
	}
}

// several looks at a number that several have: of those whom nobody had matched before, there is one on either side, else they are doubtful.
func (m *Match) several(n string, i int) (left int, one bool) {
	var lefts []int
	for _, l := range m.left.numbers.all(n) {
		if r := m.Right[l]; r < 0 || m.By[r] != ByMap {
			lefts = append(lefts, l)
		}
	}
	rights := 0
	for _, r := range m.right.numbers.all(n) {
		if m.By[r] != ByMap {
			rights++
		}
	}
	if len(lefts) == 1 && rights == 1 {
		return lefts[0], true
	}
	for _, l := range lefts {
		if m.open(l, i) {
			m.doubt(l, i, Several)
		}
	}
	return 0, false
}

// agree reports whether nothing speaks against two with one number being one person: a name may have changed in one part, as by marriage, or
// be written otherwise.
func agree(f, o Face) bool {
	switch {
	case f.Name == "" || o.Name == "" || sameName(f.Name, o.Name):
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

func withoutMail(f Face) Face {
	f.Mail = ""
	return f
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
	mail := func(s *side, i int) string { return strings.ToLower(s.mail(i)) }
	m.by(mail, func(s *side, i int) uint16 { return s.sketch(i).mail }, func(l, r int) {
		switch {
		case !m.open(l, r):
		case m.otherNumber(l, r):
			m.doubt(l, r, m.kindOfNumber(l, r))
		case agree(m.left.face(l), withoutMail(m.right.face(r))):
			m.Join(l, r, ByMail)
		default:
			m.doubt(l, r, OtherName)
		}
	})
}

// byName matches those who alone have their name, unless their kana, mail or number say that they are two.
func (m *Match) byName() {
	m.by((*side).name, func(s *side, i int) uint16 { return s.sketch(i).name }, func(l, r int) {
		f, o := m.left.face(l), m.right.face(r)
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
	n := Pad(m.right.number(r), m.pad)
	f := m.left.face(l)
	all := f.numbers(m.pad)
	return n != "" && len(all) > 0 && !slices.Contains(all, n)
}

// kindOfNumber tells numbers that differ by zeros from those that differ.
func (m *Match) kindOfNumber(l, r int) Doubt {
	f := m.left.face(l)
	for _, n := range f.numbers(m.pad) {
		if bare(n) == bare(m.right.number(r)) {
			return Zeros
		}
	}
	return OtherNumber
}

// bare returns a number without its leading zeros.
func bare(number string) string { return strings.TrimLeft(number, "0") }

// by calls judge with those who alone have a key on either side; digest is that of the key. Where several have it those who are open become
// candidates.
func (m *Match) by(key func(s *side, i int) string, digest func(s *side, i int) uint16, judge func(left, right int)) {
	wanted := map[string]bool{}
	var some filter
	for i := range m.right.count() {
		if m.Left[i] >= 0 {
			continue
		}
		if k := key(&m.right, i); k != "" {
			wanted[k] = true
			some.add(digest(&m.right, i))
		}
	}
	if len(wanted) == 0 {
		return
	}
	having := func(s *side) map[string][]int { // those who are matched, too: a name that two have says little of the second
		all := make(map[string][]int, len(wanted))
		for i := range s.count() {
			if !some.has(digest(s, i)) {
				continue
			}
			if k := key(s, i); wanted[k] {
				all[k] = append(all[k], i)
			}
		}
		return all
	}
	left, right := having(&m.left), having(&m.right)
	for i := range m.right.count() {
		if m.Left[i] >= 0 {
			continue
		}
		k := key(&m.right, i)
		if k == "" {
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
	for i := range m.left.count() {
		if m.Right[i] >= 0 {
			continue
		}
		f := m.left.face(i)
		for _, n := range f.numbers(m.pad) {
			numbers[bare(n)] = append(numbers[bare(n)], i)
		}
		for _, s := range spellings(f.Name) {
			names[s] = append(names[s], i)
		}
	}
	for i := range m.right.count() {
		if m.Left[i] >= 0 {
			continue
		}
		if n := m.right.number(i); n != "" {
			for _, l := range numbers[bare(n)] {
				if m.open(l, i) && m.otherNumber(l, i) {
					m.doubt(l, i, Zeros)
				}
			}
		}
		for _, s := range spellings(m.right.face(i).Name) {
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
