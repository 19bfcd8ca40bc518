package cli

import (
	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// mark reads --bom: whether UTF-8 begins with the mark by which Excel knows it, and which databases take for data.
func (a *App) mark(o *render.Options) error {
	switch word := a.Flags.BOM; {
	case word == "":
	case word != "yes" && word != "no":
		return fault.Errorf(fault.Usage, "--bom %q is neither yes nor no", word)
	case word == "no" && o.Encoding == charset.UTF8BOM:
		o.Encoding = charset.UTF8
	case word == "yes" && o.Encoding == charset.CP932:
		return fault.New(fault.Usage, "--bom yes is for UTF-8, not for cp932")
	case word == "yes" && !o.Format.Document():
		o.Encoding = charset.UTF8BOM
	}
	return nil
}
