package cli_test

import (
	"os/exec"
	"testing"

	"github.com/genba-cli/genba/cmd/internal/cli"
)

func TestExportLines(t *testing.T) {
	const odd = `it's $HOME "x" \n %PATH%`
	for shell, want := range map[cli.Shell][2]string{
		cli.Sh:         {"export A=http://127.0.0.1:1/x", `export A='it'\''s $HOME "x" \n %PATH%'`},
		cli.Fish:       {"set -gx A http://127.0.0.1:1/x", `set -gx A 'it\'s $HOME "x" \\n %PATH%'`},
		cli.PowerShell: {"$env:A = 'http://127.0.0.1:1/x'", `$env:A = 'it''s $HOME "x" \n %PATH%'`},
		cli.Cmd:        {`set "A=http://127.0.0.1:1/x"`, `set "A=` + odd + `"`},
	} {
		for i, value := range []string{"http://127.0.0.1:1/x", odd} {
			if got := shell.Export("A", value); got != want[i] {
				t.Errorf("%s: %s, want %s", shell, got, want[i])
			}
		}
	}
	out, err := exec.CommandContext(t.Context(), "sh", "-c", cli.Sh.Export("A", odd)+`; printf %s "$A"`).Output()
	if err != nil || string(out) != odd {
		t.Errorf("sh reads it back as %q, %v", out, err)
	}
}
