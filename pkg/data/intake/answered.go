package intake

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// answered reports whether a value may be of a form that only answers have.
func (r *Rule) answered(v record.Value) bool {
	return r.Answered != nil && !isEmpty(v) && r.Answered(v)
}

// kept knows the cells that are as the vendor answers them: they are not sent, as a request would have them otherwise.
type kept struct{ columns map[string][]uint64 } // a bit for each row's number

func (k *kept) keep(column string, row int) {
	if k.columns == nil {
		k.columns = map[string][]uint64{}
	}
	bits := k.columns[column]
	for len(bits) <= row/64 {
		bits = append(bits, 0)
	}
	bits[row/64] |= 1 << (row % 64)
	k.columns[column] = bits
}

func (k *kept) has(column string, row int) bool {
	if k == nil {
		return false
	}
	bits := k.columns[column]
	return row/64 < len(bits) && bits[row/64]&(1<<(row%64)) != 0
}

// same reports whether a value is what the vendor has: as text, or as a list or an object however it is spaced.
func same(given, then record.Value) bool {
	return SameText(given.Text(), then.Text()) || document(given) != "" && document(given) == document(then) ||
		then.Kind() == record.KindNumber && withoutZeros(given.Text()) == then.Text()
}

// withoutZeros returns a whole number without the zeros that a spreadsheet was told to show in front of it.
func withoutZeros(digits string) string {
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return digits
	}
	return cmp.Or(strings.TrimLeft(digits, "0"), "0")
}

// document returns a list or an object, or the text of one, without blanks between its parts; "" for anything else.
func document(v record.Value) string {
	text := []byte(v.Text())
	if len(text) == 0 || text[0] != '[' && text[0] != '{' {
		return ""
	}
	var b bytes.Buffer
	if json.Compact(&b, text) != nil {
		return ""
	}
	return b.String()
}

// TakeForUnchanged serves where nobody may look what is there: values that no request takes count as unchanged, and are not sent.
func (t *Rows) TakeForUnchanged(rules []Rule) error {
	t.kept = &kept{}
	for row, err := range t.All() {
		if err != nil {
			return err
		}
		for i := range rules {
			if r := &rules[i]; r.answered(row.Value(r.Name)) && !r.wrong(row).IsZero() {
				t.kept.keep(r.Name, row.Number)
			}
		}
	}
	return nil
}

// wrong says what is wrong with a row's value, or "".
func (r *Rule) wrong(row Row) say.Text {
	v := row.Value(r.Name)
	message := r.problem(v)
	if message.IsZero() && r.Check != nil {
		if message = r.Check(row); !message.IsZero() {
			message = inShort(message, v.Text())
		}
	}
	return message
}
