// Command genba works with Japanese workplace services from the terminal, scripts and cron.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones on machines that have none, such as Windows and bare containers

	"github.com/genba-cli/genba/cmd"
)

var version = "dev" // set by the linker

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal ends the work in order; a second one finds the default and kills.
	context.AfterFunc(ctx, stop)
	os.Exit(cmd.Execute(ctx, version, os.Args[1:]))
}
