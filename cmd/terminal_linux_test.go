package cmd_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const (
	askCompany = "AKASHI company id (企業ID): "
	askToken   = "AKASHI access token issued on My Page: "
)

func TestLoginAtATerminal(t *testing.T) {
	d := newDesk(t, nil)
	company, token := d.newcomer()
	tty := d.sit(seat{}, "auth", "login", "akashi")
	tty.until(askCompany)
	tty.press(company + "\r")
	tty.until(askToken)
	if tty.settings().Lflag&unix.ECHO != 0 {
		t.Error("the terminal echoes while the token is asked for")
	}
	tty.press(token + "\r")
	seen := tty.ends(0)
	if strings.Contains(seen, token) || !strings.Contains(seen, askToken+"\r\nlogged in to AKASHI (profile default); stored in: file store ") {
		t.Errorf("the terminal showed %q", seen)
	}
	equalText(t, d.run(0, "config", "get", "akashi.company_id"), company+"\n")
	equalText(t, d.run(0, "akashi", "staffs", "get", "me", "--jq", ".staffId"), "1001\n")

	// The company is known now; only the token is asked for. What is pasted in one go is not shown either.
	tty = d.sit(seat{}, "auth", "login", "akashi")
	tty.until(askToken)
	tty.press(token + "\n")
	if seen := tty.ends(0); strings.Contains(seen, token) || strings.Contains(seen, askCompany) {
		t.Errorf("the terminal showed %q", seen)
	}
}

// With --with-secret a terminal would show what is typed, so it is asked for there all the same.
func TestLoginWithSecretAtATerminal(t *testing.T) {
	d := newDesk(t, nil)
	company, token := d.newcomer()
	tty := d.sit(seat{}, "auth", "login", "akashi", "--with-secret")
	tty.until(askCompany)
	tty.press(company + "\r")
	tty.until(askToken)
	if tty.settings().Lflag&unix.ECHO != 0 {
		t.Error("the terminal echoes while the token is asked for")
	}
	tty.press(token + "\r")
	if seen := tty.ends(0); strings.Contains(seen, token) || !strings.Contains(seen, "logged in to AKASHI") {
		t.Errorf("the terminal showed %q", seen)
	}
}

func TestLoginThatFailsStoresNothing(t *testing.T) {
	const secret = "wrong-token-4711"
	d := newDesk(t, nil)
	company, _ := d.newcomer()
	for _, c := range []struct {
		what  string
		keys  []string // answers to the questions, in their order
		code  int
		error string
	}{
		{"wrong token", []string{company + "\r", secret + "\r"}, 3, "nothing was stored: ERR300003: "},
		{"wrong company", []string{"nosuch\r", secret + "\r"}, 4, "nothing was stored: SANDBOX_COMPANY: "},
		{"Ctrl-C", []string{company + "\r", secret + "\x03"}, 130, "interrupted; nothing was stored"},
		{"Ctrl-C at once", []string{company + "\r", "\x03"}, 130, "interrupted; nothing was stored"},
		{"Ctrl-D", []string{company + "\r", "\x04"}, 2, "nothing was typed; nothing was stored"},
		{"Enter", []string{company + "\r", "\r"}, 2, "nothing was typed; nothing was stored"},
		{"blanks", []string{company + "\r", "  \r"}, 2, "nothing was typed; nothing was stored"},
		{"Ctrl-C for the company", []string{"\x03"}, 130, "interrupted; nothing was stored"},
		{"Ctrl-D for the company", []string{"\x04"}, 2, "nothing was typed; nothing was stored"},
		{"Enter for the company", []string{"\r"}, 2, "nothing was typed; nothing was stored"},
	} {
		tty := d.sit(seat{}, "auth", "login", "akashi")
		tty.until(askCompany)
		tty.press(c.keys[0])
		if len(c.keys) > 1 {
			tty.until(askToken)
			tty.press(c.keys[1])
		}
		seen := tty.ends(c.code)
		if strings.Contains(seen, secret) {
			t.Errorf("%s: the terminal showed %q", c.what, seen)
		}
		wantError(t, c.what, seen, "auth login: "+c.error)
	}
	equalText(t, d.run(0, "config", "get", "akashi.company_id"), "\n")
	d.run(3, "auth", "status", "akashi")
}

// An interrupt that is no key sets the terminal back, too.
func TestLoginInterruptedFromElsewhere(t *testing.T) {
	d := newDesk(t, nil)
	delete(d.env, "GENBA_AKASHI_TOKEN")
	tty := d.sit(seat{}, "auth", "login", "akashi")
	tty.until(askToken)
	tty.interrupt()
	wantError(t, "SIGINT", tty.ends(130), "auth login: interrupted; nothing was stored")
}

