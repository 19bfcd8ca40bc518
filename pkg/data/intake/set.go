package intake

import (
	"strings"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// ParseSet makes a row of pairs: key=value is a string, key:=json any JSON value. What it refuses
// is a fault.Usage that does not repeat the value, which may be a secret.
func ParseSet(pairs []string) (Row, error) {
	row := Row{Number: 1, origin: origin{source: say.T("the pairs")}}
	for i, pair := range pairs {
		key, text, found := strings.Cut(pair, "=")
		name, isJSON := strings.CutSuffix(key, ":")
		switch {
		case !found:
			return Row{}, fault.Errorf(fault.Usage, "pair number %d: no = in it", i+1).
				WithHint("write name=value, or name:=json for numbers, true, false, null and lists")
		case name == "":
			return Row{}, fault.Errorf(fault.Usage, "pair number %d: nothing stands before the =", i+1).WithHint("write name=value")
		case !utf8.ValidString(pair):
			return Row{}, fault.Errorf(fault.Usage, "pair %q: not UTF-8", name).WithHint("is the terminal set to another encoding?")
		case row.Has(name):
			return Row{}, fault.Errorf(fault.Usage, "pair %q is given twice", name)
		}
		value := record.String(text)
		if isJSON {
			var err error
			if value, err = record.ParseValue([]byte(text)); err != nil {
				return Row{}, fault.Errorf(fault.Usage, "pair %q: what follows := is not JSON: %w", name, err).
					WithHint("for a plain string: %s=value", name)
			}
			if record.LoneSurrogate(value) >= 0 {
				return Row{}, fault.Errorf(fault.Usage, "pair %q: half of a character (a lone surrogate)", name)
			}
		}
		row.Fields = append(row.Fields, Field{Name: name, Value: value})
	}
	return row, nil
}
