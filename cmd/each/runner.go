package each

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/each"
)

// runner runs the command for one profile after another.
type runner struct {
	*tree
	command []string
	program string
	prints  bool            // the command's records go to stdout
	dir     string          // of summaries, of what runs have printed, and of the slots for their requests
	ctx     context.Context // ends when runs must end: --grace after a signal
	stop    func()
	mu      sync.Mutex // of stdout and stderr
}

func (t *tree) newRunner(ctx context.Context, command []string) (*runner, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fault.Errorf(fault.Other, "genba does not find itself: %w", err)
	}
	dir, err := os.MkdirTemp("", "genba-each-")
	if err != nil {
		return nil, fault.Errorf(fault.Other, "no folder for what the runs print: %w", err)
	}
	r := &runner{tree: t, command: command, program: program, prints: prints(command), dir: dir}
	var cancel func()
	r.ctx, cancel = context.WithCancel(context.WithoutCancel(ctx))
	hurry := func() {
		t.Warn("interrupted: no more runs are begun; those under way have %s to end", t.grace)
		select {
		case <-time.After(t.grace):
		case <-cli.SecondSignal(r.ctx):
		case <-r.ctx.Done():
		}
		cancel()
	}
	stopHurry := context.AfterFunc(ctx, hurry)
	r.stop = func() { stopHurry(); cancel() }
	return r, nil
}

func (r *runner) close() {
	r.stop()
	_ = os.RemoveAll(r.dir)
}

// endTime is how long an interrupted run has to tidy up before it is killed.
const endTime = 10 * time.Second

// do runs the command for one profile.
func (r *runner) do(job each.Job) each.Result {
	began := r.Now()
	result := each.Result{Profile: job.Profile}
	tellsTo := filepath.Join(r.dir, job.Profile+".json")
	out, err := os.Create(filepath.Join(r.dir, job.Profile+".out"))
	if err != nil {
		return r.failed(result, err)
	}
	defer func() { _ = out.Close() }()
	var said lastLine
	program := exec.CommandContext(r.ctx, r.program, append(r.logFlag(), argsFor(r.command, job.Profile)...)...) //nolint:gosec // running genba itself
	program.Env = append(os.Environ(), cli.SummaryFile+"="+tellsTo, cli.ShareRequests(filepath.Join(r.dir, "slots"), r.perHost))
	program.Stdout = out
	program.Cancel = func() error { return program.Process.Signal(os.Interrupt) }
	program.WaitDelay = endTime
	alone(program)
	messages, err := program.StderrPipe()
	if err == nil {
		err = program.Start()
	}
	if err != nil {
		return r.failed(result, err)
	}
	r.relay(messages, job.Profile, &said)
	err = program.Wait()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && exit.ExitCode() >= 0:
		result.Exit = exit.ExitCode()
	case err != nil && r.ctx.Err() != nil:
		result.Exit = fault.ExitCode(fault.New(fault.Interrupted, "interrupted"))
	case err != nil:
		return r.failed(result, err)
	}
	told := readSummary(tellsTo)
	result.Records, result.Error = told.Records, told.Error
	if told.Said != "" {
		r.Translated(told.Error, told.Said)
	}
	if result.Exit != 0 && result.Error == "" {
		result.Error = said.text
	}
	result.Seconds = r.Now().Sub(began).Seconds()
	if err := r.pass(out, result.Exit); err != nil {
		return r.failed(result, err)
	}
	return result
}

func (r *runner) failed(result each.Result, err error) each.Result {
	result.Exit, result.Error = fault.ExitCode(err), err.Error()
	r.Translated(result.Error, r.In(say.T("%w", err)))
	return result
}

// logFlag returns the flag with which runs write events as this one does.
func (r *runner) logFlag() []string {
	if r.Flags.Log == "" {
		return nil
	}
	return []string{"--log", r.Flags.Log}
}

// lastLine is the last message of a run.
type lastLine struct{ text string }

// relay passes on a run's messages, the profile in front of each line.
func (r *runner) relay(messages io.Reader, profile string, last *lastLine) {
	lines := bufio.NewReader(messages)
	for {
		line, err := lines.ReadString('\n')
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			if !strings.HasPrefix(line, " ") {
				last.text = line
			}
			r.mu.Lock()
			r.PassOn(profile, line)
			r.mu.Unlock()
		}
		if err != nil {
			return
		}
	}
}

// pass writes what a run printed, as a whole, if the run ended well or with a part.
func (r *runner) pass(out *os.File, exit int) error {
	partly := fault.ExitCode(fault.New(fault.Partial, ""))
	if exit != 0 && exit != partly {
		return nil
	}
	if _, err := out.Seek(0, io.SeekStart); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	to := r.Streams.Err // stdout has the results
	if r.prints || r.results.ToFile() {
		to = r.Streams.Out
	}
	var err error
	write := func() { _, err = io.Copy(to, out) }
	if to == r.Streams.Out && !r.Streams.OutTerminal {
		write() // its reader may stand still, and warnings do not wait for that
	} else {
		r.Aside(write)
	}
	return err
}

// summary holds what a run told about itself.
type summary struct {
	Records int64
	Error   string // in English, as the results have it
	Said    string `json:"error_said"` // in the language of who reads the table; "" for the same
}

// readSummary reads it; a run that did not come to its end told nothing.
func readSummary(path string) (s summary) {
	text, err := os.ReadFile(path)
	if err == nil {
		_ = json.Unmarshal(bytes.TrimSpace(text), &s)
	}
	return s
}

// tell shows a result on stderr.
func (t *tree) tell(r each.Result) {
	if r.Exit == 0 {
		t.Warn("%s: done, %d {record|records}, %.1f s", r.Profile, r.Records, r.Seconds)
		return
	}
	t.Warn("%s: ended with exit code %d", r.Profile, r.Exit)
}
