package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/genba-cli/genba/pkg/say/lang"
)

// formatType is the type whose constants are the messages of genba.
const formatType = "github.com/genba-cli/genba/pkg/say.Format"

// source is the type-checked source of genba, for the system that it is built on.
type source struct {
	packages []*packages.Package
	fset     *token.FileSet
}

func load(root string) (source, error) {
	s := source{fset: token.NewFileSet()}
	var err error
	s.packages, err = packages.Load(&packages.Config{
		Dir: root, Fset: s.fset,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo,
	}, "./cmd/...", "./pkg/...")
	if err != nil {
		return s, err
	}
	for _, p := range s.packages {
		for _, e := range p.Errors {
			return s, e
		}
	}
	return s, nil
}

// each calls f with every expression that is a constant of type say.Format, and with every call.
func (s source) each(constants func(text string, at token.Pos), calls func(info *types.Info, call *ast.CallExpr)) {
	for _, p := range s.packages {
		if inSandbox(filepath.Dir(p.GoFiles[0])) {
			continue // there the sandbox speaks as the vendors do
		}
		for _, file := range p.Syntax {
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					calls(p.TypesInfo, call)
				}
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				tv := p.TypesInfo.Types[e]
				if tv.Value == nil || tv.Type.String() != formatType {
					return true
				}
				constants(constant.StringVal(tv.Value), e.Pos())
				return false // parts of a sum are no messages of their own
			})
		}
	}
}

// formats returns the messages of the source.
func (s source) formats() map[string]string {
	found := map[string]string{}
	s.each(func(text string, _ token.Pos) {
		if text != "" {
			found[text] = text
		}
	}, func(*types.Info, *ast.CallExpr) {})
	return found
}

// miscounted lists the calls whose format has other verbs than there are arguments, which go vet sees for strings only.
func (s source) miscounted() (wrong []string) {
	s.each(func(string, token.Pos) {}, func(info *types.Info, call *ast.CallExpr) {
		signature, ok := info.TypeOf(call.Fun).(*types.Signature)
		if !ok || call.Ellipsis.IsValid() {
			return
		}
		for i := range signature.Params().Len() {
			if signature.Params().At(i).Type().String() != formatType || i >= len(call.Args) || info.Types[call.Args[i]].Value == nil {
				continue
			}
			if signature.Variadic() && i < signature.Params().Len()-1 && !takesAny(signature) {
				continue // texts to be joined
			}
			takes := signature.Variadic() && i == signature.Params().Len()-2
			most := 0
			for _, verb := range lang.Verbs(constant.StringVal(info.Types[call.Args[i]].Value)) {
				n := 0
				_, _ = fmt.Sscanf(verb, "%d", &n)
				most = max(most, n)
			}
			given := len(call.Args) - i - 1
			if takes && most != given || !takes && most > 0 && !isTable(signature, i) {
				wrong = append(wrong, fmt.Sprintf("%s: %d arguments for %s", s.fset.Position(call.Pos()), given, info.Types[call.Args[i]].Value))
			}
		}
	})
	return wrong
}

// isTable reports whether the function takes the arguments of its format apart from it, as a named parameter each.
func isTable(signature *types.Signature, format int) bool {
	name := signature.Params().At(format).Name()
	return name == "failed" || name == "why" || name == "format" || strings.HasSuffix(name, "Format")
}

// takesAny reports whether the last parameter is args ...any.
func takesAny(signature *types.Signature) bool {
	list, ok := signature.Params().At(signature.Params().Len() - 1).Type().(*types.Slice)
	return ok && types.IsInterface(list.Elem())
}
