package main

import (
	"path/filepath"
	"testing"
)

// go vet compares verbs with arguments for formats of type string only.
func TestEveryFormatHasItsArguments(t *testing.T) {
	s, err := load(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.formats()); n < 500 {
		t.Fatalf("only %d formats were found", n)
	}
	for _, wrong := range s.miscounted() {
		t.Error(wrong)
	}
}
