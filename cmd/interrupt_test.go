package cmd_test

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// await blocks until the misbehaving vendor was asked at least so many times: await 1.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await COUNT")
	}
	want, err := strconv.ParseInt(args[0], 10, 64)
	ts.Check(err)
	state := vendorOf(ts)
	tooLong := time.After(20 * time.Second)
	for state.requests.Load() < want {
		select {
		case <-state.arrived:
		case <-tooLong:
			ts.Fatalf("the vendor was asked %d times, want %d", state.requests.Load(), want)
		}
	}
}

// interrupt is Ctrl-C for the one command that runs in the background; wait, and then ended, tell how it took that.
func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	commands := ts.BackgroundCmds()
	if neg || len(args) != 0 || len(commands) != 1 {
		ts.Fatalf("usage: interrupt, with one command in the background")
	}
	vendorOf(ts).interrupted = commands[0]
	ts.Check(commands[0].Process.Signal(os.Interrupt))
}

// ended compares the exit code of the interrupted command: ended 130.
func ended(ts *testscript.TestScript, neg bool, args []string) {
	command := vendorOf(ts).interrupted
	if neg || len(args) != 1 || command == nil || command.ProcessState == nil {
		ts.Fatalf("usage: ended CODE, after interrupt and wait")
	}
	if got := fmt.Sprint(command.ProcessState.ExitCode()); got != args[0] {
		ts.Fatalf("exit code %s after an interrupt, want %s", got, args[0])
	}
}
