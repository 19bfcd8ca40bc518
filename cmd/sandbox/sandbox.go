// Package sandbox is the command tree of the vendors played on loopback, to try commands and rehearse scripts
// without an account.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
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
	c := &cobra.Command{
		Use: "serve [--listen ADDR] [--seed N]", Short: "Play the vendors on loopback until interrupted",
		Long: `Play the vendors on loopback until interrupted, with their limits and made-up people. The lines on stdout, put into
another shell, point genba there.`,
		Example: "  genba sandbox serve\n  genba sandbox serve --listen 127.0.0.1:8787 --seed 2", Args: cli.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			listener, err := sandbox.Listen(address)
			if err != nil {
				return err
			}
			s := sandbox.New(options)
			for _, variable := range s.Env(listener.Addr().String()) {
				if _, err := fmt.Fprintf(app.Streams.Out, "export %s\n", variable); err != nil {
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
	_ = c.RegisterFlagCompletionFunc("listen", cobra.NoFileCompletions)
	return c
}

func run(app *cli.App) *cobra.Command {
	var options sandbox.Options
	c := &cobra.Command{
		Use: "run [--seed N] -- COMMAND…", Short: "Run a command against a sandbox that lives as long as it",
		Long: `Run a command with its environment pointing at a sandbox that lives as long as the command does, with a store for secrets
that lives as long, too: a login that is only rehearsed does not touch the real one. The exit code is the command's.`,
		Example: `  genba sandbox run -- genba akashi stamps pull --from yesterday --to yesterday --all
  genba sandbox run -- sh month-end.sh`,
		Args: cli.AtLeastOne("COMMAND"),
		RunE: func(c *cobra.Command, args []string) error {
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
				err = command(ctx, app, append(s.Env(listener.Addr().String()), own...), args)
				err = errors.Join(err, remove())
			}
			stop()
			return errors.Join(err, <-served)
		},
	}
	c.Flags().Int64Var(&options.Seed, "seed", 1, "another number makes other people and stamps")
	c.Flags().SetInterspersed(false)
	return c
}

// ownStore is a store for secrets that lives as long as the sandbox: a login that is only rehearsed must not replace
// the real token.
func ownStore() (env []string, remove func() error, err error) {
	dir, err := os.MkdirTemp("", "genba-sandbox-")
	if err != nil {
		return nil, nil, fault.Errorf(fault.Other, "no folder for the sandbox's secrets: %w", err)
	}
	identity, _, err := credential.InitIdentity(func(name string) string {
		if name == "GENBA_DATA_DIR" {
			return dir
		}
		return ""
	})
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return []string{"GENBA_DATA_DIR=" + dir, "GENBA_SECRET_STORE=file", "GENBA_AGE_IDENTITY_FILE=" + identity},
		func() error { return os.RemoveAll(dir) }, nil
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

// exitCode is what a shell would say: 128 and the signal's number for a program that a signal ended.
func exitCode(exit *exec.ExitError) int {
	if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return exit.ExitCode()
}
