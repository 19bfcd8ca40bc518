package cli

import (
	"time"

	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// timeWords are the values of --times.
func timeWords() []string { return []string{"local", "utc", "raw"} }

// times reads --times; nil: as the format has it, which is raw but for tables and --excel.
func (a *App) times(rows bool) (render.TimeWriter, error) {
	word := a.Flags.Times
	switch {
	case word == "" && a.Flags.Excel && rows:
		word = "local"
	case word == "":
		return nil, nil
	case word != "local" && word != "utc" && word != "raw":
		return nil, fault.Errorf(fault.Usage, "--times %q is not known%s", word, nearest.Suggest(word, timeWords())).WithHint("local, utc or raw")
	case word == "raw":
		return render.RawTimes(), nil
	case !rows:
		return nil, fault.Errorf(fault.Usage, "--times %s is for table, csv and tsv", word).WithHint("json, ndjson and yaml have the times as they were sent; leave --times out")
	}
	now, err := a.LocalNow()
	if err != nil {
		return nil, err
	}
	zone := now.Location()
	if word == "utc" {
		return render.TimesIn(time.UTC, zone), nil
	}
	return render.TimesIn(zone, zone), nil
}