func TestDeletionIsAskedFor(t *testing.T) {
	const question = "Delete staff 1010 from AKASHI for good? (staffs retire keeps the records) [y/N] "
	d := newDesk(t, nil)
	for _, c := range []struct {
		keys  string
		code  int
		error string
	}{
		{"\r", 2, "not confirmed; nothing was sent"},
		{"n\r", 2, "not confirmed; nothing was sent"},
		{"yy\r", 2, "not confirmed; nothing was sent"},
		{"はい\r", 2, "not confirmed; nothing was sent"},
		{"\x04", 2, "not confirmed; nothing was sent"},
		{"y\x04\x04", 2, "not confirmed; nothing was sent"},
		{"y\x03", 130, "interrupted; nothing was sent"},
		{"\x03", 130, "interrupted; nothing was sent"},
	} {
		tty := d.sit(seat{}, "akashi", "staffs", "delete", "1010")
		tty.until(question)
		tty.press(c.keys)
		wantError(t, c.keys, tty.ends(c.code), "akashi staffs delete: "+c.error)
	}
	if n := d.requests.Load(); n != 0 {
		t.Fatalf("%d requests were sent", n)
	}
	for _, yes := range []string{"y", "Yes"} {
		tty := d.sit(seat{}, "akashi", "staffs", "delete", map[string]string{"y": "1010", "Yes": "1013"}[yes])
		tty.until(" [y/N] ")
		tty.press(yes + "\r")
		if seen := tty.ends(0); !strings.Contains(seen, "\r\nstaff_id  staff_code  ") {
			t.Errorf("the terminal showed %q", seen)
		}
	}
	d.run(4, "akashi", "staffs", "get", "1010")
	d.run(4, "akashi", "staffs", "get", "1013")
}

func TestFormatsAtATerminal(t *testing.T) {
	d := newDesk(t, nil)
	for _, args := range [][]string{
		{"akashi", "organizations", "list", "--fields", "organizationId,name,parentId"},
		{"akashi", "staffs", "get", "1007", "--fields", "staffId,lastName,permissionGroup.permissionType"},
		{"version"},
	} {
		table := d.run(0, append(args, "-o", "table")...)
		equalText(t, d.see(100, args...), table)
		for _, format := range []string{"csv", "json", "yaml"} {
			want := d.run(0, append(args, "-o", format)...)
			equalText(t, d.see(100, append(args, "-o", format)...), want)
		}
	}
	equalText(t, d.see(100, "api", "akashi", "GET", "/{company}/alerts"), d.run(0, "api", "akashi", "GET", "/{company}/alerts"))

	// A file is not for the terminal.
	for file, args := range map[string][]string{
		"list.csv":   {"akashi", "staffs", "list"},
		"one.json":   {"akashi", "staffs", "get", "1007"},
		"table.text": {"akashi", "staffs", "list", "-o", "table"},
	} {
		held := map[string]string{"list.csv": "120 staffs", "one.json": "1 staff", "table.text": "120 staffs"}[file]
		equalText(t, d.see(40, append(args, "-O", file)...), "wrote "+file+": "+held+"\n")
		written, err := os.ReadFile(filepath.Join(d.env["HOME"], file))
		if err != nil {
			t.Fatal(err)
		}
		equalText(t, string(written), d.run(0, args...))
	}
}

func TestTooWideForTheTerminal(t *testing.T) {
	d := newDesk(t, nil)
	whole := d.run(0, "akashi", "staffs", "list", "-o", "table")
	if strings.Contains(whole, "…") || !strings.Contains(whole, "managedOrganizations\n") {
		t.Error("a table that is no terminal's was cut")
	}
	seen := d.see(60, "akashi", "staffs", "list")
	lines := strings.Split(seen, "\n")
	if len(lines) != 1+120+2 || !strings.HasPrefix(lines[0], "staffId  staffNum  lastName      firstName ") || !strings.HasPrefix(lines[4], "1010     000004    ") {
		t.Errorf("there was %q", seen)
	}
	for _, line := range lines[:121] {
		if n := len([]rune(line)); n > 60 || !strings.HasSuffix(line, "…") {
			t.Errorf("%q has %d characters", line, n)
		}
	}
	equalText(t, lines[121], "genba: cut to the terminal's width (…); see all with --fields A,B or -o csv")
	if strings.Contains(d.see(60, "akashi", "staffs", "list", "--quiet"), "genba:") {
		t.Error("--quiet is not")
	}

	// One staff has every column, below each other.
	seen = d.see(60, "akashi", "staffs", "get", "1007")
	lines = strings.Split(seen, "\n")
	if len(lines) != 19+1 || lines[2] != "lastName                                 髙橋" || !strings.HasPrefix(lines[18], "managedOrganizations  ") {
		t.Errorf("there was %q", seen)
	}
}

func TestHelpForWhatThereIsNot(t *testing.T) {
	d := newDesk(t, nil)
	for _, c := range [][]string{{"help", "exit-cods"}, {"help", "akashi", "stmps"}, {"help", "nosuch"}} {
		equalText(t, d.run(2, c...), "")
		wantError(t, c[1], "\r\n"+d.sit(seat{}, c...).ends(2), "help: \""+c[len(c)-1]+"\" is not a command of genba")
	}
	equalText(t, d.see(400, "help", "akashi", "stamps", "pull"), d.run(0, "akashi", "stamps", "pull", "--help"))
	equalText(t, d.see(200, "exit-codes"), d.run(0, "help", "exit-codes"))
}

