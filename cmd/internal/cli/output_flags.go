package cli

import (
	"slices"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// checkOutput refuses flags of the output that no output could follow, before a command reads or sends anything. A format of
// the command's own is not looked at.
func (g *Globals) checkOutput(own bool) error {
	encoding, err := charset.ParseEncoding(g.Encoding)
	if err != nil {
		return err
	}
	if _, err := charset.ParseUnmappable(g.OnUnmappable); err != nil {
		return err
	}
	if !own {
		if err := g.checkFormat(encoding); err != nil {
			return err
		}
	}
	switch {
	case g.Excel && encoding == charset.CP932:
		return fault.New(fault.Usage, "--excel writes utf-8-bom and can't go with --encoding cp932").WithHint("for Excel leave --encoding out")
	case g.BOM != "" && g.BOM != "yes" && g.BOM != "no":
		return fault.Errorf(fault.Usage, "--bom %q is neither yes nor no", g.BOM)
	case g.BOM == "yes" && encoding == charset.CP932:
		return fault.New(fault.Usage, "--bom yes is for UTF-8, not for cp932")
	case g.Times != "" && !slices.Contains(timeWords(), g.Times):
		return fault.Errorf(fault.Usage, "--times %q is not known%s", g.Times, nearest.Suggest(g.Times, timeWords())).WithHint("local, utc or raw")
	case g.JQ != "":
		return render.CheckJQ(g.JQ)
	}
	return nil
}

// checkFormat refuses what does not go with the format that is asked for.
func (g *Globals) checkFormat(encoding charset.Encoding) error {
	format, asked, err := g.Format()
	switch document := asked && format.Document(); {
	case err != nil:
		return err
	case g.SplitRows && (!document || format != render.XLSX):
		return fault.New(fault.Usage, "--split-rows is for workbooks").WithHint("-o xlsx or -O NAME.xlsx; no other format has a last row")
	case document && g.JQ != "":
		return fault.Errorf(fault.Usage, "--jq prints JSON and can't go with %s; nothing was sent", format).WithHint("--fields chooses columns; -o json --jq … writes what jq gives")
	case document && encoding != charset.UTF8:
		return fault.Errorf(fault.Usage, "--encoding %s is for text, and %s has a form of its own; nothing was sent", encoding, format).WithHint("leave --encoding out")
	}
	return nil
}
