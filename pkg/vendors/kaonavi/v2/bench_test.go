package v2_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// manyMembers returns an answer with members of 200 fields of which every second one is blank, and the layout.
func manyMembers(n int) ([]byte, v2.Layout) {
	return membersWith(n, func(m, field int) bool { return field%2 == m%2 })
}

func membersWith(n int, filled func(m, field int) bool) ([]byte, v2.Layout) {
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
		for i := range 200 {
			if !filled(m, i) {
				continue
			}
			fmt.Fprintf(&b, `{"id":%d,"name":"項目%d","values":["%d"]},`, 1000+i, i, 100_000+(m*7919+i)%900_000)
		}
		if b.Bytes()[b.Len()-1] == ',' {
			b.Truncate(b.Len() - 1)
		}
		b.WriteString(`]}`)
	}
	b.WriteString(`]}`)
	return b.Bytes(), l
}

func BenchmarkMembersToCSV(b *testing.B) {
	b.Run("every second", func(b *testing.B) { benchmarkMembers(b, func(m, field int) bool { return field%2 == m%2 }) })
	rng := rand.New(rand.NewPCG(1, 1))
	b.Run("any", func(b *testing.B) { benchmarkMembers(b, func(int, int) bool { return rng.IntN(2) == 0 }) })
	b.Run("few", func(b *testing.B) { benchmarkMembers(b, func(int, int) bool { return rng.IntN(10) == 0 }) })
}

func benchmarkMembers(b *testing.B, filled func(m, field int) bool) {
	answer, l := membersWith(500, filled)
	b.SetBytes(int64(len(answer)))
	for b.Loop() {
		flat := v2.NewFlat(l)
		out, err := render.NewWriter(io.Discard, render.Options{Format: render.CSV, Header: true}, render.Columns(v2.MemberColumns(l, true)))
		if err != nil {
			b.Fatal(err)
		}
		flat.Hidden = strings.Split("id face_image sub_departments", " ")
		members := record.NewReader(bytes.NewReader(answer), "member_data").Fields(record.FieldList{List: "custom_fields", Key: "id", Values: "values"})
		rows := flat.Members(members.Records())
		if err := out.Write(b.Context(), rows); err != nil {
			b.Fatal(err)
		}
	}
}

// updateFile returns a file with 8 of 200 fields of members, as they are at Kaonavi, and the layout that it is checked against.
func updateFile(members int, l v2.Layout) (string, v2.Layout) {
	var file strings.Builder
	file.WriteString("code,name,項目0,項目1,項目2,項目3,項目4,項目5,項目6,項目7\n")
	for m := range members {
		fmt.Fprintf(&file, "A%06d,髙橋 恵", m)
		for i := range 8 {
			file.WriteByte(',')
			if i%2 == m%2 {
				fmt.Fprint(&file, 100_000+(m*7919+i)%900_000)
			}
		}
		file.WriteByte('\n')
	}
	l.Fields = append([]v2.Field{{Key: "code"}, {Key: "name"}}, l.Fields...)
	return file.String(), l
}

// The check of rows against the layout alone.
func BenchmarkCheck(b *testing.B) {
	const members = 2000
	_, l := manyMembers(1)
	file, l := updateFile(members, l)
	rows, err := intake.ReadRows(strings.NewReader(file), intake.Options{Name: "f.csv"})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		form := v2.Form{Write: v2.UpdateMembers, Layout: l}.For(rows)
		if err := rows.Check(form.Rules(), nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(members*10*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
}

// The check of a file, and the comparison with what is there: nothing differs.
func BenchmarkUpdate(b *testing.B) {
	const members = 2000
	answer, l := manyMembers(members)
	file, l := updateFile(members, l)
	for b.Loop() {
		rows, err := intake.ReadRows(strings.NewReader(file), intake.Options{Name: "f.csv"})
		if err != nil {
			b.Fatal(err)
		}
		form := v2.Form{Write: v2.UpdateMembers, Layout: l}.For(rows)
		if err := rows.Check(form.Rules(), nil); err != nil {
			b.Fatal(err)
		}
		c, err := form.Compare(rows, v2.PlanOptions{})
		if err != nil {
			b.Fatal(err)
		}
		members := record.NewReader(bytes.NewReader(answer), "member_data").Fields(record.FieldList{List: "custom_fields", Key: "id", Values: "values"})
		if err := c.Read(members.Records()); err != nil {
			b.Fatal(err)
		}
		if _, err := c.Unchanged(); err != nil {
			b.Fatal(err)
		}
		if p, err := c.Plan(); err != nil || p.Sent() != 0 || len(p.Cells) > 0 {
			b.Fatal(p.Cells[:3], err)
		}
	}
	b.ReportMetric(members*10*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
}
