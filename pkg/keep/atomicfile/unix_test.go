//go:build unix

package atomicfile_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestDiskFull(t *testing.T) {
	full := &os.PathError{Op: "write", Path: "x.tmp", Err: syscall.ENOSPC}
	for name, disk := range map[string]*atomicfile.Disk{
		"in Write":       {WriteErr: full},
		"in Commit":      {SyncErr: full},
		"quota reached":  {WriteErr: &os.PathError{Op: "write", Path: "x.tmp", Err: syscall.EDQUOT}},
		"in both places": {WriteErr: full, SyncErr: full},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "a.csv")
			if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			f := create(t, path)
			atomicfile.OnDisk(f, disk)
			if _, err := f.Write([]byte("new content")); disk.WriteErr != nil {
				checkFull(t, err, path)
				disk.WriteErr = nil // room again: the part that is missing stays missing
				if _, err := f.Write([]byte("more")); err == nil {
					t.Error("content with a hole was taken")
				}
			}
			checkFull(t, f.Commit(), path)
			if err := f.Abort(); err != nil {
				t.Error(err)
			}
			expectFiles(t, dir, "a.csv")
			if got := read(t, path); got != "old" {
				t.Errorf("got %q", got)
			}
		})
	}
}

// Sync finds a full disk while other files can still be given up, too.
func TestSyncBeforeCommit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	f := create(t, path)
	write(t, f, "whole")
	if err := f.Sync(); err != nil {
		t.Fatal(err)
	}
	expectFiles(t, dir, filepath.Base(f.Temp()))
	if err := f.Commit(); err != nil || read(t, path) != "whole" {
		t.Errorf("%v", err)
	}
	f = create(t, path)
	atomicfile.OnDisk(f, &atomicfile.Disk{SyncErr: &os.PathError{Op: "sync", Path: "x.tmp", Err: syscall.ENOSPC}})
	write(t, f, "more")
	checkFull(t, f.Sync(), path)
	checkFull(t, f.Commit(), path)
	expectFiles(t, dir, "a.csv")
	if got := read(t, path); got != "whole" {
		t.Errorf("got %q", got)
	}
}

func checkFull(t *testing.T, err error, path string) {
	t.Helper()
	if fault.KindOf(err) != fault.Other || err == nil || !strings.HasPrefix(err.Error(), "disk full: ") ||
		!strings.Contains(err.Error(), path) || strings.Contains(err.Error(), ".tmp") || !strings.Contains(fault.HintOf(err).String(), "unchanged") {
		t.Errorf("got %v, hint %q", err, fault.HintOf(err).String())
	}
}

func TestPermissions(t *testing.T) {
	umask := syscall.Umask(0o027)
	defer syscall.Umask(umask)
	dir := t.TempDir()
	for _, c := range []struct {
		name            string
		old, perm, want fs.FileMode
	}{
		{"new", 0, 0o666, 0o640},
		{"new secret", 0, 0o600, 0o600},
		{"existing", 0o664, 0o600, 0o664},
		{"existing secret", 0o600, 0o666, 0o600},
		{"existing with x", 0o755, 0o644, 0o755},
	} {
		path := filepath.Join(dir, c.name)
		if c.old != 0 {
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, c.old); err != nil {
				t.Fatal(err)
			}
		}
		f, err := atomicfile.Create(path, c.perm)
		if err != nil {
			t.Fatal(err)
		}
		temp, err := filepath.Glob(filepath.Join(dir, ".*.tmp"))
		if err != nil || len(temp) != 1 {
			t.Fatalf("%q, %v", temp, err)
		}
		if info, err := os.Stat(temp[0]); err != nil || info.Mode().Perm() != c.want {
			t.Errorf("%s, while it is written: %v, %v", c.name, info.Mode(), err)
		}
		if err := f.Commit(); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != c.want {
			t.Errorf("%s: %v, %v; want %v", c.name, info.Mode(), err, c.want)
		}
	}
}

