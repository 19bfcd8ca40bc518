package cmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A terminal can't show a workbook; with -O the terminal is told what was written.
func TestAWorkbookAtATerminal(t *testing.T) {
	d := newDesk(t, nil)
	seen := shown(t, d.sit(seat{}, append(staffs, "-o", "xlsx")...).ends(2))
	if !strings.HasPrefix(seen, "genba: akashi staffs list: a terminal can't show xlsx; nothing was sent\nhint: -O NAME.xlsx writes a file") {
		t.Errorf("the terminal showed %q", seen)
	}
	path := filepath.Join(t.TempDir(), "s.xlsx")
	seen = shown(t, d.sit(seat{}, "akashi", "staffs", "list", "--fields", "staffId", "-O", path).ends(0))
	if !strings.HasSuffix(seen, "wrote "+path+": 120 staffs\n") {
		t.Errorf("the terminal showed %q", seen)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
