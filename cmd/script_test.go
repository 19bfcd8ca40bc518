package cmd_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	_ "time/tzdata" // as main has it

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/genba-cli/genba/cmd"
	"github.com/genba-cli/genba/internal/endings"
	"github.com/genba-cli/genba/pkg/sandbox"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"genba": func() {
			os.Exit(cmd.ExecuteOverheard(endings.Context(), "test", os.Args[1:], overhear())) // as main does
		},
		"person": person,
		"book":   book,
	})
}

// TestScripts runs each testdata/*.txtar as an operator would type it. A script gets a sandbox of its own (already
// in the environment, with every request and answer checked against openapi.yaml), an empty home, and the file
// store; the developer's keyring, config and proxies are out of reach.
func TestScripts(t *testing.T) {
	heard := t.TempDir()
	t.Run("all", func(t *testing.T) {
		testscript.Run(t, testscript.Params{
			Files:               scripts(t),
			RequireExplicitExec: true,
			RequireUniqueNames:  true,
			Setup:               overheard(setup(t), heard),
			Cmds:                commands(t),
		})
	})
	if runtime.GOOS != "windows" { // whose own words, which genba passes on, are not those of the table
		checkJapanese(t, heard)
	}
}

// scripts returns those of testdata whose programs are here.
func scripts(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	return slices.DeleteFunc(all, func(path string) bool {
		script, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if runsHere(string(script.Comment)) {
			return false
		}
		t.Logf("%s takes programs that are not here", path)
		return true
	})
}

// commands returns what scripts have beside testscript's own.
func commands(t *testing.T) map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"company": company(t),

		"exits":  exits,
		"vendor": vendorCommand,
		"lines":  lines,
		"asked":  asked,

		"fails":     fails,
		"tidy":      tidy,
		"await":     await,
		"interrupt": interrupt,
		"answer":    answer,
		"ended":     ended,
		"post":      post,
		"write":     write,
		"written":   written,
		"marked":    marked,
		"posted":    posted,
	}
}

func setup(t *testing.T) func(*testscript.Env) error {
	t.Helper()
	house := newHouse(t)
	return func(env *testscript.Env) error {
		variables, closeDown, err := house.surroundings(env.WorkDir, nil)
		if err != nil {
			return err
		}
		env.Defer(closeDown)
		for name, value := range variables {
			env.Setenv(name, value)
		}
		env.Values[vendorKey{}] = &vendorState{requests: &atomic.Int64{}, arrived: make(chan struct{}, 1)}
		return nil
	}
}

// company puts the sandbox of one company, which all vendors have, in the place of the script's own.
func company(t *testing.T) func(*testscript.TestScript, bool, []string) {
	t.Helper()
	house := newHouse(t)
	return func(ts *testscript.TestScript, _ bool, _ []string) {
		variables, closeDown, err := house.surroundingsOf(sandbox.Options{Seed: 1, OneCompany: true}, ts.MkAbs("."), nil)
		ts.Check(err)
		ts.Defer(closeDown)
		for name, value := range variables {
			ts.Setenv(name, value)
		}
	}
}

// exits runs genba and compares its exit code: exits 2 genba akashi stamps pull. Everything after the code is the
// command; stdin stdout stderr work as with exec.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if err != nil {
		var exit interface{ ExitCode() int }
		if !asExit(err, &exit) {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s\nstdout: %s\nstderr: %s", code, args[0], ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// lines compares the number of lines of a file (or stdout, stderr): lines stdout 3.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines FILE COUNT")
	}
	if got := strings.Count(ts.ReadFile(args[0]), "\n"); fmt.Sprint(got) != args[1] {
		ts.Fatalf("%s has %d lines, want %s", args[0], got, args[1])
	}
}
