package v2_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// manyMembers is an answer with members of 200 fields of which every second one is blank, and the layout.
func manyMembers(n int) ([]byte, v2.Layout) {
	var l v2.Layout
	for i := range 200 {
		l.Fields = append(l.Fields, v2.Field{Key: fmt.Sprint(1000 + i), Custom: true, Label: fmt.Sprintf("項目%d", i)})
	}
	var b bytes.Buffer
	b.WriteString(`{"updated_at":"2025-03-31 12:00:00","member_data":[`)
	for m := range n {
		if m > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"code":"A%06d","name":"髙橋 恵","department":{"code":"0100","name":"本社 人事部","names":["本社","人事部"]},"sub_departments":[],"custom_fields":[`, m)
		for i := m % 2; i < 200; i += 2 {
			fmt.Fprintf(&b, `{"id":%d,"name":"項目%d","values":["%d"]},`, 1000+i, i, 100_000+(m*7919+i)%900_000)
		}
		b.Truncate(b.Len() - 1)
		b.WriteString(`]}`)
	}
	b.WriteString(`]}`)
	return b.Bytes(), l
}

func BenchmarkMembersToCSV(b *testing.B) {
	answer, l := manyMembers(500)
	b.SetBytes(int64(len(answer)))
	for b.Loop() {
		flat := v2.NewFlat(l)
		out, err := render.NewWriter(io.Discard, render.Options{Format: render.CSV, Header: true}, render.Columns(v2.MemberColumns(l, true)))
		if err != nil {
			b.Fatal(err)
		}
		flat.Hidden = strings.Split("id face_image sub_departments", " ")
		rows := flat.Members(record.NewReader(bytes.NewReader(answer), "member_data").Records())
		if err := out.Write(b.Context(), rows); err != nil {
			b.Fatal(err)
		}
	}
}
