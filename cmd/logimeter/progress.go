package logimeter

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

func (t *tree) progress() *cobra.Command {
	return cli.Group("progress", "progress of the day's work: check, push, convert, transform",
		t.progressOf(logimeter.Plan, "planned quantities (予定)"),
		t.progressOf(logimeter.Actual, "actual quantities (実績)"),
		t.rule())
}

func (t *tree) progressOf(kind logimeter.ProgressKind, what string) *cobra.Command {
	return cli.Group(string(kind), what+": check, push, convert, transform",
		t.progressCheck(kind), t.progressPush(kind), t.convert(string(kind)), t.progressTransform(kind))
}

// maxProgressFile bounds a file, which is read into memory; 1,000 rows are some 40 kB.
const maxProgressFile = 64 << 20

// note warns unless --quiet is set. It is for what is worth knowing and not wrong.
func (t *tree) note(format say.Format, args ...any) {
	if !t.Flags.Quiet {
		t.Warn(format, args...)
	}
}
