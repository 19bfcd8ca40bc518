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
			if problem := comments.Problem(function.Name.Name, function.Doc.Text()); problem != "" {
				t.Errorf("%s: %s: %s", path, function.Name.Name, problem)
			}
		}
		return nil
	})
	if err != nil || seen < 1000 {
		t.Fatalf("%d comments, %v", seen, err)
	}
}

func TestProblem(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"size returns the size in bytes.\n", ""},
		{"size reports whether it fits.\n", ""},
		{"size is the size in bytes.\n", `"is" is no verb of what it does; write returns, reads, reports whether …`},
		{"size are the sizes.\n", `"are" is no verb of what it does; write returns, reads, reports whether …`},
		{"size says whether it fits.\n", `write "reports whether"`},
		{"The size.\n", "the comment does not begin with the name"},
		{"sizes returns them.\n", "the comment does not begin with the name"},
		{"size\n", "the comment says nothing"},
	} {
		if got := comments.Problem("size", c.text); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
