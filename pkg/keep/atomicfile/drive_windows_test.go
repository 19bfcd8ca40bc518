package atomicfile_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// A colon in a name makes a drive of what stands in front of it.
func TestNoSuchDrive(t *testing.T) {
	for _, name := range []string{`q:b.csv`, `q:\b.csv`, `q:\stamps\b.csv`} {
		_, err := atomicfile.Create(name, 0o600)
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), `there is no drive "q:"`) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
