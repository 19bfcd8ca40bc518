// Package endings hears the signals that end genba from the first moment of the process. It must import nothing but a little of the
// standard library: Go initializes a package as soon as those that it imports are, so that this one comes before every other
// of genba, whose tables take milliseconds in which a signal would kill without an exit code.
package endings

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

//nolint:gochecknoglobals // a signal that comes before main must not be lost; nothing else is earlier
var signals = listen()

func listen() chan os.Signal {
	endings := []os.Signal{os.Interrupt, syscall.SIGTERM}
	// A lost connection ends the work in order, too, unless nohup asked to outlive it.
	if !signal.Ignored(syscall.SIGHUP) {
		endings = append(endings, syscall.SIGHUP)
	}
	c := make(chan os.Signal, 1)
	signal.Notify(c, endings...)
	return c
}

// Context returns a context that the first signal cancels, so that the work ends in order. The second one kills. It is to be
// called once.
func Context() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-signals
		signal.Stop(signals)
		cancel()
	}()
	return ctx
}