// The link stays a link, and the file that it names is replaced where it is.
func TestSymbolicLinks(t *testing.T) {
	for name, c := range map[string]struct {
		links [][2]string // name and what it points to
		real  string
	}{
		"to a file beside it":                       {[][2]string{{"link", "real.csv"}}, "real.csv"},
		"to another folder":                         {[][2]string{{"link", "data/real.csv"}}, "data/real.csv"},
		"to a link":                                 {[][2]string{{"link", "data/second"}, {"data/second", "../real.csv"}}, "real.csv"},
		"to a file not there yet":                   {[][2]string{{"link", "data/new.csv"}}, "data/new.csv"},
		"relative, reached through a linked folder": {[][2]string{{"away", "data/deep"}, {"data/deep/link", "../real.csv"}}, "data/real.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.MkdirAll(filepath.Join(dir, "data", "deep"), 0o755); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(c.real, "new") {
				if err := os.WriteFile(filepath.Join(dir, c.real), []byte("old"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for _, l := range c.links {
				if err := os.Symlink(l[1], filepath.Join(dir, l[0])); err != nil {
					t.Fatal(err)
				}
			}
			path := filepath.Join(dir, "link")
			if c.links[0][0] == "away" {
				path = filepath.Join(dir, "away", "link")
			}
			f := create(t, path)
			write(t, f, "new")
			if err := f.Commit(); err != nil {
				t.Fatal(err)
			}
			info, err := os.Lstat(filepath.Join(dir, c.real))
			if err != nil || !info.Mode().IsRegular() || read(t, filepath.Join(dir, c.real)) != "new" {
				t.Errorf("%v, %v", info, err)
			}
			if info, err := os.Lstat(path); err != nil || info.Mode().Type() != fs.ModeSymlink || read(t, path) != "new" {
				t.Errorf("the link: %v, %v", info, err)
			}
		})
	}
}

func TestLinksThatLeadNowhere(t *testing.T) {
	dir := t.TempDir()
	for from, to := range map[string]string{"circle": "again", "again": "circle", "gone": "missing/a.csv", "folder": "."} {
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{"circle": "circle", "gone": "does not exist", "folder": "is a folder"} {
		if _, err := atomicfile.Create(filepath.Join(dir, name), 0o644); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNamedPipeIsWrittenDirectly(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	got := make(chan string)
	go func() {
		b, err := os.ReadFile(path)
		if err != nil {
			b = []byte(err.Error())
		}
		got <- string(b)
	}()
	f := create(t, path)
	write(t, f, "through ")
	write(t, f, "the pipe")
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	if s := <-got; s != "through the pipe" {
		t.Errorf("got %q", s)
	}
	if info, err := os.Lstat(path); err != nil || info.Mode().Type() != fs.ModeNamedPipe {
		t.Errorf("the pipe was replaced: %v, %v", info, err)
	}
	expectFiles(t, dir, "pipe")
}

func TestDevices(t *testing.T) {
	null := create(t, os.DevNull)
	write(t, null, "gone")
	if err := null.Commit(); err != nil {
		t.Error(err)
	}
	given := create(t, os.DevNull)
	if err := given.Abort(); err != nil {
		t.Error(err)
	}
	if info, err := os.Lstat(os.DevNull); err != nil || info.Mode().Type() != fs.ModeDevice|fs.ModeCharDevice {
		t.Errorf("%v, %v", info, err)
	}
}

// A stream that the shell opened is written at its end, also when a regular file is behind it.
func TestStreamsAreWrittenDirectly(t *testing.T) {
	dir := t.TempDir()
	behind, err := os.OpenFile(filepath.Join(dir, "log"), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = behind.Close() }()
	if _, err := behind.WriteString("before\n"); err != nil {
		t.Fatal(err)
	}
	f := create(t, "/dev/fd/"+strconv.Itoa(int(behind.Fd())))
	write(t, f, "data\n")
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	if _, err := behind.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(behind); err != nil || string(b) != "before\ndata\n" {
		t.Errorf("%q, %v", b, err)
	}
	expectFiles(t, dir, "log")
}

// A killed run's temporary file goes when the next run writes the same name: surely dead, and its own.
func TestWhatAKilledRunLeftIsRemoved(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	living := create(t, path)
	write(t, living, "being written")
	others := []string{".a.csv.ABCDEFG1.tmp", ".a.csv.abcdefgh.tmp", ".a.csv.ABCDEFGHI.tmp", ".b.csv.ABCDEFGH.tmp", "a.csv.ABCDEFGH.tmp", ".a.csv.ABCDEFGH.old"}
	for _, name := range append(others, ".a.csv.ABCDEFGH.tmp", ".a.csv.22222222.tmp") {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("left"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("a.csv", filepath.Join(dir, ".a.csv.LINKLINK.tmp")); err != nil {
		t.Fatal(err)
	}
	f := create(t, path)
	want := append(others, filepath.Base(living.Temp()), filepath.Base(f.Temp()), ".a.csv.LINKLINK.tmp")
	slices.Sort(want)
	expectFiles(t, dir, want...)
	for _, f := range []*atomicfile.File{f, living} {
		if err := f.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	if got := read(t, path); got != "being written" {
		t.Errorf("got %q", got)
	}
}

// Who replaces a file leaves it to whom it belongs.
func TestAReplacedFileKeepsGroupAndOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		groups, err := os.Getgroups()
		if err != nil {
			t.Fatal(err)
		}
		replaced(t, os.Geteuid(), groups[len(groups)-1]) // perhaps the only one
		return
	}
	replaced(t, 1234, 5678)
}

func replaced(t *testing.T, uid, gid int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Chown(path, uid, gid), os.Chmod(path, 0o640)); err != nil {
		t.Fatal(err)
	}
	f := create(t, path)
	write(t, f, "new")
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(stat.Uid) != uid || int(stat.Gid) != gid || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %+v; want owner %d, group %d, mode 640", info.Mode(), stat, uid, gid)
	}
}

// A pipe without a reader, and one whose reader does not read, hear an interrupt.
func TestAPipeIsWaitedForUntilAnInterrupt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error)
	go func() {
		_, err := atomicfile.CreateContext(ctx, path, 0o600)
		result <- err
	}()
	cancel()
	if err := <-result; fault.ExitCode(err) != 130 {
		t.Errorf("without a reader: %v", err)
	}

	reader, err := os.OpenFile(path, os.O_RDWR, 0) // which never reads
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	ctx, cancel = context.WithCancel(t.Context())
	f, err := atomicfile.CreateContext(ctx, path, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		var err error
		for err == nil {
			_, err = f.Write(make([]byte, 1<<20)) // more than a pipe holds
		}
		result <- err
	}()
	cancel()
	if err := <-result; fault.ExitCode(err) != 130 {
		t.Errorf("with one that does not read: %v", err)
	}
}
