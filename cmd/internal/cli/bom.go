package cli

import (
	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/render"
)

// mark reads --bom: whether UTF-8 begins with the mark by which Excel knows it, and which databases take for data.
func (a *App) mark(o *render.Options) {
	switch {
	case a.Flags.BOM == "no" && o.Encoding == charset.UTF8BOM:
		o.Encoding = charset.UTF8
	case a.Flags.BOM == "yes" && !o.Format.Document():
		o.Encoding = charset.UTF8BOM
	}
}
