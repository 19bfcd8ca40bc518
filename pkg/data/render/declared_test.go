package render_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Columns that are known when the first record is there: the header and the first row are written before the second
// record is asked for.
func TestDeclaredColumnsLetTheFirstRowGo(t *testing.T) {
	var out strings.Builder
	o := render.Options{Format: render.CSV, Header: true, Declared: func() []render.Column { return columns("b", "a", "c") }}
	w, err := render.NewWriter(&out, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	early := ""
	err = w.Write(t.Context(), func(yield func(record.Record, error) bool) {
		docs := parse(t, `{"a":1,"b":2}`, `{"c":3}`)
		if yield(docs[0], nil) {
			early = out.String()
			yield(docs[1], nil)
		}
	})
	if want := "b,a,c\n2,1,\n,,3\n"; err != nil || out.String() != want {
		t.Errorf("%v, got %q, want %q", err, out.String(), want)
	}
	if early != "b,a,c\n2,1,\n" {
		t.Errorf("before the second record there was %q", early)
	}
}

// A column that turns up too late ends the command; one that --fields leaves out does not matter.
func TestAColumnNobodyDeclared(t *testing.T) {
	docs := []string{`{"a":1}`, `{"a":2,"x":3}`}
	o := render.Options{Format: render.CSV, Header: true, Declared: func() []render.Column { return columns("a") }}
	_, err := write(t, o, nil, sequence(parse(t, docs...), nil))
	var stray *render.StrayError
	if !errors.As(err, &stray) || stray.Row != 2 || stray.Name != "x" || fault.KindOf(err) != fault.Other || !strings.Contains(fault.HintOf(err).String(), "NDJSON") {
		t.Errorf("%v", err)
	}
	o.Fields = []string{"a"}
	if got, err := write(t, o, nil, sequence(parse(t, docs...), nil)); err != nil || got != "a\n1\n2\n" {
		t.Errorf("%q %v", got, err)
	}
	o.Fields = nil
	o.Format = render.NDJSON
	if got, err := write(t, o, nil, sequence(parse(t, docs...), nil)); err != nil || got != strings.Join(docs, "\n")+"\n" {
		t.Errorf("%q %v", got, err)
	}
}

// Named only after the records: they give the order, and what nobody declared comes behind.
func TestColumnsDeclaredAtTheEnd(t *testing.T) {
	asked := 0
	o := render.Options{Format: render.CSV, Header: true, Declared: func() []render.Column {
		if asked++; asked == 1 {
			return nil
		}
		return []render.Column{{Name: "c"}, {Name: "The a.", Alt: [][]string{{"a"}}}}
	}}
	got, err := write(t, o, nil, sequence(parse(t, `{"a":1,"b":2}`, `{"x":4}`), nil))
	if want := "c,The a.,b,x\n,1,2,\n,,,4\n"; err != nil || got != want {
		t.Errorf("%v, got %q, want %q", err, got, want)
	}
}

func TestDeclaredColumnsWithoutARecord(t *testing.T) {
	o := render.Options{Format: render.CSV, Header: true, Declared: func() []render.Column { return columns("a", "b") }}
	if got, err := write(t, o, nil, sequence(nil, nil)); err != nil || got != "a,b\n" {
		t.Errorf("%q %v", got, err)
	}
	failed := errors.New("broken")
	var out strings.Builder
	w, err := render.NewWriter(&out, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = w.Write(t.Context(), func(yield func(record.Record, error) bool) { yield(record.Record{}, failed) })
	if !errors.Is(err, failed) || out.String() != "" {
		t.Errorf("%v, %q: a header alone would look like an empty result", err, out.String())
	}
}
