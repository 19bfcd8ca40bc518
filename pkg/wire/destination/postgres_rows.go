package destination

import (
	"bytes"
	"encoding/binary"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// postgresRows are rows on their way in, in PostgreSQL's binary form (its manual, COPY, and the send functions of the types).
type postgresRows struct {
	copy    *postgres.Copy
	columns []column
	common  stamp
	fields  int    // of a row
	tail    []byte // scope and time of every row
	buf     []byte
	text    []byte
	json    []byte
	times   clockwork
}

// copyPiece is how much is sent at once.
const copyPiece = 60 << 10

func newPostgresRows(in *postgres.Copy, columns []column, common stamp) *postgresRows {
	r := &postgresRows{copy: in, columns: columns, common: common, fields: len(columns) + 1, times: clockwork{zone: common.zone}}
	if common.sealed {
		return r
	}
	r.fields += 2
	r.tail = appendJSONB(nil, []byte(common.scope))
	r.tail = appendMoment(r.tail, common.pulled)
	return r
}

func (r *postgresRows) stamp() stamp { return r.common }

func (r *postgresRows) add(values []record.Value, rec record.Record) (at int, need kind, err error) {
	start := len(r.buf)
	r.buf = binary.BigEndian.AppendUint16(r.buf, uint16(r.fields))
	for i, v := range values {
		c := &r.columns[i]
		if v == nil {
			r.buf = append(r.buf, 0xff, 0xff, 0xff, 0xff)
			continue
		}
		need, err := r.append(c, v)
		if need != c.kind || err != nil {
			r.buf = r.buf[:start]
			return i, need, err
		}
	}
	r.json = rec.AppendJSON(r.json[:0])
	if err := r.appendJSON(r.json, recordColumn); err != nil {
		r.buf = r.buf[:start]
		return -1, 0, err
	}
	r.buf = append(r.buf, r.tail...)
	if len(r.buf) < copyPiece {
		return -1, 0, nil
	}
	return -1, 0, r.flush()
}

func (r *postgresRows) flush() error {
	err := r.copy.Write(r.buf)
	r.buf = r.buf[:0]
	return err
}

// append appends a value, or returns the kind that the column has to have first.
func (r *postgresRows) append(c *column, v record.Value) (need kind, err error) {
	switch c.kind {
	case whole:
		n, ok := wholeNumber(v)
		if !ok {
			return joint(whole, postgresKind(v)), nil
		}
		r.buf = binary.BigEndian.AppendUint64(append(r.buf, 0, 0, 0, 8), uint64(n))
		return whole, nil
	case number:
		var ok bool
		if r.buf, ok = appendNumeric(r.buf, v); !ok {
			return text, nil
		}
		return number, nil
	case boolean:
		b, ok := v.Bool()
		if !ok {
			return text, nil
		}
		r.buf = append(r.buf, 0, 0, 0, 1, 0)
		if b {
			r.buf[len(r.buf)-1] = 1
		}
		return boolean, nil
	case moment:
		if string(v) == `""` {
			r.buf = append(r.buf, 0xff, 0xff, 0xff, 0xff)
			return moment, nil
		}
		t, ok := r.times.read(v)
		if !ok {
			return text, nil
		}
		r.buf = appendMoment(r.buf, t)
		return moment, nil
	case nested:
		if v.Kind() < record.KindArray {
			return text, nil
		}
		r.json = v.AppendJSON(r.json[:0])
		return nested, r.appendJSON(r.json, c.name)
	case foreign:
		return text, nil
	}
	if c.open {
		if k := postgresKind(v); k != text {
			return k, nil
		}
	}
	r.text = r.text[:0]
	if c.time {
		r.text = r.times.appendLocal(r.text, v)
	}
	if len(r.text) == 0 {
		r.text = v.AppendText(r.text)
	}
	if bytes.IndexByte(r.text, 0) >= 0 {
		return text, noNUL(c.name)
	}
	r.buf = append(appendLength(r.buf, len(r.text)), r.text...)
	return text, nil
}

// appendJSON appends JSON as jsonb takes it.
func (r *postgresRows) appendJSON(json []byte, column string) (err error) {
	if bytes.Contains(json, []byte(`\u`)) {
		if r.text, err = jsonText(r.text[:0], json, column); err != nil {
			return err
		}
		json = r.text
	}
	r.buf = appendJSONB(r.buf, json)
	return nil
}

func noNUL(column string) error {
	return fault.Errorf(fault.Other, "the column %s would hold the character U+0000, which PostgreSQL can't keep", column).
		WithHint("sqlite: and files keep it")
}

// postgresKind returns what a value is where numbers may have any number of digits that jsonb and numeric hold.
func postgresKind(v record.Value) kind {
	k := kindOf(v)
	if k == number {
		if _, ok := appendNumeric(nil, v); !ok {
			return text
		}
	}
	return k
}

func appendLength(dst []byte, n int) []byte {
	return binary.BigEndian.AppendUint32(dst, uint32(n))
}

// appendJSONB appends a value of jsonb: its version, and the text.
func appendJSONB(dst, text []byte) []byte {
	return append(append(appendLength(dst, len(text)+1), 1), text...)
}

// appendMoment appends a timestamptz: microseconds since 2000 in UTC.
func appendMoment(dst []byte, t time.Time) []byte {
	const year2000 = 946684800
	return binary.BigEndian.AppendUint64(append(dst, 0, 0, 0, 8), uint64((t.Unix()-year2000)*1e6+int64(t.Nanosecond()/1000)))
}

// jsonText appends JSON as jsonb takes it: it has no U+0000, and no half of a surrogate pair, for which U+FFFD stands.
func jsonText(dst, json []byte, column string) ([]byte, error) {
	for {
		at := bytes.Index(json, []byte(`\u`))
		if at < 0 {
			return append(dst, json...), nil
		}
		if odd(json[:at]) {
			dst, json = append(dst, json[:at+2]...), json[at+2:]
			continue
		}
		code := strings.ToLower(string(json[at+2 : at+6]))
		switch {
		case code == "0000":
			return dst, noNUL(column)
		case code >= "d800" && code < "dc00" && pair(json[at+6:]):
			dst, json = append(dst, json[:at+12]...), json[at+12:]
		case code >= "d800" && code < "e000":
			dst, json = append(append(dst, json[:at]...), `\ufffd`...), json[at+6:]
		default:
			dst, json = append(dst, json[:at+6]...), json[at+6:]
		}
	}
}

// odd reports whether text ends in an odd number of backslashes: then what follows is no escape of its own.
func odd(text []byte) bool { return (len(text)-len(bytes.TrimRight(text, `\`)))%2 == 1 }

// pair reports whether the second half of a surrogate pair follows.
func pair(json []byte) bool {
	if len(json) < 6 || json[0] != '\\' || json[1] != 'u' {
		return false
	}
	code := strings.ToLower(string(json[2:6]))
	return code >= "dc00" && code < "e000"
}

func (r *postgresRows) done() error {
	if err := r.flush(); err != nil {
		return err
	}
	return r.copy.Close()
}

func (r *postgresRows) abort() { r.copy.Abort() }
