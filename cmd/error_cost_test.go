package cmd_test

import (
	"os/exec"
	"testing"
)

// An error in Japanese costs at most 1.3 times one in English, from the start of the process to its end.
func BenchmarkError(b *testing.B) {
	for _, language := range []string{"en", "ja"} {
		b.Run(language, func(b *testing.B) {
			for b.Loop() {
				if text, err := exec.Command("genba", "--lang", language, "akashi", "staffs", "get", "nobody").CombinedOutput(); err == nil {
					b.Fatalf("%s", text)
				}
			}
		})
	}
}
