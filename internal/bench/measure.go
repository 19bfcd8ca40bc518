//go:build linux

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// sample is one run of one program, with the processes that it waited for.
type sample struct {
	Elapsed time.Duration
	CPU     time.Duration // user and system
	PeakKiB int64         // of the largest process
	First   time.Duration // until the first byte came through the pipe
	FirstAt time.Time     // when it came
}

// command is a program as it is run.
type command struct {
	args []string
	env  []string
	cpu  string // the cores it may use, as taskset takes them; "" for all
	pipe bool   // stdout goes through a pipe that is read; otherwise it is dropped
}

// measure runs a command in a small process of its own. Linux counts the memory of the process that starts
// a program into the program's own peak, so what starts it must be smaller than what is measured.
func measure(c command) (sample, error) {
	args := c.args
	if c.cpu != "" {
		args = append([]string{"taskset", "-c", c.cpu}, args...)
	}
	self, err := os.Executable()
	if err != nil {
		return sample{}, err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return sample{}, err
	}
	defer read.Close()
	where := "drop"
	if c.pipe {
		where = "pipe"
	}
	starter := exec.Command(self, append([]string{"measure", where}, args...)...)
	starter.Env, starter.Stderr, starter.ExtraFiles = c.env, os.Stderr, []*os.File{write}
	err = starter.Start()
	_ = write.Close()
	if err != nil {
		return sample{}, err
	}
	var s sample
	decodeErr := json.NewDecoder(read).Decode(&s)
	if err := starter.Wait(); err != nil {
		return sample{}, fmt.Errorf("%v: %w", c.args, err)
	}
	return s, decodeErr
}

// measureHere returns the small process: it runs the program and writes the sample to descriptor 3.
func measureHere(args []string) error {
	if len(args) < 2 {
		return errors.New("usage: measure drop|pipe PROGRAM [ARGUMENT]")
	}
	result := os.NewFile(3, "result")
	program := exec.Command(args[1], args[2:]...)
	var first firstByte
	var complaint bytes.Buffer // shown only with a failure: completion talks there when all is well
	program.Stderr = &complaint
	if args[0] == "pipe" {
		program.Stdout = struct{ io.Writer }{&first} // hides ReadFrom, which would read in 8 KiB pieces
	}
	began := time.Now()
	if err := program.Run(); err != nil {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(complaint.Bytes()))
	}
	elapsed := time.Since(began)
	usage, ok := program.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return errors.New("the system tells no resource usage")
	}
	return json.NewEncoder(result).Encode(sample{
		Elapsed: elapsed,
		CPU:     time.Duration(usage.Utime.Nano() + usage.Stime.Nano()),
		PeakKiB: usage.Maxrss,
		First:   first.at.Sub(began),
		FirstAt: first.at,
	})
}

// firstByte drops what is written and remembers when that began.
type firstByte struct{ at time.Time }

func (f *firstByte) Write(p []byte) (int, error) {
	if f.at.IsZero() {
		f.at = time.Now()
	}
	return len(p), nil
}

// interleaved runs the commands in turn, so that whatever else the machine does falls on all of them
// alike. It returns the samples of each; check, where given, looks at what a run left behind.
func interleaved(runs int, check func(command int) error, commands ...command) ([][]sample, error) {
	return interleavedThen(runs, func(command int, _ sample) error {
		if check == nil {
			return nil
		}
		return check(command)
	}, commands...)
}

// interleavedThen works like interleaved for who wants to know each sample.
func interleavedThen(runs int, then func(command int, s sample) error, commands ...command) ([][]sample, error) {
	samples := make([][]sample, len(commands))
	for range runs {
		for i, c := range commands {
			s, err := measure(c)
			if err != nil {
				return nil, err
			}
			if err := then(i, s); err != nil {
				return nil, fmt.Errorf("%v: %w", c.args, err)
			}
			samples[i] = append(samples[i], s)
		}
	}
	return samples, nil
}

func medianElapsed(samples []sample) time.Duration {
	return median(samples, func(s sample) time.Duration { return s.Elapsed })
}

func medianCPU(samples []sample) time.Duration {
	return median(samples, func(s sample) time.Duration { return s.CPU })
}

func medianFirst(samples []sample) time.Duration {
	return median(samples, func(s sample) time.Duration { return s.First })
}

func median(samples []sample, of func(sample) time.Duration) time.Duration {
	values := make([]time.Duration, len(samples))
	for i, s := range samples {
		values[i] = of(s)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// fastest returns the run that the rest of the machine disturbed least.
func fastest(samples []sample) time.Duration {
	return slices.MinFunc(samples, func(a, b sample) int { return cmp.Compare(a.Elapsed, b.Elapsed) }).Elapsed
}

func peak(samples []sample) (kib int64) {
	for _, s := range samples {
		kib = max(kib, s.PeakKiB)
	}
	return kib
}
