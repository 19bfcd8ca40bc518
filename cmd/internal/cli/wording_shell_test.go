package cli

import (
	"testing"

	"github.com/genba-cli/genba/pkg/say"
)

// What is printed to be typed is a command of the shell that it will be typed into.
func TestHintsNameCommandsOfTheShellAtHand(t *testing.T) {
	folder := say.T("make the folder %q first", `D:\勤怠\3月`)
	protected := say.T("write to another file, or allow writing to %q", `C:\a b.csv`)
	port := say.T("another program holds port %[1]s, perhaps another login that still waits: end it and try again", "18787")
	for _, c := range []struct {
		shell   Shell
		windows bool
		text    say.Text
		want    string
	}{
		{Sh, false, folder, `mkdir -p "D:\勤怠\3月"`},
		{Fish, false, folder, `mkdir -p "D:\勤怠\3月"`},
		{PowerShell, true, folder, `mkdir "D:\勤怠\3月"`},
		{Cmd, true, folder, `mkdir "D:\勤怠\3月"`},
		{Sh, false, protected, `write to another file, or allow it: chmod u+w "C:\a b.csv"`},
		{Cmd, true, protected, `write to another file, or allow it: attrib -r "C:\a b.csv"`},
		{Sh, false, port, "another program holds port 18787, perhaps another login that still waits: end it (ss -ltnp 'sport = :18787', or lsof -i :18787, names it) and try again"},
		{PowerShell, true, port, "another program holds port 18787, perhaps another login that still waits: end it (netstat -ano | findstr :18787 names it) and try again"},
		{Fish, false, say.T("set the terminal back"), "stty sane"},
		{Cmd, true, say.T("set the terminal back"), "close this window, and open another"},
	} {
		if got := c.text.In(speech{wording: shellWording(c.shell, c.windows)}); got != c.want {
			t.Errorf("%s: got %s, want %s", c.shell, got, c.want)
		}
	}
}
