package intake_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestParseSet(t *testing.T) {
	for _, c := range []struct {
		pairs []string
		want  string
	}{
		{nil, "1@0\n"},
		{[]string{"name=山田 太郎", "code=007"}, "1@0 name=\"山田 太郎\" code=\"007\"\n"},
		{[]string{"n:=12345678901234567890", "on:=true", "none:=null", "l:=[1, \"a\"]", "s:=\"x\""}, "1@0 n=12345678901234567890 on=true none=null l=[1, \"a\"] s=\"x\"\n"},
		{[]string{"empty=", "eq=a=b", "note=a:=b", "a:b=c", "q=\"x\""}, "1@0 empty=\"\" eq=\"a=b\" note=\"a:=b\" a:b=\"c\" q=\"\\\"x\\\"\"\n"},
		{[]string{"formula='=1"}, "1@0 formula=\"'=1\"\n"},
	} {
		row, err := intake.ParseSet(c.pairs)
		if got := show([]intake.Row{row}); err != nil || got != c.want {
			t.Errorf("%q: %q, %v; want %q", c.pairs, got, err, c.want)
		}
	}
}

func TestParseSetRefuses(t *testing.T) {
	for _, c := range []struct {
		pairs         []string
		message, hint string
	}{
		{[]string{"a=1", "hunter22"}, "pair number 2: no = in it", "name=value"},
		{[]string{"=hunter22"}, "pair number 1: nothing stands before the =", "name=value"},
		{[]string{":=1"}, "pair number 1: nothing stands before the =", ""},
		{[]string{"a=1", "b=2", "a:=3"}, `pair "a" is given twice`, ""},
		{[]string{"a:=hunter22"}, `pair "a": what follows := is not JSON`, "string: a=value"},
		{[]string{"a:="}, `pair "a": what follows := is not JSON`, ""},
		{[]string{"a:=\"\\ud800\""}, `pair "a": half of a character`, ""},
		{[]string{"a:=1 2"}, `pair "a": what follows := is not JSON`, ""},
		{[]string{"a:={\"b\":1"}, `pair "a": what follows := is not JSON`, ""},
		{[]string{"a=\x8e\x81"}, `pair "a": not UTF-8`, "terminal"},
	} {
		_, err := intake.ParseSet(c.pairs)
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.message) || !strings.Contains(fault.HintOf(err).String(), c.hint) {
			t.Errorf("%q: %v, hint %q", c.pairs, err, fault.HintOf(err).String())
		}
		if strings.Contains(err.Error()+fault.HintOf(err).String(), "hunter22") {
			t.Errorf("%q: the value is repeated: %v", c.pairs, err)
		}
	}
}
