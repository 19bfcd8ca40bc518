package cmd_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/genba-cli/genba/cmd"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/lang"
)

// overheardFile names the file of a script into which each genba writes what it said, once more in Japanese.
const overheardFile = "GENBA_TEST_OVERHEARD"

// said is what genba said in English, and what it would have said in Japanese.
type said struct{ English, Japanese string }

// inJapanese is the catalogue of an operator who reads Japanese.
type inJapanese struct{ language *lang.Catalogue }

func (c inJapanese) Format(format string) string {
	if worded, ok := cmd.Wording()[say.Format(format)]; ok {
		format = string(worded)
	}
	return c.language.Format(format)
}

// overhear returns what listens to this genba; nil where no script wants it.
func overhear() func(say.Speaker) {
	path := os.Getenv(overheardFile)
	if path == "" {
		return nil
	}
	return func(s say.Speaker) {
		line, err := json.Marshal(said{s.In(nil), s.In(inJapanese{lang.Open("ja")})})
		if err != nil {
			panic(err)
		}
		f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
		defer f.Close()
		if _, err := f.Write(append(line, '\n')); err != nil {
			panic(err)
		}
	}
}

// overheard has each script's words kept in a file of the folder.
func overheard(setup func(*testscript.Env) error, folder string) func(*testscript.Env) error {
	return func(env *testscript.Env) error {
		env.Setenv(overheardFile, filepath.Join(folder, filepath.Base(env.WorkDir)))
		return setup(env)
	}
}

// checkJapanese fails on English in what the scripts' commands said, once more in Japanese.
func checkJapanese(t *testing.T, folder string) {
	t.Helper()
	scripts, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	known, seen := typedWords(), map[string]bool{}
	for _, script := range scripts {
		text, err := os.ReadFile(filepath.Join(folder, script.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			var s said
			if err := json.Unmarshal([]byte(line), &s); err != nil {
				t.Fatal(err)
			}
			if words := englishIn(s.Japanese, known); len(words) > 0 && !seen[s.Japanese] {
				seen[s.Japanese] = true
				t.Errorf("%s: %q: %s", strings.TrimPrefix(script.Name(), "script-"), words, s.Japanese)
			}
		}
	}
}
