package atomicfile_test

import (
	"errors"
	"strings"
	"syscall"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestFullDevice(t *testing.T) {
	f := create(t, "/dev/full")
	_, err := f.Write([]byte("x"))
	if fault.KindOf(err) != fault.Other || !errors.Is(err, syscall.ENOSPC) || !strings.HasPrefix(err.Error(), `disk full: cannot write "/dev/full"`) {
		t.Errorf("got %v", err)
	}
	if err := f.Commit(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Commit: %v", err)
	}
}
