// Package sandbox is the command tree of the vendors played on loopback, to try commands and rehearse scripts
// without an account.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/sandbox"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// New makes the tree.
func New(app *cli.App) *cobra.Command {
	return cli.Group("sandbox", "try every command without an account", serve(app), run(app))
}

func serve(app *cli.App) *cobra.Command {
	var address string
	var options sandbox.Options
	var shellFlag cli.ShellFlag
	var logs bool
	c := &cobra.Command{
		Use: "serve [--listen ADDR] [--seed N]", Short: "Play the vendors on loopback until interrupted",
		Long: `Play the vendors on loopback until interrupted, with their limits and made-up people. The lines on stdout, put into
another shell, point genba there; they are quoted for the shell that this was typed into, or for --shell.`,
		Example: "  genba sandbox serve\n  genba sandbox serve --listen 127.0.0.1:8787 --log --shell fish", Args: cli.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			shell, err := shellFlag.Shell(app)
			if err != nil {
				return err
			}
			listener, err := sandbox.Listen(address)
			if err != nil {
				return err
			}
			if logs {
				options.Wrap = (&requestLog{out: app.Streams.Err}).wrap
			}
			s := sandbox.New(options)
			for _, variable := range s.Env(listener.Addr().String()) {
				name, value, _ := strings.Cut(variable, "=")
				if _, err := fmt.Fprintln(app.Streams.Out, shell.Export(name, value)); err != nil {
					return err
				}
			}
			app.Tell("the sandbox listens on %s; Ctrl-C ends it", listener.Addr())
			if err := s.Serve(c.Context(), listener); err != nil {
				return err
			}
			return c.Context().Err()
		},
	}
	c.Flags().StringVar(&address, "listen", "127.0.0.1:0", "address on this machine's loopback; port 0 takes a free one")
	c.Flags().Int64Var(&options.Seed, "seed", 1, "another number makes other people and stamps")
	c.Flags().BoolVar(&options.OneCompany, "one-company", false, "all vendors have the people of one company, with the disagreements of real lists")
	c.Flags().BoolVar(&logs, "log", false, "a line on stderr for each request (secrets masked)")
	shellFlag.Register(c)
	_ = c.RegisterFlagCompletionFunc("listen", cobra.NoFileCompletions)
	return c
}

func run(app *cli.App) *cobra.Command {
	var options sandbox.Options
	c := &cobra.Command{
		Use: "run [--seed N] [-- COMMAND…]", Short: "Run a command, or a shell, against a sandbox that lives as long as it",
		Long: `Run a command with its environment pointing at a sandbox that lives as long as the command does, with a store for secrets
that lives as long, too: a login that is only rehearsed does not touch the real one. The config file is read as it is, and config
set and unset leave it alone there. The exit code is the command's.

Without a command, on a terminal, it opens your shell in the sandbox; its prompt begins with (genba sandbox), and exit ends both.`,
		Example: `  genba sandbox run -- genba akashi stamps pull --from yesterday --to yesterday --all
  genba sandbox run -- sh month-end.sh`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && !app.Streams.Interactive() {
				return fault.New(fault.Usage, "COMMAND is missing, and there is no terminal for a shell").WithHint("genba sandbox run -- genba akashi staffs list")
			}
			listener, err := sandbox.Listen("127.0.0.1:0")
			if err != nil {
				return err
			}
			s := sandbox.New(options)
			ctx, stop := context.WithCancel(c.Context())
			served := make(chan error, 1)
			go func() { served <- s.Serve(ctx, listener) }()
			own, remove, err := ownStore()
			if err == nil {
				err = inside(ctx, app, slices.Concat(s.Env(listener.Addr().String()), own.env, app.Rehearsal()), own.dir, args)
				err = errors.Join(err, remove())
			}
			stop()
			return errors.Join(err, <-served)
		},
	}
	c.Flags().Int64Var(&options.Seed, "seed", 1, "another number makes other people and stamps")
	c.Flags().BoolVar(&options.OneCompany, "one-company", false, "all vendors have the people of one company, with the disagreements of real lists")
	c.Flags().SetInterspersed(false)
	return c
}

// ownStore returns a store for secrets that lives as long as the sandbox: a login that is only rehearsed must not replace
// the real token.
func ownStore() (s store, remove func() error, err error) {
	dir, err := os.MkdirTemp("", "genba-sandbox-")
	if err != nil {
		return store{}, nil, fault.Errorf(fault.Other, "no folder for the sandbox's secrets: %w", err)
	}
	identity, _, err := credential.InitIdentity(func(name string) string {
		if name == "GENBA_DATA_DIR" {
			return dir
		}
		return ""
	})
	if err != nil {
		return store{}, nil, errors.Join(err, os.RemoveAll(dir))
	}
	s = store{dir, []string{"GENBA_DATA_DIR=" + dir, "GENBA_SECRET_STORE=file", "GENBA_AGE_IDENTITY_FILE=" + identity}}
	return s, func() error { return os.RemoveAll(dir) }, nil
}

// store is a folder for secrets, and the environment that points there.
type store struct {
	dir string
	env []string
}

// inside runs the command, or without one a shell, in the sandbox.
func inside(ctx context.Context, app *cli.App, env []string, dir string, args []string) error {
	if bin := withGenba(dir); bin != "" {
		env = append(env, "PATH="+bin+string(os.PathListSeparator)+app.Getenv("PATH"))
		if len(args) > 0 && args[0] == "genba" {
			args = append([]string{filepath.Join(bin, "genba")}, args[1:]...)
		}
	}
	if len(args) > 0 {
		return command(ctx, app, env, args)
	}
	args, more, err := shell(app, dir)
	if err != nil {
		return err
	}
	app.Tell("a shell in the sandbox: genba speaks to the five vendors played on this machine; exit ends it")
	return command(ctx, app, append(env, more...), args)
}

// command runs args to its end. An interrupt reaches it through the terminal; it has a moment to end by itself.
func command(ctx context.Context, app *cli.App, env, args []string) error {
	program := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // running what was asked for is the point
	program.Stdin, program.Stdout, program.Stderr = app.Streams.In, app.Streams.Out, app.Streams.ErrFile
	program.Env = append(os.Environ(), env...)
	program.Cancel = func() error { return program.Process.Signal(os.Interrupt) }
	program.WaitDelay = 5 * time.Second
	err := program.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &exit):
		return cli.ExitStatus(exitCode(exit))
	case err != nil:
		return fault.Errorf(fault.Usage, "%s can't be run: %w", args[0], err)
	}
	return nil
}

// exitCode returns what a shell would say: 128 and the signal's number for a program that a signal ended.
func exitCode(exit *exec.ExitError) int {
	if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return exit.ExitCode()
}
