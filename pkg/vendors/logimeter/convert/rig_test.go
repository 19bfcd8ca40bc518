package convert_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

// actualRule returns a rule for lines of start, end, key and quantity, with further keys in place of others.
func actualRule(t testing.TB, keys ...string) *convert.Rule {
	t.Helper()
	return ruleOf(t, map[string]string{
		"kind": "actual", "key": "3", "date": "2", "time": "2", "quantity": "4", "data_type": "difference",
		"processes": "{A: 1, B: 2, C: 3}",
	}, keys...)
}

// planRule returns a rule for lines of day and time, key and quantity.
func planRule(t testing.TB, keys ...string) *convert.Rule {
	t.Helper()
	return ruleOf(t, map[string]string{"kind": "plan", "key": "2", "date": "1", "time": "1", "quantity": "3", "processes": "{A: 1, B: 2}"}, keys...)
}

func ruleOf(t testing.TB, values map[string]string, keys ...string) *convert.Rule {
	t.Helper()
	for _, key := range keys {
		name, value, _ := strings.Cut(key, ": ")
		values[name] = value
	}
	var text strings.Builder
	for name, value := range values {
		if value != "" {
			fmt.Fprintf(&text, "%s: %s\n", name, value)
		}
	}
	return parse(t, text.String())
}

func parse(t testing.TB, text string) *convert.Rule {
	t.Helper()
	rule, err := convert.ParseRule("rule.yaml", []byte(text), noFile)
	if err != nil {
		t.Fatalf("%v\n%s", err, fault.HintOf(err).String())
	}
	return rule
}

func noFile(string) ([]byte, error) { return nil, fs.ErrNotExist }

// rows converts a file that is right, to the text of its rows.
func rows(t testing.TB, rule *convert.Rule, file string) string {
	t.Helper()
	return text(result(t, rule, file, convert.Options{}))
}

func result(t testing.TB, rule *convert.Rule, file string, o convert.Options) *convert.Result {
	t.Helper()
	o.Name = "in.csv"
	r, err := convert.Convert(t.Context(), strings.NewReader(file), rule, o)
	if err != nil {
		t.Fatalf("%v\n%s", err, fault.HintOf(err).String())
	}
	return r
}

func text(r *convert.Result) string {
	var text []byte
	for _, row := range r.Rows {
		text = row.Append(text)
	}
	return string(text)
}

// refused converts a file that is wrong, to what is said about it.
func refused(t testing.TB, rule *convert.Rule, file string) string {
	t.Helper()
	_, err := convert.Convert(t.Context(), strings.NewReader(file), rule, convert.Options{Name: "in.csv"})
	return said(t, err)
}

func said(t testing.TB, err error) string {
	t.Helper()
	if fault.KindOf(err) != fault.Usage {
		t.Fatalf("got %v, want a refusal", err)
	}
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("%T", err)
	}
	return err.Error() + "\n" + fault.HintOf(err).String()
}

func equal(t testing.TB, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// contains checks that a text says all of these.
func contains(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("it does not say %q:\n%s", part, text)
		}
	}
}

func cp932(t testing.TB, text string) string {
	t.Helper()
	out, bad, ok := charset.AppendCP932(nil, []byte(text))
	if !ok {
		t.Fatalf("%q has no code", bad)
	}
	return string(out)
}
