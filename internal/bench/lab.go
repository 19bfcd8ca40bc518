//go:build linux

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// lab is what the sections share: the vendor's process, a scratch directory, and the report.
type lab struct {
	options
	out    io.Writer
	dir    string
	self   string // this program, which also serves, converts, unpacks and reads
	server *exec.Cmd
	stdin  io.Closer
	base   string // http://127.0.0.1:PORT
}

func newLab(o options, out io.Writer) (*lab, error) {
	program, err := absolute(o.genba)
	if err != nil {
		return nil, err
	}
	o.genba = program
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	l := &lab{options: o, out: out, self: self}
	if l.dir, err = os.MkdirTemp("", "genba-bench-"); err != nil {
		return nil, err
	}
	if err := l.startServer(); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (l *lab) startServer() error {
	l.server = exec.Command(l.self, "serve")
	l.server.Stderr = os.Stderr
	var err error
	if l.stdin, err = l.server.StdinPipe(); err != nil {
		return err
	}
	stdout, err := l.server.StdoutPipe()
	if err != nil {
		return err
	}
	if err := l.server.Start(); err != nil {
		return err
	}
	address, err := bufio.NewReader(stdout).ReadString('\n')
	l.base = "http://" + strings.TrimSpace(address)
	return err
}

func (l *lab) close() {
	if l.server != nil && l.server.Process != nil {
		_ = l.stdin.Close()
		_ = l.server.Wait()
	}
	_ = os.RemoveAll(l.dir)
}

func (l *lab) file(name string) string { return filepath.Join(l.dir, name) }

// env returns all that the measured programs know of the machine.
func (l *lab) env() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"),
		"HOME=" + l.dir,
		"GENBA_AKASHI_BASE_URL=" + l.base + "/api/cooperation",
		"GENBA_AKASHI_COMPANY_ID=bench",
		"GENBA_AKASHI_TOKEN=bench-token",
	}
}

// pullArgs returns the command line that pulls a whole set.
func (l *lab) pullArgs(set stampSet, more ...string) []string {
	return append([]string{
		l.genba, "akashi", "stamps", "pull", "--staff", "1,2,3", "--from", set.From.Format(time.DateOnly),
		"--to", set.last().Format(time.DateOnly), "--output", "csv", "--quiet",
	}, more...)
}

func (l *lab) shell(script string) command {
	return command{args: []string{"sh", "-c", script}, env: l.env()}
}

// serve changes what the vendor holds.
func (l *lab) serve(set stampSet, latency time.Duration) error {
	return l.post("/setting", setting{Set: set, Latency: latency}, nil)
}

// servePlain works like serve for answers that are not compressed.
func (l *lab) servePlain(set stampSet) error {
	return l.post("/setting", setting{Set: set, Plain: true}, nil)
}

// tally returns what the vendor has seen since it was last asked.
func (l *lab) tally() (t tally, err error) {
	return t, l.post("/tally", nil, &t)
}

func (l *lab) post(path string, body, answer any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	resp, err := http.Post(l.base+path, "application/json", bytes.NewReader(data))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return errors.New(path + ": " + resp.Status)
	}
	if answer == nil {
		return nil
	}
	return json.NewDecoder(resp.Body).Decode(answer)
}

// describe says what was measured on what.
func (l *lab) describe() error {
	fmt.Fprintf(l.out, "genba against other programs, medians of one run, %s, %d CPUs (%s), %s\n\n",
		time.Now().Format(time.DateOnly), runtime.NumCPU(), processor(), runtime.Version())
	for _, version := range [][]string{{l.genba, "--version"}, {"jq", "--version"}, {"curl", "--version"}, {"iconv", "--version"}} {
		run := exec.Command(version[0], version[1:]...)
		run.Env = l.env()
		text, err := run.Output()
		if err != nil {
			return fmt.Errorf("%v: %w", version, err)
		}
		first, _, _ := strings.Cut(string(text), "\n")
		fmt.Fprintln(l.out, "-", first)
	}
	return nil
}

func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	_, rest, _ := strings.Cut(string(info), "model name")
	name, _, _ := strings.Cut(strings.TrimLeft(rest, "\t :"), "\n")
	return name
}

// table writes one table of the report.
func (l *lab) table(title string, heads []string, rows ...[]string) {
	fmt.Fprintf(l.out, "\n### %s\n\n", title)
	rule := make([]string, len(heads))
	for i := range rule {
		rule[i] = "---:"
	}
	rule[0] = "---"
	for _, row := range append([][]string{heads, rule}, rows...) {
		fmt.Fprintf(l.out, "| %s |\n", strings.Join(row, " | "))
	}
}

func (l *lab) note(format string, args ...any) {
	fmt.Fprintf(l.out, "\n"+format+"\n", args...)
}

// expectLines checks that a CSV file has a line for every stamp; head is 1 where it has a heading.
func expectLines(path string, stamps, head int64) error {
	lines, err := countLines(path)
	if err == nil && lines != stamps+head {
		err = fmt.Errorf("%d lines for %d stamps", lines-head, stamps)
	}
	return err
}

func countLines(path string) (lines int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for buffer := make([]byte, 64<<10); ; {
		n, err := f.Read(buffer)
		lines += int64(bytes.Count(buffer[:n], []byte{'\n'}))
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return lines, err
		}
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f s", d.Seconds()) }
func millis(d time.Duration) string {
	return fmt.Sprintf("%.2f ms", float64(d)/float64(time.Millisecond))
}
func mib(kib int64) string { return fmt.Sprintf("%.1f", float64(kib)/1024) }

// times returns how many times a takes as long as b.
func times(a, b time.Duration) float64 { return float64(a) / float64(b) }
