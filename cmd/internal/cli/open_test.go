package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestReadAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rows.csv")
	if err := os.WriteFile(path, []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	app := cli.New("test", cli.Streams{In: in}, func(string) string { return "" })
	for _, c := range []struct {
		path  string
		limit int64
		says  string // "" = it is read
	}{
		{path, 10, ""},
		{path, 9, "nothing was sent"},
		{path + ".gone", 10, "does not exist"},
		{filepath.Dir(path), 10, "folder"},
		{"-", 10, ""},
	} {
		data, err := app.ReadAll(t.Context(), c.path, c.limit)
		if c.says == "" && (err != nil || string(data) != "0123456789") ||
			c.says != "" && (fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s, %d: %q %v", c.path, c.limit, data, err)
		}
	}
}
