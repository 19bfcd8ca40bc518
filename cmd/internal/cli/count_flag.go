package cli

import (
	"strconv"

	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// CountVar adds a flag that takes a whole number from 1 up, such as --limit. 0 is refused: a script that
// counted 0 wants nothing, and must get neither everything nor the default.
func CountVar(f *pflag.FlagSet, to *int, name string, value int, usage string) {
	*to = value
	f.Var(&countValue{name: name, n: to}, name, usage)
}

type countValue struct {
	name string
	n    *int
}

func (v *countValue) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil {
		return err // put into words by badValue
	}
	if n < 1 {
		return fault.Errorf(fault.Usage, "--%s %d: at least 1 is needed; nothing was sent", v.name, n).WithHint("leave --%s out to set none", v.name)
	}
	*v.n = n
	return nil
}

// String returns the number, or "" where none was given and help shows no default.
func (v *countValue) String() string {
	if v.n == nil || *v.n == 0 {
		return ""
	}
	return strconv.Itoa(*v.n)
}

// Type returns what help shows as the kind of value.
func (v *countValue) Type() string { return "int" }
