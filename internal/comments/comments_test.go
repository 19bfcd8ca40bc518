package comments_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/internal/comments"
)

// TestFunctionsSayWhatTheyDo reads every comment of a function in the sources, tests aside.
func TestFunctionsSayWhatTheyDo(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains([]string{".git", "bin", "dist", "testdata"}, entry.Name()):
			return filepath.SkipDir
		case entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, declared := range file.Decls {
			function, ok := declared.(*ast.FuncDecl)
			if !ok || function.Doc == nil {
				continue
			}
			seen++
			if problem := comments.Problem(function.Name.Name, function.Doc.Text(), isPredicate(function.Type)); problem != "" {
				t.Errorf("%s: %s: %s", path, function.Name.Name, problem)
			}
		}
		return nil
	})
	if err != nil || seen < 1000 {
		t.Fatalf("%d comments, %v", seen, err)
	}
}

// isPredicate reports whether a function returns one bool and nothing else.
func isPredicate(f *ast.FuncType) bool {
	if f.Results.NumFields() != 1 {
		return false
	}
	result, ok := f.Results.List[0].Type.(*ast.Ident)
	return ok && result.Name == "bool"
}

func TestProblem(t *testing.T) {
	for _, c := range []struct {
		text      string
		predicate bool
		want      string
	}{
		{"size returns the size in bytes.\n", false, ""},
		{"size reports whether it fits.\n", true, ""},
		{"size sends it and reports whether it fits.\n", true, ""},
		{"size is the size in bytes.\n", false, `"is" is no verb of what it does; write returns, reads, reports whether …`},
		{"size are the sizes.\n", false, `"are" is no verb of what it does; write returns, reads, reports whether …`},
		{"size says whether it fits.\n", true, `write "reports whether"`},
		{"size tells what fits.\n", true, `a function that returns true or false "reports whether"`},
		{"The size.\n", false, "the comment does not begin with the name"},
		{"sizes returns them.\n", false, "the comment does not begin with the name"},
		{"size\n", false, "the comment says nothing"},
	} {
		if got := comments.Problem("size", c.text, c.predicate); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
