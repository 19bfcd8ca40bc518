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
	endings := []os.Signal{os.Interrupt, syscall.SIGTERM}
	// A lost connection ends the work in order, too, unless nohup asked to outlive it.
	if !signal.Ignored(syscall.SIGHUP) {
		endings = append(endings, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), endings...)
	// The first signal ends the work in order; a second one finds the default and kills.
	context.AfterFunc(ctx, stop)
	os.Exit(cmd.Execute(ctx, version, os.Args[1:]))
}
