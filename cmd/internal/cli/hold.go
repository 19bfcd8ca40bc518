package cli

import (
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
