// Package atomicfile writes a file that appears whole or not at all: who opens it sees the old content
// or the new, never a part, also after a crash or on a full disk. It must not know what is written.
//
// It is our own because renameio does not build on Windows and natefinch/atomic wants all of the
// content as one reader, where genba writes rows as they come.
package atomicfile

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// File is being written beside its target and takes its place on Commit. It is for one goroutine. A
// process that is killed leaves the target as it was and a hidden file .NAME.XXXX.tmp beside it, which the next File of that name
// removes.
type File struct {
	path   string // as it was given, for messages
	target string // what temp becomes; "" when the content goes straight to a device or a pipe
	temp   string
	handle handle
	failed error // the first failure; what came after it is not the whole content
	done   bool
	ctx    func() error // of a pipe or a device: why its writing was ended; else nil
}

// handle is *os.File, or in tests a disk that fills up.
type handle interface {
	io.WriteSeeker
	io.Closer
	Sync() error
	Truncate(size int64) error
}

// Create begins a file. A new one gets the permissions perm less the umask, an existing one keeps its
// own, its group, and for root its owner. A symbolic link is followed: the file it names is replaced, the link stays. A device, a named
// pipe and /dev/stdout are written directly, because there is nothing to replace.
//
// A folder in place of the file, a missing folder and a read-only file are a fault.Usage, before
// anything is written.
func Create(path string, perm fs.FileMode) (*File, error) {
	return create(path, perm, func(direct string) (*os.File, error) { return os.OpenFile(direct, appending, 0) })
}

// appending, because a file behind /dev/stdout may already hold what others wrote there.
const appending = os.O_WRONLY | os.O_APPEND

// CreateContext works like Create for a path that a person gave, which may be a named pipe: ctx ends the wait for its reader, and
// a write that no reader takes.
func CreateContext(ctx context.Context, path string, perm fs.FileMode) (*File, error) {
	f, err := create(path, perm, func(direct string) (*os.File, error) { return openDirect(ctx, direct) })
	switch {
	case err == nil && f.Direct():
		f.ctx = ctx.Err
	case err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()):
		err = fault.Errorf(fault.Interrupted, "interrupted while %q had no reader; nothing was sent", path)
	}
	return f, err
}

func create(path string, perm fs.FileMode, open func(direct string) (*os.File, error)) (*File, error) {
	t, err := resolve(path)
	if err != nil {
		return nil, err
	}
	f := &File{path: path}
	if t.direct {
		handle, err := open(t.path)
		if err != nil {
			return nil, f.fault("cannot open %q", err)
		}
		f.handle = handle
		return f, nil
	}
	f.target = t.path
	removeDead(f.target)
	if t.exists {
		perm = t.info.Mode().Perm()
	}
	handle, err := f.createTemp(perm)
	if err != nil {
		return nil, f.fault("cannot create %q", err)
	}
	f.handle = handle
	if t.exists {
		if err := keepOwner(handle, t.info); err != nil {
			_ = f.Abort()
			return nil, f.fault("cannot set the permissions of %q", err)
		}
	}
	return f, nil
}

// createTemp opens a new file in the target's folder, so that it is on the same disk, and locks it while it is written.
func (f *File) createTemp(perm fs.FileMode) (*os.File, error) {
	dir, name := filepath.Split(f.target)
	for {
		f.temp = filepath.Join(dir, fmt.Sprintf(".%s.%s.tmp", short(name), rand.Text()[:randomLength]))
		handle, err := os.OpenFile(f.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm.Perm())
		switch {
		case errors.Is(err, fs.ErrExist):
			continue
		case err == nil && !claim(handle, f.temp): // another genba took it for a dead one's, and has removed it
			_ = handle.Close()
			continue
		}
		return handle, err
	}
}

// short leaves room for what createTemp adds: a name may have 255 bytes, which is 85 kanji.
func short(name string) string {
	const limit = 200
	if len(name) <= limit {
		return name
	}
	n := limit
	for !utf8.RuneStart(name[n]) {
		n--
	}
	return name[:n]
}

