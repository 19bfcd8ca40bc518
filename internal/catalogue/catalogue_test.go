package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// What is new in the source must be in the catalogue, where the translation is compared with it.
func TestTheCatalogueHasEverything(t *testing.T) {
	root := filepath.Join("..", "..")
	want, err := catalogue(root)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, english))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("pkg/say/lang/en.json is not what the source says: make catalogue, then translate what the test of pkg/say/lang names")
	}
}

func TestMessages(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("cmd/a.go", `package a
import "two words"
var _ = List{Unit: "stamps", Short: "show it all", Path: "a path/with blanks"}
func f(x string) error {
	f.StringVar(&v, "file", "", "the file to read")
	say("hint:")
	header.Set("Content-Type", "plain")
	_ = "; the " + x + " may be sent, " + "or not: " + y()
	return New(Usage, "interrupted")
}
func y() string { return "genba akashi staffs list" + "%s of %s" }
`)
	write("cmd/a_test.go", `package a; var _ = "words of a test"`)
	write("pkg/vendors/akashi/sandbox/b.go", `package b; var _ = "what a vendor says"`)
	write("pkg/vendors/kaonavi/v2/sandbox/b.go", `package b; var _ = "what a vendor says"`)
	write("pkg/b.go", `package b; var _ = " (in brackets)"`)
	got, err := messages(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"stamps", "hint", "interrupted", "the %s may be sent, or not: %s", " (in brackets)"} {
		if got[want] != want {
			t.Errorf("%q is missing", want)
		}
		delete(got, want)
	}
	if len(got) > 0 {
		t.Errorf("too much: %q", got)
	}
}
