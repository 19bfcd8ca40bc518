//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// beforeCommit is the build that later ones are compared with, beforeWalk the one for what came after it: the last whose records
// are walked through several times.
const (
	beforeCommit = "112c5d0"
	beforeWalk   = "edc0b52"
)

// beforeProgram builds a commit, out of the repository that the bench is run in, the first time that it is asked for.
func (l *lab) beforeProgram(commit string) (string, error) {
	program, source := l.file("genba-"+commit), l.file("source-"+commit)
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	if err := os.Mkdir(source, 0o700); err != nil {
		return "", err
	}
	archive := exec.Command("git", "archive", commit)
	unpack := exec.Command("tar", "-x", "-C", source)
	archive.Stderr, unpack.Stderr = os.Stderr, os.Stderr
	var err error
	if unpack.Stdin, err = archive.StdoutPipe(); err != nil {
		return "", err
	}
	if err := errors.Join(unpack.Start(), archive.Run(), unpack.Wait()); err != nil {
		return "", fmt.Errorf("commit %s, with which is compared, must be in the repository (git fetch --unshallow): %w", commit, err)
	}
	build := exec.Command("go", "build", "-trimpath", "-o", program, ".")
	build.Dir, build.Stderr = source, os.Stderr
	return program, build.Run()
}

// before returns the same command of the earlier build.
func (l *lab) before(c command) (command, error) { return l.built(beforeCommit, c) }

// built returns the same command of the build of a commit.
func (l *lab) built(commit string, c command) (command, error) {
	program, err := l.beforeProgram(commit)
	c.args = append([]string{program}, c.args[1:]...)
	return c, err
}
