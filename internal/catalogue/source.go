package main

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// messages are the texts in the source that people may get to read: every string in which words follow each other, but for
// those of data and of help, which has its own place, and the words in fields that name what is counted.
func messages(root string) (map[string]string, error) {
	found := map[string]string{}
	for _, top := range []string{"cmd", "pkg"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "sandbox" && filepath.Base(filepath.Dir(path)) == "pkg":
				return fs.SkipDir // the sandbox speaks as the vendors do
			case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err == nil {
				ast.Walk(&reader{found: found}, file)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// reader walks through a file. whole says that the next string is to be taken even if it is a single word.
type reader struct {
	found map[string]string
	whole bool
}

// help are the fields whose text is help, and those whose text is for machines.
var help = map[string]bool{"Use": true, "Short": true, "Long": true, "Example": true, "Path": true, "ContentType": true}

// counted are the fields whose text, of one word as a rule, is shown to people.
var counted = map[string]bool{"Unit": true, "Noun": true}

func (r *reader) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.ImportSpec, *ast.Field:
		if f, ok := n.(*ast.Field); ok && f.Tag == nil {
			return r
		}
		return nil
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok {
			if help[key.Name] {
				return nil
			}
			if counted[key.Name] {
				return &reader{found: r.found, whole: true}
			}
		}
	case *ast.CallExpr:
		if isFlag(n) {
			return nil // the usage of a flag is help
		}
	case ast.Expr:
		if text, ok := folded(n); ok {
			r.add(text)
			return nil
		}
	}
	return &reader{found: r.found, whole: r.whole}
}

// isFlag says whether the call defines a flag.
func isFlag(call *ast.CallExpr) bool {
	s, ok := call.Fun.(*ast.SelectorExpr)
	return ok && regexp.MustCompile(`^(Bool|String|Int|Duration|StringSlice|StringArray|Int64|Var)VarP?$`).MatchString(s.Sel.Name)
}

// folded is a constant string that is written in parts.
func folded(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
	case *ast.BinaryExpr:
		left, ok := folded(e.X)
		right, also := folded(e.Y)
		if e.Op == token.ADD && ok && also {
			return constant.StringVal(constant.BinaryOp(constant.MakeString(left), token.ADD, constant.MakeString(right))), true
		}
	}
	return "", false
}

// words are two words, or a word and a verb.
var words = regexp.MustCompile(`[a-z%][a-z,'’)]* [a-z(%"]|%[a-z] [a-z]|[a-z]{2}: %|[a-z] \S*%`)

func (r *reader) add(text string) {
	text = strings.TrimLeft(text, ":; ")
	if text != "" && text[0] == '(' {
		text = " " + text // a remark, which stands behind something else
	}
	text = strings.TrimSuffix(strings.TrimRight(text, " \n"), ":")
	if r.whole && text != "" || words.MatchString(text) && !data(text) {
		r.found[text] = text
	}
}

// data are strings with blanks that are none of people's language.
func data(text string) bool {
	return strings.HasPrefix(text, "genba ") && !strings.Contains(text, ", ") || strings.HasPrefix(text, "GENBA_") || strings.ContainsAny(text, "{}<>\x00") && !strings.Contains(text, " ")
}
