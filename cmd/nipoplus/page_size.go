package nipoplus

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
)

// pageSize is --page-size: the document's size.
type pageSize struct{ n int }

func (p *pageSize) register(c *cobra.Command) {
	cli.CountVar(c.Flags(), &p.n, "page-size", 0, "records that one answer may hold, 1 to 1000 (default: 1000)")
	cli.LayoutOnly(c, "page-size")
	_ = c.RegisterFlagCompletionFunc("page-size", cobra.NoFileCompletions)
}

func (p *pageSize) check() error {
	if p.n > nipoplus.MaxSize {
		return fault.Errorf(fault.Usage, "--page-size %d is more than one answer holds, %d", p.n, nipoplus.MaxSize)
	}
	return nil
}
