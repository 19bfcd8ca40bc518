package record

import (
	"io"
	"iter"
	"slices"

	"github.com/genba-cli/genba/pkg/say"
)

// maxEnvelope bounds everything outside the array together.
const maxEnvelope = 1 << 20

// Reader streams the elements of one array out of a document of any length without holding it.
// Everything around the array is checked as strictly as the records are, and kept for
// [Reader.Envelope].
type Reader struct {
	src  source
	path []string
	// level is how many objects on the way to the array are open.
	level   int
	met     []bool // by level: whether its name on the path was met
	comma   bool   // in the object or array being read, a member or element came before
	inArray bool
	started bool
	count   int64
	begins  int64    // offset of the last element
	wrong   []string // the part of the path where something else stands
	found   Kind     // what stands there
	reached bool     // the array was met
	env     []byte
	done    bool  // the whole document was read, and good
	err     error // what ended the reading instead
	index   *Index
}

// NewReader reads from r the array at the path, one name a level, for example "response", "staffs".
// Without a path the document itself is the array.
func NewReader(r io.Reader, path ...string) *Reader {
	return &Reader{src: source{r: r}, path: path, met: make([]bool, len(path)), index: NewIndex(&Shapes{})}
}

// Fields has the reader note where the records hold fields, for [Flatten].
func (d *Reader) Fields(l FieldList) *Reader {
	d.index = NewIndex(&Shapes{Fields: l})
	return d
}

// Records yields the records in the order sent. The bytes of a record are valid until the next step
// ([Record.Clone] keeps them). An error is the last thing yielded: a document that is cut off,
// damaged, goes on after its end, or holds no such array always ends with one, records that came
// before it notwithstanding. It is a *[SyntaxError], a *[ShapeError] or what r returned.
// Where the loop was left, another goes on.
func (d *Reader) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for !d.done && d.err == nil {
			rec, err := d.next()
			if err != nil {
				d.err = err
			} else if !d.done && !yield(rec, nil) {
				return
			}
		}
		if d.err != nil {
			yield(Record{}, d.err)
		}
	}
}

// Envelope returns the document with the array left out, compact; nil when the document is the array.
// It is whole after Records came to its end without an error, or with a [ShapeError]; before that
// it holds the members that came so far.
func (d *Reader) Envelope() Value {
	if len(d.env) == 0 {
		return nil
	}
	env := slices.Clone(d.env)
	for range d.level {
		env = append(env, '}')
	}
	return env
}

// Offset returns the byte of the document at which the last record begins.
func (d *Reader) Offset() int64 { return d.begins }

// next returns the next record, or none when it is done.
func (d *Reader) next() (Record, error) {
	for {
		if !d.inArray {
			if err := d.outside(); err != nil || d.done {
				return Record{}, err
			}
		}
		c, ok := d.src.peek()
		switch {
		case !ok:
			return Record{}, d.src.fault(more, d.src.at)
		case c == ']':
			d.src.at++
			d.inArray, d.comma = false, true
			continue
		case !d.comma:
			d.comma = true
		case c == ',':
			d.src.at++
		default:
			return Record{}, d.src.fault(noCommaInArray, d.src.at)
		}
		return d.element()
	}
}

func (d *Reader) element() (Record, error) {
	d.index.reset(nil)
	v, err := d.src.record(d.level+1, d.index)
	if err != nil {
		return Record{}, err
	}
	d.count++
	d.begins = d.src.offset() - int64(len(v))
	if len(d.index.found) > 0 {
		known := d.index.found[0]
		return Record{raw: v, known: known.bits, index: d.index}, nil
	}
	if v[0] != '{' {
		return Record{}, &ShapeError{Path: d.path, Element: d.count, Found: kindOf(v[0]), Want: KindObject}
	}
	d.index.learn(v)
	return Record{raw: v, known: knownBits(!d.src.check.spaced, !d.src.check.lone)}, nil
}

// outside goes on through what is not the array until the array is open, or until it is done.
func (d *Reader) outside() error {
	if !d.started {
		d.started = true
		if err := d.root(); err != nil || d.inArray {
			return err
		}
	}
	for d.level > 0 {
		sound := len(d.env)
		if err := d.member(); err != nil {
			d.env = d.env[:sound]
			return err
		}
		if d.inArray {
			return nil
		}
	}
	if _, ok := d.src.peek(); ok {
		return d.src.fault(trailing, d.src.at)
	}
	if d.src.err == nil && !d.reached {
		return d.shape()
	}
	d.done = d.src.err == nil
	return d.src.err
}

// root opens the document.
func (d *Reader) root() error {
	c, ok := d.src.peek()
	switch {
	case !ok:
		return d.src.fault(more, d.src.at)
	case c == '[' && len(d.path) == 0:
		d.src.at++
		d.inArray, d.reached = true, true
		return nil
	case c == '{' && len(d.path) > 0:
		d.src.at++
		d.level = 1
		d.env = append(d.env, c)
		return nil
	}
	d.found = kindOf(c)
	return d.keep()
}

// member reads one member of an object on the way to the array, or the end of the object.
func (d *Reader) member() error {
	c, ok := d.src.peek()
	if ok && c == '}' {
		d.src.at++
		d.level--
		d.comma = true
		d.env = append(d.env, c)
		return nil
	}
	if d.comma {
		if err := d.src.take(',', noCommaInObject); err != nil {
			return err
		}
		c, ok = d.src.peek()
	}
	switch {
	case !ok:
		return d.src.fault(more, d.src.at)
	case c != '"':
		return d.src.fault(noName, d.src.at)
	}
	before := len(d.env)
	onPath, err := d.name()
	if err != nil {
		return err
	}
	if err := d.src.take(':', noColon); err != nil {
		return err
	}
	c, _ = d.src.peek()
	d.comma = true
	if onPath {
		last := d.level == len(d.path)
		switch {
		case last && c == '[':
			d.src.at++
			d.env = d.env[:before]
			d.inArray, d.reached, d.comma = true, true, false
			return nil
		case !last && c == '{':
			d.src.at++
			d.env = append(d.env, c)
			d.level++
			d.comma = false
			return nil
		}
		d.found, d.wrong = kindOf(c), d.path[:d.level]
	}
	return d.keep()
}

// name reads a member name into the envelope and reports whether it is the one on the path.
func (d *Reader) name() (onPath bool, err error) {
	offset := d.src.offset()
	quoted, err := d.src.value(d.level, maxEnvelope, "a member name")
	if err != nil {
		return false, err
	}
	if d.env[len(d.env)-1] != '{' {
		d.env = append(d.env, ',')
	}
	d.env = append(append(d.env, quoted...), ':')
	if want := d.path[d.level-1]; named(quoted, want) {
		if d.met[d.level-1] {
			return false, &SyntaxError{Offset: offset, Msg: say.T("the member %q comes twice", want)}
		}
		d.met[d.level-1] = true
		return true, nil
	}
	return false, nil
}

// keep reads a value that is not on the way to the array into the envelope.
func (d *Reader) keep() error {
	const what = "what stands around the records"
	v, err := d.src.value(d.level, maxEnvelope, what)
	if err != nil {
		return err
	}
	d.env = appendCompact(d.env, v)
	if len(d.env) > maxEnvelope {
		return tooLong(what, maxEnvelope)
	}
	return nil
}

// shape says why a whole document did not hold the array.
func (d *Reader) shape() error {
	e := &ShapeError{Path: d.path, Found: d.found, Want: KindArray}
	if d.found != KindAbsent {
		e.Path = d.wrong
		if len(d.wrong) < len(d.path) {
			e.Want = KindObject
		}
	}
	return e
}
