package cmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The number of deletions has to be typed; a yes comes too easily.
func TestOverwriteAtATerminal(t *testing.T) {
	const question = "Delete 118 of 120 entries of sheet 5 from Kaonavi for good? Type the number of deletions, 118, to go on: "
	d := newDesk(t, nil)
	d.run(0, "auth", "store", "init")
	d.env["GENBA_KAONAVI_API_VERSION"] = "v1.2"
	file := filepath.Join(d.env["HOME"], "two.csv")
	if err := os.WriteFile(file, []byte("member_code,definition_47\na0001,玉掛け\na0002,玉掛け\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		keys  string
		code  int
		error string
	}{
		{"y\r", 2, "not confirmed; nothing was sent"},
		{"\r", 2, "not confirmed; nothing was sent"},
		{"117\r", 2, "not confirmed; nothing was sent"},
		{"118x\r", 2, "not confirmed; nothing was sent"},
		{"\x04", 2, "not confirmed; nothing was sent"},
		{"118\x03", 130, "interrupted; nothing was sent"},
	} {
		tty := d.sit(seat{}, "kaonavi", "sheet", "overwrite", "5", "-f", file)
		tty.until(question)
		tty.press(c.keys)
		wantError(t, c.keys, tty.ends(c.code), "kaonavi sheet overwrite: "+c.error)
	}
	tty := d.sit(seat{}, "kaonavi", "sheet", "overwrite", "5", "-f", file, "--wait", "--poll-interval", "100ms")
	tty.until(question)
	tty.press("118\r")
	seen := tty.ends(0)
	for _, line := range []string{"118 would be deleted and 2 changed; 0 would be added", "the file has no column definition_46: its values would be emptied, of 2"} {
		if !strings.Contains(seen, line) {
			t.Errorf("no %q in %q", line, seen)
		}
	}
	equalText(t, d.run(0, "kaonavi", "sheet", "get", "5", "--fields", "member_code,definition_47"), "member_code,definition_47\na0001,玉掛け\na0002,玉掛け\n")
}
