//go:build unix

package cli

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// outputLost reports whether standard output was closed when genba started. Go's runtime then puts /dev/null in its place, for
// reading and writing, so that writing to it would seem to go well. A shell's >/dev/null is open for writing only.
func outputLost(out *os.File) bool {
	info, err := out.Stat()
	if err != nil {
		return true
	}
	null, err := os.Stat(os.DevNull)
	if err != nil || !os.SameFile(info, null) {
		return false
	}
	flags, err := unix.FcntlInt(out.Fd(), unix.F_GETFL, 0)
	return err != nil || flags&unix.O_ACCMODE == unix.O_RDWR
}

// syncOutput makes what was written durable, where a regular file is behind the stream.
func syncOutput(out *os.File) error {
	info, err := out.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return err
	}
	if err = out.Sync(); errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // a file system that can't
	}
	return err
}