func TestHelpIsFoldedToTheTerminal(t *testing.T) {
	d := newDesk(t, nil)
	whole := d.run(0, "akashi", "stamps", "pull", "--help")
	seen := d.see(60, "akashi", "stamps", "pull", "--help")
	equalText(t, strings.Join(strings.Fields(seen), " "), strings.Join(strings.Fields(whole), " "))
	for line := range strings.Lines(seen) {
		if len([]rune(line)) > 61 && !strings.HasPrefix(line, "  genba ") {
			t.Errorf("%q is too long", line)
		}
	}
	for _, line := range []string{
		"\nWithout --staff or --all the stamps are the token owner's.\nAKASHI gives at most ",
		"\n  genba akashi stamps pull --from last-month --to last-month --all -O stamps.csv\n",
		"\n      --staff strings          staff ids, separated by\n                               commas or one a line\n",
		"\n      --from string            first day or time:\n                               2025-03-01, \"2025-03-01\n                               09:00\", RFC 3339, today,\n",
	} {
		if !strings.Contains(seen, line) {
			t.Errorf("no %q in %s", line, seen)
		}
	}
}

var organizations = []string{"akashi", "organizations", "list", "--fields", "organizationId,name"}

// gate keeps the vendor's answers back until it is opened.
func gate() (in func(http.Handler) http.Handler, open func()) {
	opened := make(chan struct{})
	return func(vendor http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-opened:
				vendor.ServeHTTP(w, r)
			case <-r.Context().Done():
			}
		})
	}, func() { close(opened) }
}

func TestSpinner(t *testing.T) {
	for name, c := range map[string]struct {
		seat   seat
		format string
	}{
		"stdout on the same terminal":   {format: "table"},
		"CSV on the same terminal":      {format: "csv"},
		"stdout is a pipe":              {format: "csv", seat: seat{pipe: true}},
		"JSON lines go through a pipe":  {format: "ndjson", seat: seat{pipe: true}},
		"on a terminal of ten columns":  {format: "csv", seat: seat{pipe: true, columns: 10}},
		"--output table goes to a pipe": {format: "table", seat: seat{pipe: true, columns: 10}},
	} {
		t.Run(name, func(t *testing.T) {
			in, open := gate()
			d := newDesk(t, in)
			args := append(organizations, "-o", c.format)
			tty := d.sit(c.seat, args...)
			tty.until("waiti")
			open()
			seen := shown(t, tty.ends(0))
			want := d.run(0, args...)
			if c.seat.pipe {
				equalText(t, tty.stdout.String(), want)
				want = ""
			}
			equalText(t, seen, want)
		})
	}
}

func TestInterruptWhileTheSpinnerTurns(t *testing.T) {
	in, _ := gate()
	tty := newDesk(t, in).sit(seat{}, organizations...)
	tty.until("waiting for the first answer")
	tty.press("\x03")
	seen := shown(t, tty.ends(130))
	if !strings.HasPrefix(seen, "genba: akashi organizations list: ") || !strings.Contains(seen, "interrupted") || strings.Count(seen, "\n") != 2 {
		t.Errorf("the terminal showed %q", seen)
	}
}

// slow is time enough for a spinner.
func slow(vendor http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(500 * time.Millisecond):
			vendor.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	})
}

func TestNoSpinner(t *testing.T) {
	for name, c := range map[string]struct {
		env, value string
		flags      []string
		file       bool
	}{
		"--quiet":          {flags: []string{"--quiet"}},
		"NO_COLOR":         {env: "NO_COLOR", value: "1"},
		"dumb":             {env: "TERM", value: "dumb"},
		"stderr is a file": {file: true},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, slow)
			if c.env != "" {
				d.env[c.env] = c.value
			}
			stderr, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
			if err != nil {
				t.Fatal(err)
			}
			defer stderr.Close()
			s := seat{}
			if c.file {
				s.stderr = stderr
			}
			seen := d.sit(s, append(organizations, c.flags...)...).ends(0)
			equalText(t, strings.ReplaceAll(seen, "\r\n", "\n"), d.run(0, append(organizations, "-o", "table")...))
			if written, err := os.ReadFile(stderr.Name()); err != nil || len(written) > 0 {
				t.Errorf("on stderr: %q, %v", written, err)
			}
		})
	}
}

// see returns what is on the screen after genba has ended well.
func (d *desk) see(columns uint16, args ...string) string {
	d.Helper()
	return shown(d.T, d.sit(seat{columns: columns}, args...).ends(0))
}

// wantError wants one line and a hint at the end, below the question.
func wantError(t *testing.T, what, seen, want string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(seen, "\r\n"), "\r\n")
	if n := len(lines); n < 3 || !strings.HasPrefix(cleared(lines[n-2]), "genba: "+want) || !strings.HasPrefix(lines[n-1], "hint: ") {
		t.Errorf("%q: the terminal showed %q, want %q", what, seen, want)
	}
}

// cleared returns what is left on a line when a spinner that a slow machine showed was wiped off.
func cleared(line string) string {
	const wipe = "\r\x1b[K"
	return line[strings.LastIndex(wipe+line, wipe):]
}