// Write adds to the content. After a failure the file can only be given up.
func (f *File) Write(p []byte) (int, error) {
	if f.done {
		return 0, f.fault("cannot write %q", os.ErrClosed)
	}
	if f.failed != nil {
		return 0, f.failed
	}
	n, err := f.handle.Write(p)
	switch {
	case err == nil:
	case f.ctx != nil && f.ctx() != nil && errors.Is(err, os.ErrDeadlineExceeded):
		f.failed = fault.Errorf(fault.Interrupted, "interrupted while nobody read %q", f.path)
	default:
		f.failed = f.fault("cannot write %q", err)
	}
	return n, f.failed
}

// Sync makes the content durable beside its target, for those who commit several files: what can still fail then is
// the renaming alone.
func (f *File) Sync() error {
	if f.failed == nil && f.target != "" && !f.done {
		if err := f.handle.Sync(); err != nil {
			f.failed = f.fault("cannot write %q", err)
		}
	}
	return f.failed
}

// Direct reports whether the content goes straight to a device or a pipe, and can't be taken back.
func (f *File) Direct() bool { return f.target == "" }

// Rewind takes back all but the first size bytes of the content. What goes straight to a device can't be taken back.
func (f *File) Rewind(size int64) error {
	switch {
	case f.done:
		return f.fault("cannot rewind %q", os.ErrClosed)
	case f.failed != nil:
		return f.failed
	case f.Direct():
		return f.fault("cannot take back what was written to %q", errors.ErrUnsupported)
	}
	if err := f.handle.Truncate(size); err != nil {
		f.failed = f.fault("cannot rewind %q", err)
	} else if _, err := f.handle.Seek(size, io.SeekStart); err != nil {
		f.failed = f.fault("cannot rewind %q", err)
	}
	return f.failed
}

// Commit makes the content durable and puts it in the target's place. When it fails, also because a
// Write failed, the target is as it was and nothing is left beside it, but on Windows for a target that another program keeps
// open: then the finished content stays beside it, and the message names it. Only when the message says that
// the folder could not be saved is the new content there, but perhaps not after a power cut.
func (f *File) Commit() error {
	if f.done {
		return f.fault("cannot write %q", os.ErrClosed)
	}
	if f.failed != nil {
		_ = f.Abort() // the failure is what matters
		return f.failed
	}
	if f.target == "" {
		f.done = true
		if err := f.handle.Close(); err != nil {
			return f.fault("cannot write %q", err)
		}
		return nil
	}
	if err := f.handle.Sync(); err != nil { // some disks notice only here that they are full
		_ = f.Abort()
		return f.fault("cannot write %q", err)
	}
	f.done = true
	if err := f.replace(); err != nil {
		if inUse(err) && !isFolder(f.target) {
			if beside, bad := f.keepBeside(); bad == nil {
				return fault.Errorf(fault.Other, "%q is open in another program and could not be replaced; the finished content is in %q", f.path, beside).
					WithHint("close it there, then rename the new file")
			}
		}
		_ = os.Remove(f.temp)
		return f.fault("cannot replace %q", err)
	}
	if err := syncDir(filepath.Dir(f.target)); err != nil {
		return f.fault("cannot save the folder of %q", err)
	}
	return nil
}

// Abort gives the content up and leaves the target as it was. After Commit or Abort it does nothing,
// so it can be deferred. What went straight to a device or a pipe can't be taken back.
func (f *File) Abort() error {
	if f.done {
		return nil
	}
	f.done = true
	err := f.handle.Close()
	if f.target != "" {
		err = os.Remove(f.temp)
	}
	if err != nil {
		return f.fault("cannot remove what was written for %q", err)
	}
	return nil
}

// fault returns the error of what could not be done, a format for the file's path.
func (f *File) fault(failed say.Format, err error) error {
	message := say.T(failed, f.path)
	if isFull(err) {
		e := &fault.Error{Kind: fault.Other, Message: say.T("disk full: %s", message), Err: err}
		if f.target == "" {
			return e.WithHint("make room there and run the command again")
		}
		return e.WithHint("make room on the disk that holds %q and run the command again; what was there before is unchanged", filepath.Dir(f.target))
	}
	e := &fault.Error{Kind: fault.Other, Message: say.T("%s: %w", message, cause(err)), Err: err}
	if errors.Is(err, fs.ErrPermission) {
		return e.WithHint("name a file in a folder that you may write to")
	}
	return e
}

// cause leaves out the name of the file beside the target, which nobody knows.
func cause(err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err
	case errors.As(err, &l):
		return l.Err
	}
	return err
}
