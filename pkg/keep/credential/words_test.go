package credential

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestCommandWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "the key.exe")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for command, want := range map[string][]string{
		"":                                      nil,
		"  ":                                    nil,
		"pass show genba":                       {"pass", "show", "genba"},
		`"C:\Program Files\age\key.exe" -p x`:   {`C:\Program Files\age\key.exe`, "-p", "x"},
		`op read 'op://Private/genba key/file'`: {"op", "read", "op://Private/genba key/file"},
		`a "" b`:                                {"a", "", "b"},
		`--name="山田 太郎"`:                        {"--name=山田 太郎"},
		path:                                    {path},
		`"` + path + `" --for genba`:            {path, "--for", "genba"},
	} {
		if got := commandWords(command); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", command, got, want)
		}
	}
}
