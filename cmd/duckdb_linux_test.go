//go:build linux

package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// duckdb is the program duckdb -c SQL, as far as docs/destinations.md uses it: its npm package brings the engine, not the program.
const duckdb = `#!/bin/sh
exec node --input-type=commonjs -e '
const { DuckDBInstance } = require(process.argv[1]);
(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const rows = await connection.runAndReadAll(process.argv[2]);
  for (const row of rows.getRows()) console.log(row.join("|"));
})().catch((e) => { console.error(e.message); process.exit(1); });
' "$GENBA_TEST_DUCKDB_API" "$2"
`

// duckDB returns a folder with that program, and where the package is. GENBA_TEST_DUCKDB is the folder in which npm installed it.
func duckDB(t *testing.T) (bin, api string) {
	t.Helper()
	at := os.Getenv("GENBA_TEST_DUCKDB")
	if at == "" {
		t.Skip("GENBA_TEST_DUCKDB names no folder with @duckdb/node-api; .ci/run installs one")
	}
	api = filepath.Join(at, "node_modules", "@duckdb", "node-api")
	if _, err := os.Stat(api); err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"node", "sqlite3"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatal(err)
		}
	}
	bin = t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "duckdb"), []byte(duckdb), 0o755); err != nil {
		t.Fatal(err)
	}
	return bin, api
}

// TestParquetByDuckDB runs the commands that docs/destinations.md has for lakes and warehouses, word by word, and reads what they
// make.
func TestParquetByDuckDB(t *testing.T) {
	bin, api := duckDB(t)
	page, err := os.ReadFile("../docs/destinations.md")
	if err != nil {
		t.Fatal(err)
	}
	_, lakes, found := strings.Cut(string(page), "\n## Lakes and warehouses\n")
	blocks := strings.Split(lakes, "```sh\n")
	if !found || len(blocks) != 3 {
		t.Fatalf("%d blocks of commands in Lakes and warehouses, want 2", len(blocks)-1)
	}
	surround := setup(t)
	all := commands(t)
	all["documented"] = func(ts *testscript.TestScript, _ bool, args []string) {
		block, _, _ := strings.Cut(blocks[map[string]int{"ndjson": 1, "table": 2}[args[0]]], "```")
		ts.Check(ts.Exec("sh", "-e", "-c", block))
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/duckdb", RequireExplicitExec: true, RequireUniqueNames: true, Cmds: all,
		Setup: func(env *testscript.Env) error {
			if err := surround(env); err != nil {
				return err
			}
			env.Setenv("GENBA_TEST_DUCKDB_API", api)
			env.Setenv("PATH", bin+string(os.PathListSeparator)+env.Getenv("PATH"))
			return nil
		},
	})
}
