package each_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/each"
)

func TestJournalThatASpreadsheetSaved(t *testing.T) {
	const lines = "profile,exit,records,seconds,error\r\ntokyo,0,3,0.100,\r\nosaka,1,0,0.100,x\r\n"
	for name, c := range map[string]struct {
		text    string
		refused string // a part of the message
	}{
		"CRLF":                 {lines, ""},
		"with a mark and CRLF": {"\ufeff" + lines, ""},
		"UTF-16":               {"\xff\xfep\x00\n\x00", "is UTF-16 now; nothing was run"},
	} {
		path := filepath.Join(t.TempDir(), "results.csv")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		j, done, err := each.OpenJournal(path, true)
		if c.refused != "" {
			after, _ := os.ReadFile(path)
			if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.refused) || string(after) != c.text {
				t.Errorf("%s: %v; the file is %q", name, err, after)
			}
			continue
		}
		if err != nil || !slices.Equal(done, []string{"tokyo"}) {
			t.Errorf("%s: done %v, %v", name, done, err)
			continue
		}
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	}
}
