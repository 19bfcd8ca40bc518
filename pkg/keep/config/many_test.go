package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/keep/config"
)

func bureau(t testing.TB, profiles int) config.Options {
	t.Helper()
	var text strings.Builder
	text.WriteString("profiles:\n")
	for i := range profiles {
		fmt.Fprintf(&text, "  bureau-%03d: {akashi: {company_id: c%d}}\n", i, i)
	}
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return config.Options{Path: path, Profile: "bureau-007", Getenv: func(string) string { return "" }}
}

func TestAnotherProfileOfTheSameFile(t *testing.T) {
	c, err := config.Load(bureau(t, 20))
	if err != nil {
		t.Fatal(err)
	}
	other, err := c.Of("bureau-013")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		c    *config.Config
		want string
	}{{c, "bureau-007 c7"}, {other, "bureau-013 c13"}} {
		if id, _ := c.c.Value("akashi", "company_id"); c.c.ProfileName()+" "+id != c.want {
			t.Errorf("%s %s, want %s", c.c.ProfileName(), id, c.want)
		}
	}
	if _, err := c.Of("bureau-999"); err == nil {
		t.Error("a profile that is not there was found")
	}
}

// BenchmarkLoad reads the file of a bureau: each of its 500 runs a night does it.
func BenchmarkLoad(b *testing.B) {
	o := bureau(b, 500)
	for b.Loop() {
		if _, err := config.Load(o); err != nil {
			b.Fatal(err)
		}
	}
}
