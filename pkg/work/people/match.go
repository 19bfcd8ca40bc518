package people

import (
	"strings"

	"github.com/genba-cli/genba/pkg/say"
)

// By is what two were matched by.
type By string

// What two may be matched by.
const (
	ByNumber By = "number"
	ByMail   By = "mail"
	ByName   By = "name"
	ByKana   By = "name+kana"
	ByMap    By = "map" // the people map says so

	// ByHistory is of two accounts that are known to have come one after the other.
	ByHistory By = "history"
)

// Doubt is why two who may be one person are not matched.
type Doubt uint8

// The doubts.
const (
	Zeros       Doubt = 1 + iota // numbers that differ by leading zeros alone
	OtherName                    // same number, another name
	OtherNumber                  // same mail or name, another number
	Several                      // several go by that number, mail or name
	Variant                      // the name is written otherwise
)

// Text says a doubt to people.
func (d Doubt) Text() say.Text {
	switch d {
	case Zeros:
		return say.T("the numbers differ by leading zeros only")
	case OtherName:
		return say.T("same number, another name")
	case OtherNumber:
		return say.T("same mail or name, another number")
	case Several:
		return say.T("several have that number, mail or name")
	case Variant:
		return say.T("the name is written otherwise")
	}
	return say.Text{}
}

// Candidate is two who may be one person and are not matched.
type Candidate struct {
	Left, Right int // places in the lists
	Doubt       Doubt
}

// Face is what somebody is matched by.
type Face struct {
	Number  string
	Further []string // other numbers of the same person, of other services
	Name    string
	Kana    string
	Mail    string
}

// Face returns what a person is matched by.
func (p *Person) Face() Face { return Face{Number: p.Number, Name: p.Name, Kana: p.Kana, Mail: p.Mail} }

// Match is two lists of people brought together.
type Match struct {
	Right      []int // by place on the left; -1: nobody
	Left       []int // by place on the right
	By         []By  // by place on the right
	Candidates []Candidate

	left, right side
	pad         int
	apart       func(left, right int) bool
	doubted     map[[2]int]bool

	equal     func(left, right int) bool // reports whether nothing differs of two; nil: that is not asked
	identical []bool                     // by place on the right: joined by number, and nothing differs
}

// NewMatch begins a match in which nobody is matched. Numbers shorter than pad are filled up with zeros; apart, which may be nil, reports of
// two that they are known to be different people.
func NewMatch(left, right []Face, pad int, apart func(left, right int) bool) *Match {
	return newMatch(side{faces: left}, side{faces: right}, pad, apart)
}

func newMatch(left, right side, pad int, apart func(left, right int) bool) *Match {
	m := &Match{left: left, right: right, pad: pad, apart: apart, Right: make([]int, left.count()), Left: make([]int, right.count()), By: make([]By, right.count()), doubted: map[[2]int]bool{}}
	for i := range m.Right {
		m.Right[i] = -1
	}
	for i := range m.Left {
		m.Left[i] = -1
	}
	return m
}

// compare has those whom a number joins compared.
func (m *Match) compare(equal func(left, right int) bool) {
	if equal != nil {
		m.equal, m.identical = equal, make([]bool, m.right.count())
	}
}

// same reports whether it is known already that nothing differs of somebody on the right and whom they are matched with.
func (m *Match) same(right int) bool { return m.identical != nil && m.identical[right] }

// Join matches two.
func (m *Match) Join(left, right int, by By) {
	m.Right[left], m.Left[right], m.By[right] = right, left, by
}

// Run matches those who are left: by number, by mail, by name and kana. What is doubtful becomes a candidate.
func (m *Match) Run() {
	m.byNumber()
	m.byMail()
	m.byName()
	m.doubts()
}

// open reports whether two may still be matched: what was doubtful once stays so.
func (m *Match) open(left, right int) bool {
	return m.Right[left] < 0 && m.Left[right] < 0 && !m.doubted[[2]int{left, right}] && (m.apart == nil || !m.apart(left, right))
}

func (m *Match) doubt(left, right int, d Doubt) {
	if m.doubted[[2]int{left, right}] {
		return
	}
	m.doubted[[2]int{left, right}] = true
	m.Candidates = append(m.Candidates, Candidate{left, right, d})
}

// Pad fills a number up with zeros; what is no number stays as it is.
func Pad(number string, width int) string {
	if len(number) >= width || number == "" || strings.ContainsFunc(number, func(c rune) bool { return c < '0' || c > '9' }) {
		return number
	}
	return strings.Repeat("0", width-len(number)) + number
}

// numbers returns all numbers of a face, filled up to pad.
func (f *Face) numbers(pad int) []string {
	if len(f.Further) == 0 {
		if f.Number == "" {
			return nil
		}
		return []string{Pad(f.Number, pad)}
	}
	var all []string
	for _, n := range append([]string{f.Number}, f.Further...) {
		if n != "" {
			all = append(all, Pad(n, pad))
		}
	}
	return all
}
