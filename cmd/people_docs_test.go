package cmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestPeopleDocs runs every command of docs/people.md, one after the other, against the sandbox of one company. What the page leaves to a
// person, the decisions in the map and a department that AKASHI lacks, is done in between.
func TestPeopleDocs(t *testing.T) {
	commands := shellLines(t, "../docs/people.md")
	if len(commands) < 9 {
		t.Fatalf("only %d commands", len(commands))
	}
	script := "company\nexec genba auth store init\n"
	for i, command := range commands {
		if strings.HasPrefix(command, "#") {
			continue
		}
		script += "# " + command + "\nexec sh -c '" + strings.ReplaceAll(command, "'", "''") + "'\n"
		if i == 0 {
			script += "exec sed -i -e '/^7,/d' -e 's/^000007,松本 茂,,/000007,松本 茂,7,/' people.csv\n" +
				"exec genba akashi organizations create --set name=研究開発部\n"
		}
	}
	path := filepath.Join(t.TempDir(), "people_docs.txtar")
	if err := os.WriteFile(path, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: []string{path}, Setup: setup(t), RequireExplicitExec: true, Cmds: map[string]func(*testscript.TestScript, bool, []string){"company": company(t)},
	})
}
