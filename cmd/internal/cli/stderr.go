package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// messages writes what is said on stderr: lines for people or, once there is an encoding, one event a line. What it gets has no secrets
// any more.
type messages struct {
	to io.Writer

	mu     sync.Mutex
	encode func(event) []byte // nil: lines as they are
	part   []byte             // of a line whose end has not come
}

// event is one line of --log json.
type event struct {
	Time    string   `json:"time"`
	Event   string   `json:"event"`
	Profile string   `json:"profile"`
	Command string   `json:"command"`
	Message string   `json:"message,omitempty"`
	Hint    string   `json:"hint,omitempty"`
	Method  string   `json:"method,omitempty"`
	URL     string   `json:"url,omitempty"`
	Status  int      `json:"status,omitempty"`
	Bytes   *int64   `json:"bytes,omitempty"`
	Seconds *float64 `json:"seconds,omitempty"`
	Run     *summary `json:"run,omitempty"`
}

func (m *messages) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.encode == nil {
		return m.to.Write(p)
	}
	m.part = append(m.part, p...)
	for {
		line, rest, whole := bytes.Cut(m.part, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		if text := string(bytes.TrimSpace(line)); text != "" {
			if _, err := m.to.Write(m.encode(event{Event: "message", Message: text})); err != nil {
				return 0, err
			}
		}
		m.part = rest
	}
}

// tell writes an event, where events are written.
func (m *messages) tell(e event) (told bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.encode == nil {
		return false
	}
	_, _ = m.to.Write(m.encode(e)) // there is nobody else to tell
	return true
}

// logs begins with --log: from then on stderr has one event a line, and nobody can be asked.
func (a *App) logs(command string) error {
	switch a.Flags.Log {
	case "", "text":
		return nil
	case "json":
	default:
		return fault.Errorf(fault.Usage, "--log %q is neither text nor json", a.Flags.Log)
	}
	profile := a.Flags.Profile
	if c, err := config.Load(config.Options{Path: a.Flags.Config, Profile: a.Flags.Profile, Getenv: a.Getenv}); err == nil {
		profile = c.ProfileName() // what is wrong with the file others will tell
	}
	a.Streams.InTerminal, a.Streams.ErrTerminal = false, false
	a.stderr.mu.Lock()
	defer a.stderr.mu.Unlock()
	a.stderr.encode = func(e event) []byte {
		e.Time, e.Profile, e.Command = a.Now().Format("2006-01-02T15:04:05.000Z07:00"), profile, command
		line, _ := json.Marshal(e) // no value of it can fail
		return append(line, '\n')
	}
	return nil
}

// PassOn writes a line of another genba to stderr: an event of its own as it is, else with its profile in front.
func (a *App) PassOn(profile, line string) {
	if a.Flags.Log == "json" && json.Valid([]byte(line)) {
		a.stderr.mu.Lock()
		defer a.stderr.mu.Unlock()
		_, _ = io.WriteString(a.stderr.to, a.Redact.String(line)+"\n")
		return
	}
	a.Aside(func() { _, _ = io.WriteString(a.Streams.Err, "["+profile+"] "+line+"\n") })
}

// observe counts what is sent, and tells each attempt to the log.
func (a *App) observe(e transport.Event) {
	if e.Again {
		a.run.traffic.retries.Add(1)
		a.stderr.tell(event{Event: "retry"})
		return
	}
	a.run.traffic.requests.Add(1)
	a.run.traffic.bytes.Add(e.Bytes)
	took := inSeconds(e.Took)
	a.stderr.tell(event{Event: "request", Method: e.Method, URL: e.URL, Status: e.Status, Bytes: &e.Bytes, Seconds: &took, Message: e.Why})
}

func inSeconds(d time.Duration) float64 { return float64(d.Milliseconds()) / 1000 }
