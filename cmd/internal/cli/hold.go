package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// HoldSignals keeps further signals from killing the process until release: for the moments between a vendor's answer and
// its being stored. The first one has ended the context already.
func HoldSignals() (release func()) {
	held := make(chan os.Signal, 1)
	signal.Notify(held, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return func() { signal.Stop(held) }
}

// SleepUnless is transport.Options.Sleep for requests that must not be interrupted, while the waits between them can be: by
// then nothing was sent, or the vendor has said that it is too busy for it.
func SleepUnless(interruptible context.Context) func(context.Context, time.Duration) error {
	return func(_ context.Context, d time.Duration) error {
		select {
		case <-time.After(d):
			return nil
		case <-interruptible.Done():
			return interruptible.Err()
		}
	}
}
