package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/cmd"
	"github.com/genba-cli/genba/pkg/say/lang"
)

// commandLine is what only the command line knows: a command or a flag.
var commandLine = regexp.MustCompile(`(^|[\s(])--[a-z]|(^|[\s(])-[oO] [a-z]|\bgenba (--[a-z]|akashi|api|auth|config|doctor|each|flexcrm|help|hours|kaonavi|logimeter|nipoplus|payroll|people|sandbox)\b`)

// Pkg says what to do; with which command and flag is told by cmd's wording.
func TestPkgSpeaksNoCommandLine(t *testing.T) {
	s, err := load(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	s.each(func(text string, at token.Pos) {
		where := s.fset.Position(at)
		if !strings.Contains(filepath.ToSlash(where.Filename), "/pkg/") {
			return
		}
		said[text] = true
		if commandLine.MatchString(text) {
			t.Errorf("%s: %q: say what to do, and put the command into a wording.go of cmd", where, text)
		}
	}, func(*types.Info, *ast.CallExpr) {})
	for from, to := range cmd.Wording() {
		switch {
		case !said[string(from)]:
			t.Errorf("nobody in pkg says %q", from)
		case !slices.Equal(lang.Verbs(string(from)), lang.Verbs(string(to))):
			t.Errorf("%q has other verbs than %q", to, from)
		}
	}
}
