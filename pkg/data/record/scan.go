package record

// maxDepth is how many arrays and objects may stand inside each other: what the strict decoder
// allows that this scanner is compared with.
const maxDepth = 10000

// mode is where in the grammar the scanner stands.
type mode uint8

const (
	atValue      mode = iota // a value must follow
	atFirstValue             // a value or ']'
	atName                   // a member name must follow
	atFirstName              // a member name or '}'
	atColon
	atNext // ',' or the end of the container
	inName // inside the quotes of a member name
	inString
)

// scanner validates one value. It stops where its input ends and goes on when it is called again
// with more of it, so that a value is read once, however small the pieces it arrives in.
// The zero value stands before a top-level value.
type scanner struct {
	mode   mode
	spaced bool   // white space was seen between tokens: the text is not compact
	lone   bool   // half of a surrogate pair stood alone in a string
	final  bool   // nothing follows the input: a number may end with it
	cut    bool   // object went as far as the input
	outer  int    // containers around the value, counted towards maxDepth
	open   []byte // open containers of the value, '{' or '['

	index  *Index // notes where the values of records lie; nil: nobody asks
	starts []int  // with an index: where the containers of open began
}

// reset prepares for a value inside outer containers.
func (s *scanner) reset(outer int) {
	*s = scanner{outer: outer, open: s.open[:0], index: s.index, starts: s.starts[:0]}
}

// scan reads on from b[i] until the value is whole. It returns the index after the value, or
// with more the index to go on from, or else where the fault is.
func (s *scanner) scan(b []byte, i int) (int, problem) {
	m := s.mode
	var p problem
	for i < len(b) {
		c := b[i]
		if c <= ' ' && m < inName {
			if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
				return i, s.expected(m)
			}
			s.spaced = true
			i++
			continue
		}
		switch m {
		case atFirstValue, atValue:
			switch {
			case c == '"':
				i++
				if i, p = s.string(b, i); p != whole {
					s.mode = inString
					return i, p
				}
				m = atNext
			case c-'0' < 10 || c == '-':
				j, p := scanNumber(b, i, s.final)
				if p == more {
					s.mode = m
					return i, more
				} else if p != whole {
					return j, p
				}
				i, m = j, atNext
			case c == '{' || c == '[':
				if s.index != nil && c == '{' && s.isRecord() {
					j, matched := s.object(b, i)
					if matched {
						i, m = j, atNext
						continue
					}
					if j > i {
						i, m = j, s.mode
						continue
					}
				}
				if len(s.open)+s.outer >= maxDepth {
					return i, tooDeep
				}
				if s.index != nil {
					s.opened(i)
				}
				s.open = append(s.open, c)
				i++
				m = atFirstName
				if c == '[' {
					m = atFirstValue
				}
				continue
			case c == ']' && m == atFirstValue:
				m = atNext
				continue
			default:
				j, p := scanLiteral(b, i)
				if p == more {
					s.mode = m
					return i, more
				} else if p != whole {
					return j, p
				}
				i, m = j, atNext
			}
			if len(s.open) == 0 {
				return i, whole
			}
		case atFirstName, atName:
			if c != '"' {
				if c == '}' && m == atFirstName {
					m = atNext
					continue
				}
				return i, noName
			}
			i++
			if i, p = s.string(b, i); p != whole {
				s.mode = inName
				return i, p
			}
			m = atColon
			if i < len(b) && b[i] == ':' {
				i++
				m = atValue
			}
		case atColon:
			if c != ':' {
				return i, noColon
			}
			i++
			m = atValue
		case atNext:
			inside := s.open[len(s.open)-1]
			switch c {
			case ',':
				i++
				m = atValue
				if inside == '{' {
					m = atName
				}
			case inside + 2: // in ASCII, '}' and ']' stand two after '{' and '['
				i++
				s.open = s.open[:len(s.open)-1]
				if s.index != nil {
					s.closed(b, i)
				}
				if len(s.open) == 0 {
					return i, whole
				}
			default:
				return i, s.expected(m)
			}
		case inName, inString:
			if i, p = s.string(b, i); p != whole {
				s.mode = m
				return i, p
			}
			if m == inName {
				m = atColon
				continue
			}
			m = atNext
			if len(s.open) == 0 {
				return i, whole
			}
		}
	}
	s.mode = m
	return i, more
}

// expected returns the problem of finding something else in mode m.
func (s *scanner) expected(m mode) problem {
	switch m {
	case atFirstName, atName:
		return noName
	case atColon:
		return noColon
	case atNext:
		if s.open[len(s.open)-1] == '{' {
			return noCommaInObject
		}
		return noCommaInArray
	}
	return noValue
}

// scanNumber validates the number at b[i]. Unless final, a number that touches the end of b may
// go on.
func scanNumber(b []byte, i int, final bool) (int, problem) {
	if b[i] == '-' {
		i++
	}
	switch {
	case i < len(b) && b[i] == '0':
		i++
	case i < len(b) && b[i]-'1' < 9:
		i = digits(b, i)
	default:
		return noDigits(b, i)
	}
	if i < len(b) && b[i] == '.' {
		j := digits(b, i+1)
		if j == i+1 {
			return noDigits(b, j)
		}
		i = j
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		j := digits(b, i)
		if j == i {
			return noDigits(b, j)
		}
		i = j
	}
	if i == len(b) && !final {
		return i, more
	}
	return i, whole
}

// noDigits returns the problem of digits missing at b[i].
func noDigits(b []byte, i int) (int, problem) {
	if i == len(b) {
		return i, more
	}
	return i, badNumber
}

func digits(b []byte, i int) int {
	for i < len(b) && b[i]-'0' < 10 {
		i++
	}
	return i
}

// scanLiteral validates true, false or null at b[i].
func scanLiteral(b []byte, i int) (int, problem) {
	var word string
	switch b[i] {
	case 'n':
		word = "null"
	case 't':
		word = "true"
	case 'f':
		word = "false"
	default:
		return i, noValue
	}
	if len(b)-i >= len(word) && string(b[i:i+len(word)]) == word {
		return i + len(word), whole
	}
	for k := range len(word) {
		if i+k == len(b) {
			return i + k, more
		}
		if b[i+k] != word[k] {
			return i + k, badLiteral
		}
	}
	return i + len(word), whole
}
