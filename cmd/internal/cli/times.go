package cli

import (
	"time"

	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// timeWords returns the values of --times.
func timeWords() []string { return []string{"local", "utc", "raw"} }

// readTimes reads --times into the options: the default is raw, but local for --excel and workbooks; tables show what they can.
func (a *App) readTimes(o *render.Options) error {
	word, rows := a.Flags.Times, o.Format.Columnar() && o.JQ == ""
	switch {
	case word == "" && rows && (o.Excel || o.Format == render.XLSX):
		word = "local"
	case word == "":
		return nil
	}
	switch {
	case word == "raw":
		o.Times = render.RawTimes()
		return nil
	case !rows:
		return fault.Errorf(fault.Usage, "--times %s is for table, csv and tsv", word).WithHint("and for xlsx and html; json, ndjson and yaml have the times as they were sent: leave --times out")
	}
	now, err := a.LocalNow()
	if err != nil {
		return err
	}
	sent := now.Location()
	zone := sent
	if word == "utc" {
		zone = time.UTC
	}
	o.Times, o.Clock = render.TimesIn(zone, sent), render.ClockIn(zone, sent)
	return nil
}
