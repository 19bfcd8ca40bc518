package render_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	vendorFirst  = `{"z":{"b":2,"a":[{"y":1,"x":1.50}]},"name":"山\u7530 <&>","id":12345678901234567890,"n":null}`
	vendorSecond = `{"z":{"b":1,"a":[]},"name":"x","id":7,"n":false,"more":{"d":1,"c":2}}`
)

// What passes through an expression unchanged keeps the order of its keys, and every digit.
func TestJQKeepsKeyOrder(t *testing.T) {
	for jq, want := range map[string]string{
		".":                             "[" + vendorFirst + "," + vendorSecond + "]",
		".[0]":                          vendorFirst,
		".[].z":                         `{"b":2,"a":[{"y":1,"x":1.50}]}` + "\n" + `{"b":1,"a":[]}`,
		".[0].z.a[0]":                   `{"y":1,"x":1.50}`,
		".[] | select(.id == 7)":        vendorSecond,
		"sort_by(.id)":                  "[" + vendorSecond + "," + vendorFirst + "]",
		"map(select(.n == false))":      "[" + vendorSecond + "]",
		"first(.[])":                    vendorFirst,
		"group_by(.id)":                 "[[" + vendorSecond + "],[" + vendorFirst + "]]",
		".[1] | {more, id}":             `{"id":7,"more":{"d":1,"c":2}}`, // made anew: sorted, its parts as sent
		".[1] | .more.c = 3 | .more":    `{"c":3,"d":1}`,
		".[1] | del(.z, .name) | .more": `{"d":1,"c":2}`,
		".[1].more | keys":              `["c","d"]`,
	} {
		got := mustWrite(t, render.Options{Format: render.JSON, JQ: jq}, nil, vendorFirst, vendorSecond)
		equal(t, got, want+"\n")
	}
	got := mustWrite(t, render.Options{Format: render.NDJSON, JQ: "."}, nil, vendorFirst, vendorSecond)
	equal(t, got, vendorFirst+"\n"+vendorSecond+"\n")
}

// The values are those that gojq prints, whatever the expression does to its input.
func TestJQOrderChangesNoValue(t *testing.T) {
	document := "[" + vendorFirst + "," + vendorSecond + "]"
	for _, jq := range []string{
		".", ".[]", ".[].z.a", "map(.z.b = 9)", "map(del(.z))", "map(. + {k: 1})", "map(to_entries | from_entries)", "[.[] | .z] | add",
		"map(with_entries(select(.value != null)))", "reduce .[] as $r ({}; . * $r)", "[paths]", "map(.z |= (.a = .b))", "tostream",
		"walk(if type == \"object\" then del(.b) else . end)", ".[0].z as $z | map(.z = $z)", "map(delpaths([[\"z\", \"a\"]]))", "[limit(1; .[])]",
	} {
		q, err := gojq.Parse(jq)
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(strings.NewReader(document))
		d.UseNumber()
		var input any
		if err := d.Decode(&input); err != nil {
			t.Fatal(err)
		}
		var want []any
		for it := q.Run(input); ; {
			v, ok := it.Next()
			if !ok {
				break
			}
			text, err := gojq.Marshal(v)
			if err != nil {
				t.Fatal(jq, err)
			}
			want = append(want, values(t, string(text))...)
		}
		got := values(t, mustWrite(t, render.Options{Format: render.JSON, JQ: jq}, nil, vendorFirst, vendorSecond))
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, gojq has %v", jq, got, want)
		}
	}
}

// values reads JSON texts that stand behind each other.
func values(t *testing.T, text string) []any {
	t.Helper()
	var all []any
	for d := json.NewDecoder(strings.NewReader(text)); d.More(); {
		d.UseNumber()
		var v any
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

// What jq has and gojq lacks is refused with what to write instead.
func TestJQHints(t *testing.T) {
	for jq, want := range map[string]string{
		".[] | keys_unsorted":  "has keys alone",
		"input_filename":       "there is no input file",
		"map(debug)":           "leave debug out",
		`debug("x")`:           "leave debug out",
		"[inputs]":             ".[] each record",
		"toarray":              "else [.] end",
		"nosuch":               "differs from jq 1.8",
		`import "a" as a; .`:   "there are no modules",
		"date":                 "differs from jq 1.8",
		".[] | .a | ascii(65)": "differs from jq 1.8",
	} {
		_, err := render.NewWriter(nil, render.Options{Format: render.JSON, JQ: jq}, nil)
		if fault.KindOf(err) != fault.Usage || !strings.Contains(fault.HintOf(err).String(), want) {
			t.Errorf("%s: %v; hint %q", jq, err, fault.HintOf(err))
		}
	}
	_, err := write(t, render.Options{Format: render.JSON, JQ: `.[] | .a | test("a(?=b)")`}, nil, sequence(parse(t, `{"a":"ab"}`), nil))
	if fault.KindOf(err) != fault.Other || !strings.Contains(fault.HintOf(err).String(), "no look-ahead") {
		t.Errorf("%v; hint %q", err, fault.HintOf(err))
	}
}
