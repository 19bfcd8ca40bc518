package cmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestLogimeterCron runs the lines of the crontabs in docs/logimeter.md as they stand there, but for the folder and the
// pauses between two looks.
func TestLogimeterCron(t *testing.T) {
	const csv = "開始,終了,オーダーid,ジャンル,商品,数量\n2025-03-10 10:00:00,2025-03-10 10:20:00,111,アパレル,A,70\n"
	script := "exec genba logimeter progress rule init -O actual.yaml\n"
	lines := 0
	for _, block := range fenced(t, "../docs/logimeter.md", "cron") {
		for _, line := range strings.Split(strings.TrimSpace(block), "\n") {
			if strings.HasPrefix(line, "CRON_TZ=") {
				continue
			}
			lines++
			fields := strings.Fields(line)
			if len(fields) < 6 || strings.Contains(line, "%") {
				t.Fatalf("no line for cron, which reads %% as a new line: %s", line)
			}
			command := strings.ReplaceAll(strings.Join(fields[5:], " "), "/srv/wms/", "./")
			command = strings.ReplaceAll(command, "csv create", "csv create --poll-interval 1ms")
			_, output, found := strings.Cut(command, "-O ")
			if !found {
				t.Fatalf("stdout would become a mail: %s", line)
			}
			script += "exec sh -c '" + command + "'\nexists " + output + "\n"
		}
	}
	if lines < 4 {
		t.Fatalf("only %d lines", lines)
	}
	path := filepath.Join(t.TempDir(), "logimeter_cron.txtar")
	if err := os.WriteFile(path, []byte(script+"-- out.csv --\n"+csv), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Files: []string{path}, Setup: setup(t), RequireExplicitExec: true})
}
