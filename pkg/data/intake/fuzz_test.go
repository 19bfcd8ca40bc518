package intake_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Whatever is handed in: rows that are whole, or a fault.Usage that says where.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "id,name\n1,a\n", "id,name\r\n1,\"a\r\nb\"\r\n\r\n2,", "id,name\n1,\"a", "id\n\"a\"b", "id,id\n", "id,\n", "'=1,a\n'=2,'b\n",
		"\xef\xbb\xbfid\n1", "id\n\x93\xfa\x96{\n", "\xff\xfei\x00", "a\x00b", "id\r1\r",
		`[{"id":1,"name":"a"},{"id":2}]`, `{"id":1}` + "\n" + `{"id":2}`, `[{"id":1},`, `{"a":1,"a":2}`, `[1]`, "5", `{"":0}`, `{"a":"\ud800"}`,
	} {
		for format := range byte(5) {
			f.Add([]byte(seed), format)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte, format byte) {
		o := intake.Options{Name: "-", Format: intake.Format(format % 5)}
		rows, err := intake.Read(bytes.NewReader(text), o)
		if err != nil {
			if rows != nil || fault.KindOf(err) != fault.Usage || !utf8.ValidString(err.Error()) {
				t.Fatalf("%d rows, %v", len(rows), err)
			}
			return
		}
		checkRows(t, rows, bytes.Count(text, []byte("\n"))+1, o.Format == intake.CSV || o.Format == intake.TSV)
		if err := intake.Check(rows, []intake.Rule{{Name: "id", Required: true, Integer: true}, {Name: "name", Date: true}}, nil); err != nil && fault.HintOf(err).String() == "" {
			t.Fatalf("%v without a hint", err)
		}
	})
}

// checkRows checks what holds for rows of any text of so many lines; those of a table have the same columns.
func checkRows(t *testing.T, rows []intake.Row, lines int, table bool) {
	t.Helper()
	for i, row := range rows {
		if row.Number != i+1 || row.Line < 1 || row.Line > lines || i > 0 && row.Line < rows[i-1].Line {
			t.Fatalf("row %d is numbered %d, in line %d of %d", i+1, row.Number, row.Line, lines)
		}
		names := map[string]bool{}
		for j, field := range row.Fields {
			if _, err := record.ParseValue(field.Value); err != nil || field.Name == "" || names[field.Name] {
				t.Fatalf("row %d, field %q: %q, %v", i+1, field.Name, field.Value, err)
			}
			names[field.Name] = true
			if table {
				if len(row.Fields) != len(rows[0].Fields) || field.Name != rows[0].Fields[j].Name || field.Value.Kind() != record.KindString {
					t.Fatalf("row %d: %q, unlike row 1: %q", i+1, row.Fields, rows[0].Fields)
				}
			}
		}
	}
}
