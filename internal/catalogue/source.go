package main

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// messages returns the texts in the source that people may get to read: every string in which words follow each other, but for
// those of data and of help, which has its own place, and the words in fields that name what is counted.
func messages(root string) (map[string]string, error) {
	found := map[string]string{}
	for _, top := range []string{"cmd", "pkg"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && inSandbox(path):
				return fs.SkipDir // there the sandbox speaks as the vendors do
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

// inSandbox reports whether path is the folder of a sandbox: pkg/vendors/NAME/sandbox, that of one of its versions, or the one of a
// job that speaks to somebody, pkg/work/NAME/sandbox.
func inSandbox(path string) bool {
	if filepath.Base(path) != "sandbox" {
		return false
	}
	words := strings.Split(filepath.ToSlash(filepath.Dir(path)), "/")
	at := slices.IndexFunc(words, func(word string) bool { return word == "vendors" || word == "work" })
	return at > 0 && words[at-1] == "pkg" && at < len(words)-1
}

// reader walks through a file. whole says that the next string is to be taken even if it is a single word.
type reader struct {
	found map[string]string
	whole bool
}

// help are the fields whose text is help, and those whose text is for machines.
var help = map[string]bool{"Use": true, "Short": true, "Long": true, "Example": true, "Path": true, "ContentType": true}

// counted are the fields whose text, of one word as a rule, is shown to people.
var counted = map[string]bool{"Unit": true, "Noun": true, "About": true, "Help": true}

// spoken are the functions whose text is said to people, also where it is a single word, by how many arguments they have
// at least.
var spoken = map[string]int{"New": 2, "Errorf": 2, "WithHint": 1, "say": 1, "sayf": 1, "Tell": 1, "Warn": 1, "Set": 1, "group": 3, "Count": 2}

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
		if least := spoken[called(n)]; least > 0 && len(n.Args) >= least && (least > 1 || called(n) != "Set" || len(n.Args) == 1) {
			for _, arg := range n.Args[:min(2, len(n.Args))] {
				if text, ok := folded(arg); ok {
					(&reader{found: r.found, whole: true}).add(text)
					break
				}
			}
		}
	case ast.Expr:
		if text, ok := folded(n); ok {
			r.add(text)
			return nil
		}
		if text, others, ok := joined(n); ok {
			r.add(text)
			for _, e := range others {
				ast.Walk(r, e)
			}
			return nil
		}
	}
	return &reader{found: r.found, whole: r.whole}
}

// called returns the name of the function or method.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// isFlag reports whether the call defines a flag.
func isFlag(call *ast.CallExpr) bool {
	return regexp.MustCompile(`^(Bool|String|Int|Duration|StringSlice|StringArray|Int64|Var|List|Count)VarP?$`).MatchString(called(call))
}

// folded returns a constant string that is written in parts.
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

// joined returns a string put together with +, as the format that would give the same; others are its parts that are no
// constants.
func joined(e ast.Expr) (format string, others []ast.Expr, ok bool) {
	sum, isSum := e.(*ast.BinaryExpr)
	if !isSum || sum.Op != token.ADD {
		return "", nil, false
	}
	for _, side := range []ast.Expr{sum.X, sum.Y} {
		if text, constant := folded(side); constant {
			format, ok = format+text, true
		} else if text, more, also := joined(side); also {
			format, others, ok = format+text, append(others, more...), true
		} else {
			format, others = format+"%s", append(others, side)
		}
	}
	return format, others, ok
}

// words are two words, or a word and a verb.
var words = regexp.MustCompile(`[a-z%][a-z,'’)]* [a-z(%"]|%[a-z] [a-z]|[a-z]{2}: %|[a-z] \S*%`)

// word is one that is no verb, unit or code.
var word = regexp.MustCompile(`^[ (,]*[A-Za-z][a-z]{3,}|^[A-Z][A-Za-z]+ [A-Za-z]{2,}|[a-z]{3} %|%[a-z] [a-z]{2}`)

// normal returns a message without what stands around it where it is put together with others.
func normal(text string) string {
	text = strings.TrimLeft(text, ":; ")
	if text != "" && text[0] == '(' {
		text = " " + text // a remark, which stands behind something else
	}
	return strings.TrimSuffix(strings.TrimRight(text, " \n"), ":")
}

func (r *reader) add(text string) {
	text = normal(text)
	if text != "" && !data(text) && !frame(text) && (r.whole && word.MatchString(text) || words.MatchString(text)) {
		r.found[text] = text
	}
}

// data reports whether a string with blanks is none of people's language: a command line, a log line, the content of a file.
func data(text string) bool {
	command := strings.HasPrefix(text, "genba ") && !regexp.MustCompile(`, |; |: | shows |made by`).MatchString(text)
	if sql.MatchString(text) {
		return true
	}
	markup := strings.Contains(text, "><") || strings.Contains(text, " xmlns=")
	return command || markup || strings.Contains(text, "=") && strings.Contains(text, " --set ") || strings.HasPrefix(text, "COMPREPLY") || strings.Contains(text, "(--set ") || strings.Contains(text, " FILE | ") || strings.Contains(text, "(-f FILE") || strings.HasPrefix(text, "GENBA_") || strings.HasPrefix(text, "--") && !strings.Contains(strings.Trim(text, "-"), " ") ||
		strings.ContainsAny(text[:1], "<>#\x00") || strings.ContainsAny(text, "{}<>\x00") && !strings.Contains(text, " ")
}

// sql begins what databases are told.
var sql = regexp.MustCompile(`^(BEGIN;|WITH moved|SELECT|INSERT|DELETE|CREATE (TABLE IF|TABLE %s)|ALTER|COPY|IN \(SELECT|CASE WHEN|printf\(|coalesce\(|%s %s NOT NULL|timestamp with)`)

// frame reports whether a text has hardly more than verbs, such as "%s of %s": texts that are no messages look like that, too.
func frame(text string) bool {
	if text[0] == ' ' || text[0] == ',' || strings.Contains(text, "%d") {
		return false
	}
	return len(regexp.MustCompile(`%[+#]?[a-z]|[^a-zA-Z]`).ReplaceAllString(text, "")) < 3
}
