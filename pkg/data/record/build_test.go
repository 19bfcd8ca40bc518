package record_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

func TestObjectAndArray(t *testing.T) {
	for _, c := range []struct {
		got  record.Value
		want string
	}{
		{record.Object(), `{}`},
		{record.Object(record.Named("a", record.Int(1)), record.Named(`名"前`, record.String("x\n"))), `{"a":1,"名\"前":"x\n"}`},
		{record.Object(record.Named("gone", nil), record.Named("null", record.Null())), `{"null":null}`},
		{record.Array(nil), `[]`},
		{record.Array([]record.Value{record.Int(1), record.Object(), record.String("a,b")}), `[1,{},"a,b"]`},
	} {
		if string(c.got) != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}
