package batch_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/batch"
)

func TestInOrderNothingIsSentAfterARefusal(t *testing.T) {
	refused := fault.New(fault.Refused, "E201: the date is wrong")
	for first, want := range map[string]struct {
		sent, statuses string
		kind           fault.Kind
	}{
		"a": {"ab", "ffppp", fault.Refused},
		"c": {"ab cd", "ooffp", fault.Partial},
		"e": {"ab cd e", "oooof", fault.Partial},
	} {
		v := vendor{errs: map[string]error{first: refused}}
		report, err := batch.Run(t.Context(), letters("abcde"), batch.Options{Size: 2, InOrder: true}, v.send)
		if v.sent() != want.sent || statuses(report.Results) != want.statuses || fault.KindOf(err) != want.kind || !strings.Contains(err.Error(), "E201") {
			t.Errorf("%s: sent %q, %s, %v", first, v.sent(), statuses(report.Results), err)
		}
	}
}

func TestInOrderWaitsForWhatIsUnknown(t *testing.T) {
	for _, c := range []struct {
		lines []string
		sent  string
		kind  fault.Kind
	}{
		{[]string{"1,ok,,", "2,unknown,,cut", "3,pending,,"}, "", fault.Usage},
		{[]string{"1,ok,,", "2,failed,,no", "3,pending,,"}, "bc", 0},
		{[]string{"1,ok,,", "2,ok,,", "3,unknown,,cut"}, "", fault.Partial}, // there is nothing to hold back
	} {
		path := results(t, c.lines...)
		before := read(t, path)
		v := vendor{}
		_, err := batch.Run(t.Context(), letters("abc"), batch.Options{Size: 9, ResultsPath: path, Resume: true, InOrder: true, Check: say.Verbatim("look here")}, v.send)
		if v.sent() != c.sent || err != nil && fault.KindOf(err) != c.kind || (err == nil) != (c.kind == 0) {
			t.Errorf("%q: sent %q, %v", c.lines, v.sent(), err)
		}
		if c.kind == fault.Usage && (!strings.Contains(fault.HintOf(err).String(), "look here") || !strings.Contains(fault.HintOf(err).String(), filepath.Base(path)) || read(t, path) != before) {
			t.Errorf("%v: %s", err, fault.HintOf(err).String())
		}
	}
}
