//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// beforeCommit is the build that later ones are compared with.
const beforeCommit = "112c5d0"

// beforeProgram builds that commit, out of the repository that the bench is run in, the first time that it is asked for.
func (l *lab) beforeProgram() (string, error) {
	program, source := l.file("genba-before"), l.file("before")
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	if err := os.Mkdir(source, 0o700); err != nil {
		return "", err
	}
	archive := exec.Command("git", "archive", beforeCommit)
	unpack := exec.Command("tar", "-x", "-C", source)
	archive.Stderr, unpack.Stderr = os.Stderr, os.Stderr
	var err error
	if unpack.Stdin, err = archive.StdoutPipe(); err != nil {
		return "", err
	}
	if err := errors.Join(unpack.Start(), archive.Run(), unpack.Wait()); err != nil {
		return "", fmt.Errorf("commit %s, with which is compared, must be in the repository (git fetch --unshallow): %w", beforeCommit, err)
	}
	build := exec.Command("go", "build", "-trimpath", "-o", program, ".")
	build.Dir, build.Stderr = source, os.Stderr
	return program, build.Run()
}

// before returns the same command of the earlier build.
func (l *lab) before(c command) (command, error) {
	program, err := l.beforeProgram()
	c.args = append([]string{program}, c.args[1:]...)
	return c, err
}
