package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// The plan of the house has every folder with code.
func TestLayoutNamesEveryFolder(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs", "project-layout.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, plan, _ := strings.Cut(string(text), "```\n")
	plan, _, _ = strings.Cut(plan, "```\n")
	named := map[string]bool{} // by the folder at the top, and the name
	top := ""
	for line := range strings.Lines(plan) {
		if line[0] != ' ' {
			top, _, _ = strings.Cut(line, "/")
		}
		for _, name := range regexp.MustCompile(`[\w.]+/`).FindAllString(line, -1) {
			named[top+" "+name] = true
		}
	}
	seen := 0
	for _, top := range []string{"cmd", "internal", "pkg"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.IsDir() {
				return err
			}
			if entry.Name() == "testdata" {
				return filepath.SkipDir
			}
			code, err := filepath.Glob(filepath.Join(path, "*.go"))
			if err != nil || len(code) == 0 {
				return err
			}
			if seen++; !named[top+" "+entry.Name()+"/"] {
				t.Errorf("%s is not in the plan", path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 50 || len(named) < 50 {
		t.Fatalf("%d folders, %d names", seen, len(named))
	}
}

// Each module that is asked for directly has its reason in the docs, and no other has.
func TestDependenciesHaveTheirReasons(t *testing.T) {
	asked := modules(t, "go.mod", `(?m)^\t(\S+) v\S+$`) // an indirect one has a comment behind it
	explained := modules(t, filepath.Join("docs", "dependencies.md"), `(?m)^\| (\S+\.\S+) \|`)
	if len(asked) < 10 || !slices.Equal(asked, explained) {
		t.Errorf("go.mod has %s\nthe docs have %s", asked, explained)
	}
}

// modules returns what a pattern finds in a file, sorted.
func modules(t *testing.T, path, pattern string) (names []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(text), -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return names
}
