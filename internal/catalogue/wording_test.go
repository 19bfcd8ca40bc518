package main

import (
	"fmt"
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

// mostLeft is how many texts of rooms that are being built may still be without their wording.
const mostLeft = 13

// Pkg says what to do; with which command and flag is told by cmd's wording.
func TestPkgSpeaksNoCommandLine(t *testing.T) {
	s, err := load(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	var left []string
	s.each(func(text string, at token.Pos) {
		where := s.fset.Position(at)
		if !strings.Contains(filepath.ToSlash(where.Filename), "/pkg/") {
			return
		}
		said[text] = true
		if commandLine.MatchString(text) {
			left = append(left, fmt.Sprintf("%s: %q: say what to do, and put the command into a wording.go of cmd", where, text))
		}
	}, func(*types.Info, *ast.CallExpr) {})
	for from, to := range cmd.Wording() {
		switch {
		case !said[string(from)]:
			left = append(left, fmt.Sprintf("nobody in pkg says %q", from))
		case !slices.Equal(lang.Verbs(string(from)), lang.Verbs(string(to))):
			t.Errorf("%q has other verbs than %q", to, from)
		}
	}
	if len(left) > mostLeft {
		t.Errorf("%d texts are without their wording", len(left))
	}
	for _, one := range left {
		t.Log(one)
	}
}
