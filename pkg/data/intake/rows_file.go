package intake

import (
	"encoding/binary"
	"slices"

	"github.com/genba-cli/genba/pkg/data/record"
)

// blockRows is how many rows are read at once.
const blockRows = 64

// A block is rows, each as:
//
//	varint   its number, less that of the row before in the block
//	varint   its line, less that of the row before
//	uvarint  0: the columns of the row before; else their number and 1, and then each as a uvarint
//	values   each with its length in front, as a uvarint
//
// A value is raw JSON, and none when it is absent.

// column returns the place of a column, a new one if need be.
func (t *Rows) column(name string) int {
	at, ok := t.known[name]
	if !ok {
		at = len(t.names)
		t.known[name] = at
		t.names, t.day = append(t.names, name), append(t.day, false)
	}
	return at
}

// add keeps a row.
func (t *Rows) add(r Row) error {
	columns := t.columns
	if !t.alike(r.Fields) {
		columns = make([]int, len(r.Fields))
		for i, f := range r.Fields {
			columns[i] = t.column(f.Name)
		}
	}
	if err := t.begin(r.Number, r.Line, columns); err != nil {
		return err
	}
	for _, f := range r.Fields {
		t.value(f.Value)
	}
	return nil
}

// alike reports whether fields are of the columns of the row before.
func (t *Rows) alike(fields []Field) bool {
	return slices.EqualFunc(fields, t.columns, func(f Field, column int) bool { return f.Name == t.names[column] })
}

// begin begins a row of which each value follows.
func (t *Rows) begin(number, line int, columns []int) error {
	first := t.n%blockRows == 0
	if first {
		if err := t.end(); err != nil {
			return err
		}
		t.blocks = append(t.blocks, t.store.size())
		t.number, t.line = 0, 0
	}
	same := slices.Equal(columns, t.columns)
	t.even = t.even && (same || t.n == 0)
	t.block = binary.AppendVarint(t.block, int64(number-t.number))
	t.block = binary.AppendVarint(t.block, int64(line-t.line))
	if same && !first {
		t.block = append(t.block, 0)
	} else {
		t.block = binary.AppendUvarint(t.block, uint64(len(columns)+1))
		for _, c := range columns {
			t.block = binary.AppendUvarint(t.block, uint64(c))
		}
		t.columns = append(t.columns[:0], columns...)
	}
	t.number, t.line = number, line
	t.n++
	return nil
}

func (t *Rows) value(v []byte) {
	t.block = append(binary.AppendUvarint(t.block, uint64(len(v))), v...)
}

// text keeps a text as a value.
func (t *Rows) text(s string) {
	t.scratch = record.AppendString(t.scratch[:0], s)
	t.value(t.scratch)
}

// end keeps the block that was filled.
func (t *Rows) end() error {
	_, err := t.store.Write(t.block)
	t.block = t.block[:0]
	return err
}

// reader reads rows of a block one after the other.
type reader struct {
	rows    *Rows
	block   []byte
	rest    []byte // of the block
	next    int    // the row that rest begins with
	held    int    // the number of the block, and 1; 0: none
	row     Row
	columns []int
}

// read returns a row by its place.
func (r *reader) read(n int) (Row, error) {
	if block := n/blockRows + 1; block != r.held || n < r.next {
		if err := r.take(block - 1); err != nil {
			return Row{}, err
		}
	}
	for ; r.next <= n; r.next++ {
		r.decode()
	}
	return r.row, nil
}

// take reads a block.
func (r *reader) take(block int) error {
	t := r.rows
	if r.held = 0; len(t.block) > 0 {
		if err := t.end(); err != nil {
			return err
		}
	}
	end := t.store.size()
	if block+1 < len(t.blocks) {
		end = t.blocks[block+1]
	}
	size := int(end - t.blocks[block])
	r.block = slices.Grow(r.block[:0], size)[:size]
	if _, err := t.store.ReadAt(r.block, t.blocks[block]); err != nil {
		return err
	}
	r.rest, r.next, r.held = r.block, block*blockRows, block+1
	r.row = Row{origin: t.origin, Fields: r.row.Fields[:0]}
	return nil
}

func (r *reader) uvarint() int {
	if n := r.rest[0]; n < 0x80 { // as most are
		r.rest = r.rest[1:]
		return int(n)
	}
	n, size := binary.Uvarint(r.rest)
	r.rest = r.rest[size:]
	return int(n)
}

func (r *reader) varint() int {
	n, size := binary.Varint(r.rest)
	r.rest = r.rest[size:]
	return int(n)
}

// decode takes a row off the rest.
func (r *reader) decode() {
	r.row.Number += r.varint()
	r.row.Line += r.varint()
	if n := r.uvarint(); n > 0 {
		r.columns = r.columns[:0]
		for range n - 1 {
			r.columns = append(r.columns, r.uvarint())
		}
	}
	fields := r.row.Fields[:0]
	for _, c := range r.columns {
		f := Field{Name: r.rows.names[c]}
		if size := r.uvarint(); size > 0 {
			f.Value = record.Value(r.rest[:size:size])
			r.rest = r.rest[size:]
		}
		if r.rows.day[c] {
			f.Value = withoutMidnight(f.Value)
		}
		fields = append(fields, f)
	}
	r.row.Fields = fields
}
