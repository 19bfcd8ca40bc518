//go:build unix

// Package postgrestest starts a real PostgreSQL for tests, in a folder of its own that nothing else sees.
package postgrestest

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// T is the part of testing.TB that a server needs; a program that measures has one of its own.
type T interface {
	Helper()
	Cleanup(func())
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Skip(args ...any)
}

// Server is one that listens on a socket in its folder, and on no port.
type Server struct {
	t      T
	dir    string
	bin    string
	uid    int
	daemon *exec.Cmd
}

// Start starts a server, which ends with the test. Where there is no PostgreSQL the test is left out, unless
// GENBA_TEST_POSTGRES=required.
func Start(t T) *Server {
	t.Helper()
	s := &Server{t: t, bin: folder(), uid: -1}
	if s.bin == "" {
		if os.Getenv("GENBA_TEST_POSTGRES") == "required" { //nolint:forbidigo // it belongs to the tests
			t.Fatal("GENBA_TEST_POSTGRES=required, and there is no initdb of PostgreSQL (Debian: postgresql)")
		}
		t.Skip("there is no initdb of PostgreSQL here")
	}
	var err error
	if s.dir, err = os.MkdirTemp("", "genba-pg-"); err != nil { // not of the test: the names of sockets are short
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(s.dir) })
	if os.Getuid() == 0 { // PostgreSQL refuses to be root
		nobody, err := lookup("postgres", "nobody")
		if err != nil {
			t.Fatal(err)
		}
		s.uid, _ = strconv.Atoi(nobody.Uid)
		if err := os.Chown(s.dir, s.uid, -1); err != nil {
			t.Fatal(err)
		}
	}
	init := s.command("initdb", "-D", s.data(), "-U", "genba", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	if out, err := init.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	s.Up()
	t.Cleanup(s.Down)
	return s
}

func lookup(names ...string) (*user.User, error) {
	var all error
	for _, name := range names {
		u, err := user.Lookup(name)
		if err == nil {
			return u, nil
		}
		all = errors.Join(all, err)
	}
	return nil, all
}

// folder returns where the newest initdb is, "" where there is none.
func folder() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1])
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	return ""
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func (s *Server) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(s.bin, name), args...) //nolint:gosec,noctx // of PostgreSQL; it ends with the test
	c.Dir = s.dir
	c.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C"}
	if s.uid >= 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(s.uid), Gid: uint32(s.uid)}}
	}
	return c
}

// Up starts the server anew after Down.
func (s *Server) Up() {
	s.t.Helper()
	s.daemon = s.command("postgres", "-D", s.data(), "-k", s.dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "max_connections=60")
	if err := s.daemon.Start(); err != nil {
		s.t.Fatal(err)
	}
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for range 300 { // it says that it is ready only when it is asked
		if s.command("pg_isready", "-h", s.dir, "-U", "genba", "-q").Run() == nil {
			return
		}
		<-again.C
	}
	s.t.Fatal("PostgreSQL did not start in 15 s")
}

// Down stops the server at once, as a crash of its machine would.
func (s *Server) Down() {
	if s.daemon == nil {
		return
	}
	_ = s.daemon.Process.Signal(syscall.SIGQUIT)
	_ = s.daemon.Wait()
	s.daemon = nil
}

// Database makes a database of that name and returns its address.
func (s *Server) Database(name string) string {
	s.t.Helper()
	if out, err := s.command("createdb", "-h", s.dir, "-U", "genba", name).CombinedOutput(); err != nil {
		s.t.Fatalf("createdb: %v\n%s", err, out)
	}
	return fmt.Sprintf("postgres://genba@/%s?host=%s", url.PathEscape(name), s.dir)
}

// Dir returns the folder of its socket.
func (s *Server) Dir() string { return s.dir }

// PID returns the process that starts the others.
func (s *Server) PID() int { return s.daemon.Process.Pid }

// Psql returns what psql prints of a query: rows as lines, cells apart by |.
func (s *Server) Psql(database, query string) string {
	s.t.Helper()
	out, err := s.command("psql", "-h", s.dir, "-U", "genba", "-d", database, "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", query).CombinedOutput()
	if err != nil {
		s.t.Fatalf("psql: %v\n%s", err, out)
	}
	return string(out)
}

// Lock makes a user who has to give a password.
func (s *Server) Lock(user, password string) {
	s.t.Helper()
	s.Psql("postgres", fmt.Sprintf(`CREATE ROLE %s LOGIN PASSWORD '%s'`, user, password))
	rule := "local all " + user + " scram-sha-256\nlocal all all trust\n"
	if err := os.WriteFile(filepath.Join(s.data(), "pg_hba.conf"), []byte(rule), 0o644); err != nil { //nolint:gosec // the server reads it as another user
		s.t.Fatal(err)
	}
	s.Psql("postgres", "SELECT pg_reload_conf()")
}

// Locked makes a database of such a user, and returns its address.
func (s *Server) Locked(database, user string) string {
	s.t.Helper()
	s.Psql("postgres", fmt.Sprintf(`CREATE DATABASE %s OWNER %s`, database, user))
	return fmt.Sprintf("postgres://%s@/%s?host=%s", user, url.PathEscape(database), s.dir)
}
