package cli

import (
	"fmt"
	"strings"

	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// document fits the options to a workbook or a page.
func (a *App) document(o *render.Options) error {
	if o.Terminal {
		return fault.Errorf(fault.Usage, "a terminal can't show %s; nothing was sent", o.Format).WithHint("-O NAME.%s writes a file; a pipe works, too", o.Format)
	}
	o.Excel, o.SplitRows = false, a.Flags.SplitRows
	o.Sheet = a.sheetName()
	now, err := a.LocalNow()
	if err != nil {
		return err
	}
	o.About = render.About{Title: "genba " + a.run.command, Written: now.Format("2006-01-02 15:04"), Lang: a.language()}
	return nil
}

// documentWritten prints the path of a page that now is there, so that whoever wants to open it has it.
func (a *App) documentWritten(out *Output) {
	if out.options.Format == render.HTML {
		fmt.Fprintln(a.Streams.Out, a.Flags.OutputFile)
	}
}

// sheetName returns the vendor and the noun of the command, which the table in a workbook and one in a database are named by:
// akashi_stamps.
func (a *App) sheetName() string {
	words := strings.Fields(a.run.command)
	return strings.ReplaceAll(strings.Join(words[:min(len(words), 2)], "_"), "-", "_")
}
