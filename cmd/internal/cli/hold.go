package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// HoldSignals keeps further signals from killing the process until release: for the moments between a vendor's answer and
// its being stored. The first one has ended the context already.
func HoldSignals() (release func()) {
	held := make(chan os.Signal, 1)
	signal.Notify(held, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return func() { signal.Stop(held) }
}

// SecondSignal returns a channel that gets the next signal, which then does not kill, until ctx ends. The first one has
// ended the context of the command already.
func SecondSignal(ctx context.Context) <-chan os.Signal {
	next := make(chan os.Signal, 1)
	signal.Notify(next, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, func() { signal.Stop(next) })
	return next
}
