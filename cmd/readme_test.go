package cmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestReadme runs every command that the READMEs show in a block of sh, one after the other, against the
// sandbox. A line with make is run by .ci/run instead.
func TestReadme(t *testing.T) {
	var scripts []string
	for _, name := range []string{"README.md", "README.ja.md"} {
		commands := shellLines(t, filepath.Join("..", name))
		if len(commands) < 15 {
			t.Fatalf("%s shows %d commands; is the fence still sh?", name, len(commands))
		}
		script := "exec sh -c 'printf %s \"$SANDBOX_TOKEN\" > token.txt'\nexec genba auth store init\n" + // instead of a keyring
			"mkdir bin\nexec sh -c 'ln -s \"$(command -v genba)\" bin/genba'\n" // instead of make build
		for _, command := range commands {
			if strings.HasPrefix(command, "make ") {
				ranByCI(t, command)
				continue
			}
			script += "# " + command + "\nexec sh -c '" + strings.ReplaceAll(command, "'", "''") + "'\n"
		}
		script += "\n-- wms.csv --\n開始,終了,オーダーid,ジャンル,商品,数量\n2025-03-10 09:00:00,2025-03-10 09:20:00,501,アパレル,A,70\n"
		rule, err := os.ReadFile("../docs/rules/logimeter-actual.yaml")
		if err != nil {
			t.Fatal(err)
		}
		script += "-- rule.yaml --\n" + string(rule)
		script += "\n-- staffs.csv --\nstaff_id,staff_code,last_name,first_name,organization,sex\n1013,,佐々木,律,企業,男\n,N-001,森,碧,企業,女\n"
		path := filepath.Join(t.TempDir(), strings.ReplaceAll(name, ".", "_")+".txtar")
		if err := os.WriteFile(path, []byte(script), 0o600); err != nil {
			t.Fatal(err)
		}
		scripts = append(scripts, path)
	}
	testscript.Run(t, testscript.Params{Files: scripts, Setup: setup(t), RequireExplicitExec: true})
}

// shellLines returns the lines inside the fenced blocks of sh.
func shellLines(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	inside := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```sh"
		case inside && line != "":
			lines = append(lines, line)
		}
	}
	return lines
}

// ranByCI makes sure that .ci/run runs the make targets of a README.
func ranByCI(t *testing.T, command string) {
	t.Helper()
	ci, err := os.ReadFile("../.ci/run")
	if err != nil {
		t.Fatal(err)
	}
	if command == "make build" { // it is in each of the others
		return
	}
	if target := strings.Join(strings.Fields(command)[:2], " "); !strings.Contains(string(ci), target) {
		t.Errorf("%q is shown but .ci/run does not run it", target)
	}
}
