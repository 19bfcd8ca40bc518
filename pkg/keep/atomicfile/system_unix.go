//go:build unix

package atomicfile

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"
	"time"

	"github.com/genba-cli/genba/pkg/say"
)

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// openShared opens a file for reading.
func openShared(path string) (*os.File, error) { return os.Open(path) }

// syncDir makes the rename durable. Some file systems can't (network shares), and a folder may be
// writable but not readable: the file is in its place all the same.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer func() { _ = d.Close() }() // nothing was written through it
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	return err
}

// keepOwner gives the file the mode, the group and for root the owner of the one that it replaces. Where the group can't be
// kept, because this user is not in it, its permissions are not given to another group.
func keepOwner(handle *os.File, old fs.FileInfo) error {
	perm := old.Mode().Perm()
	mine, err := handle.Stat()
	if err != nil {
		return err
	}
	was, ok := old.Sys().(*syscall.Stat_t)
	is, known := mine.Sys().(*syscall.Stat_t)
	if ok && known && os.Geteuid() == 0 && was.Uid != is.Uid {
		if err := handle.Chown(int(was.Uid), -1); err != nil {
			return err
		}
	}
	if ok && known && was.Gid != is.Gid && handle.Chown(-1, int(was.Gid)) != nil {
		perm = perm&^0o070 | perm&0o007<<3
	}
	if mine, err = handle.Stat(); err != nil || mine.Mode().Perm() == perm {
		return err
	}
	return handle.Chmod(perm)
}

// claim locks a temporary file for as long as it is open; the kernel gives the lock back when its process dies. It reports whether the
// file is still there.
func claim(handle *os.File, path string) bool {
	if err := syscall.Flock(int(handle.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return !errors.Is(err, syscall.EWOULDBLOCK) // on a file system without locks nothing is taken for dead, either
	}
	mine, err := handle.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(mine, there)
}

// removeUnlocked removes a temporary file whose process is surely dead: it is a plain file, and its lock is free.
func removeUnlocked(path string) {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return
	}
	f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return
	}
	defer f.Close() // nothing is written through it
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil && claim(f, path) {
		_ = os.Remove(path)
	}
}

// replace puts the file in the target's place and closes it only then: its lock keeps it from being taken for a dead one's.
func (f *File) replace() error {
	if err := os.Rename(f.temp, f.target); err != nil {
		_ = f.handle.Close()
		return err
	}
	_ = f.handle.Close() // it was synced
	return nil
}

// openDirect opens what is written as it is. A named pipe waits for its reader until ctx ends, where the system's own wait would hear no
// signal.
func openDirect(ctx context.Context, path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Type() != fs.ModeNamedPipe {
		return os.OpenFile(path, appending, 0)
	}
	for {
		pipe, err := os.OpenFile(path, appending|syscall.O_NONBLOCK, 0)
		if err == nil {
			// A reader that has stopped reading must not keep the process either.
			context.AfterFunc(ctx, func() { _ = pipe.SetWriteDeadline(time.Unix(1, 0)) })
		}
		if !errors.Is(err, syscall.ENXIO) {
			return pipe, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(readerPoll):
		}
	}
}

// readerPoll is how often a named pipe is looked at for a reader.
const readerPoll = 20 * time.Millisecond

// inUse reports false: a file can be replaced whoever has it open.
func inUse(error) bool { return false }

// replaceable has nothing to ask.
func replaceable(string) error { return nil }

// nameProblem finds none: every name is good.
func nameProblem(string) say.Text { return say.Text{} }
