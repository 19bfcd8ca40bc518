//go:build unix

package cmd_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/genba-cli/genba/internal/postgrestest"
)

// TestDatabases runs each testdata/into/*.txtar with a real PostgreSQL behind it, in $POSTGRES, and with sqlite3's own shell.
// exec sql asks PostgreSQL. $LOCKED is a database that wants a password.
func TestDatabases(t *testing.T) {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		if os.Getenv("GENBA_TEST_POSTGRES") == "required" {
			t.Fatal(err)
		}
		t.Skip("needs sqlite3")
	}
	server := postgrestest.Start(t)
	server.Lock("locked", "locked-secret")
	surround := setup(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/into", RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			if err := surround(env); err != nil {
				return err
			}
			name := strings.ReplaceAll(strings.ToLower(env.WorkDir[strings.LastIndexByte(env.WorkDir, '/')+1:]), "-", "_")
			env.Setenv("POSTGRES", server.Database(name))
			env.Setenv("LOCKED", server.Locked(name+"_locked", "locked"))
			env.Setenv("SQL", name)
			return nil
		},
		Cmds: scriptCommands(t, server),
	})
}

func scriptCommands(t *testing.T, server *postgrestest.Server) map[string]func(*testscript.TestScript, bool, []string) {
	t.Helper()
	all := commands(t)
	all["sql"] = func(ts *testscript.TestScript, _ bool, args []string) {
		out := server.Psql(ts.Getenv("SQL"), args[0])
		ts.Check(os.WriteFile(ts.MkAbs("sql.out"), []byte(strings.ReplaceAll(out, "|", ",")), 0o600))
	}
	all["killed"] = killed
	return all
}

// killed is kill -9 for the one command that runs in the background.
func killed(ts *testscript.TestScript, neg bool, args []string) {
	commands := ts.BackgroundCmds()
	if neg || len(args) != 0 || len(commands) != 1 {
		ts.Fatalf("usage: killed, with one command in the background")
	}
	ts.Check(commands[0].Process.Kill())
}
