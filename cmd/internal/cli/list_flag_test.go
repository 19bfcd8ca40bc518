package cli_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestListFlag(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want []string
		key  string // as cursors name it
	}{
		"commas":              {[]string{"--staff", "1,2,3"}, []string{"1", "2", "3"}, "[1,2,3]"},
		"repeated":            {[]string{"--staff", "1", "--staff=2,3"}, []string{"1", "2", "3"}, "[1,2,3]"},
		"lines":               {[]string{"--staff", "1\n2\n3"}, []string{"1", "2", "3"}, "[1,2,3]"},
		"lines from Windows":  {[]string{"--staff", "\ufeff1\r\n2\r\n3\r\n"}, []string{"1", "2", "3"}, "[1,2,3]"},
		"the last line's end": {[]string{"--staff", "1\n2\n"}, []string{"1", "2"}, "[1,2]"},
		"lines with commas":   {[]string{"--staff", "1, 2\n 3 "}, []string{"1", "2", "3"}, "[1,2,3]"},
		"a name with a comma": {[]string{"--staff", `"作業, 日報",b`}, []string{"作業, 日報", "b"}, `["作業, 日報",b]`},
		"a name with quotes":  {[]string{"--staff", `"5"" disk",6" disk`}, []string{`5" disk`, `6" disk`}, `["5"" disk","6"" disk"]`},
		"none":                {nil, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			f := pflag.NewFlagSet("", pflag.ContinueOnError)
			cli.ListVar(f, &got, "staff", "staffs")
			if err := f.Parse(c.args); err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
			if key := f.Lookup("staff").Value.String(); key != c.key {
				t.Errorf("as text %s, want %s", key, c.key)
			}
		})
	}
}

func TestItemsRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "without a value",
		" \n":                    "without a value",
		"1,,2":                   "an empty item, number 2",
		"1,":                     "an empty item, number 2",
		",1":                     "an empty item, number 1",
		"1\n\n2":                 "an empty item, number 2",
		"1\n2\n\n":               "an empty item, number 3",
		"1,\n2":                  "an empty item, number 2",
		`"",1`:                   "an empty item, number 1",
		`"a,b`:                   "a quotation mark too many or too few",
		`"a"b`:                   "a quotation mark too many or too few",
		strings.Repeat("7,", 99): `,7,…" holds an empty item, number 100`,
	} {
		_, err := cli.Items("--staff", text)
		if fault.KindOf(err) != fault.Usage || fault.HintOf(err).String() == "" || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
