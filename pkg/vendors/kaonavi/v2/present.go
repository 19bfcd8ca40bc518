package v2

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Present is what Kaonavi has now of what a write is about.
type Present struct {
	Codes   []string // in Kaonavi's order
	Records map[string]int
	// Filled is how many records have a value, by column, where a write may empty it.
	Filled map[string]int
}

// Total returns how many records there are.
func (p Present) Total() int {
	n := 0
	for _, records := range p.Records {
		n += records
	}
	return n
}

// ReadPresent reads members, or with sheet the records of one, and hands each member's on: they are valid until the next.
// meet may be nil.
func ReadPresent(records Records, sheet bool, meet func(code string, there []record.Value) error) (Present, error) {
	p := Present{Records: map[string]int{}, Filled: map[string]int{}}
	var there []record.Value
	for r, err := range records {
		if err != nil {
			return p, err
		}
		code := r.Lookup("code").Text()
		if there = append(there[:0], r.Value()); sheet {
			there = slices.AppendSeq(there[:0], r.Lookup(RecordList).Elements())
		}
		p.Codes = append(p.Codes, code)
		p.Records[code] += len(there)
		if meet == nil {
			continue
		}
		if err := meet(code, there); err != nil {
			return p, err
		}
	}
	return p, nil
}

// valuesOf returns a record's values by column, of the columns that are wanted; nil: of all.
func valuesOf(v record.Value, wanted map[string]bool) map[string][]string {
	all := map[string][]string{}
	put := func(column string, texts ...string) {
		if wanted == nil || wanted[column] {
			all[column] = texts
		}
	}
	for c := v.Cursor(); ; {
		name, ok := c.Member()
		switch {
		case !ok:
			return all
		case name.Is(customFields) && c.Kind() == record.KindArray:
			for c.Next() {
				customValue(c, wanted, all)
			}
		case name.Is("department"):
			value := c.Take()
			put("department.code", value.Field("code").Text())
			put("department.name", value.Field("name").Text())
		case name.Is("face_image"):
			put("face_image.updated_at", c.Take().Field("updated_at").Text())
		case name.Is("sub_departments"):
			var codes []string
			for one := range c.Take().Elements() {
				codes = append(codes, one.Field("code").Text())
			}
			put("sub_departments", codes...)
		default:
			put(record.Value(name).Text(), c.Take().Text())
		}
	}
}

// customValue puts the values of a custom field among the others.
func customValue(c *record.Cursor, wanted map[string]bool, all map[string][]string) {
	var place [64]byte
	var column []byte
	var list record.Value
	if c.Kind() != record.KindObject {
		c.Take()
		return
	}
	for {
		name, ok := c.Member()
		if !ok {
			break
		}
		switch v := c.Take(); {
		case name.Is("id"):
			column = append(append(place[:0], customPrefix...), bytes.Trim(v, `"`)...)
		case name.Is("values"):
			list = v
		}
	}
	if wanted != nil && !wanted[string(column)] {
		return
	}
	var texts []string
	for one := range list.Elements() {
		texts = append(texts, one.Text())
	}
	all[string(column)] = texts
}

// recordOf returns the place of the record that a row is about: the column record says it, else it is the n-th of its member.
func recordOf(r intake.Row, n int) int {
	if number, err := strconv.Atoi(r.Text(recordColumn)); err == nil {
		return number - 1
	}
	return n
}

// Near gives the codes that differ by leading zeros only from one that is there.
func (p Present) Near(codes []string) []string {
	if len(codes) == 0 {
		return nil
	}
	bare := map[string]string{}
	for _, code := range p.Codes {
		bare[strings.TrimLeft(code, "0")] = code
	}
	var near []string
	for _, code := range codes {
		if there, known := bare[strings.TrimLeft(code, "0")]; known {
			near = append(near, code+" ("+there+")")
		}
	}
	return near
}

// Without gives the codes that are not among others.
func Without(codes, others []string) []string {
	known := map[string]bool{}
	for _, code := range others {
		known[code] = true
	}
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return known[code] })
}
