package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// tab is what somebody types before the Tab key, and what is there then.
type tab struct {
	typed string
	shown []string
	alone bool // there is one word that fits: the line is completed, without a list
}

// tabs hold for every shell: commands and flags with their descriptions, values, files, and columns one at a time.
func tabs() []tab {
	return []tab{
		{"genba akashi st", []string{"staffs", "employees: list, import, retire", "stamps", "punches: pull them, make one"}, false},
		{"genba flexcrm flexdb ", []string{"processes", "processes of a record: list, update", "upload", "Put a file into a file field"}, false},
		{"genba akashi staffs list --out", []string{"--output-file", "write to this file", "--output", "table, csv, tsv, json, ndjson or yaml"}, false},
		{"genba akashi stamps push --type brea", []string{"break-start", "break-end"}, false},
		{"genba akashi stamps push --ty", []string{"--type"}, true},
		{"genba auth login kao", []string{"kaonavi"}, true},
		{"genba kaonavi sheet overwrite 5 --file ski", []string{"--file skills.csv"}, true},
		{"genba logimeter progress plan check sk", []string{"check skills.csv"}, true},
		{"genba akashi stamps pull --fields staff_id,attributes.i", []string{"staff_id,attributes.ip"}, true},
		{"genba akashi stamps pull --profile osa", []string{"--profile osaka"}, true},
	}
}

// completer returns a desk with a genba that has nothing it might ask: every secret is one that can't be had without a trace.
func completer(t *testing.T, shell string) (d *desk, done func()) {
	t.Helper()
	program, err := exec.LookPath(shell)
	if err != nil {
		missing := shell + " is not installed: its completion is not tested"
		if os.Getenv("GENBA_TEST_SHELLS") == "required" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	d = newDesk(t, nil)
	home := d.env["HOME"]
	trace := filepath.Join(home, "asked-for-a-secret")
	for name := range d.env {
		if strings.HasSuffix(name, "_TOKEN") || strings.HasSuffix(name, "_SECRET") || strings.HasSuffix(name, "_KEY") {
			delete(d.env, name)
		}
	}
	command := "    credential_command: [touch, " + trace + "]\n"
	config := "secret_store: file\nprofiles:\n  default:\n"
	for _, vendor := range []string{"logimeter", "akashi", "kaonavi", "nipoplus", "flexcrm"} {
		config += "   " + vendor + ":\n" + command
	}
	config += "  osaka:\n   akashi:\n    company_id: sample002\n"
	files := map[string]string{"config.yaml": config, "skills.csv": "", ".hushlogin": ""}
	for _, name := range []string{"bash", "zsh", "fish"} {
		files["genba."+name] = d.run(0, "completion", name)
	}
	files["_genba"] = files["genba.zsh"]
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d.env["GENBA_CONFIG"] = filepath.Join(home, "config.yaml")
	d.env["GENBA_AGE_IDENTITY_COMMAND"] = "touch " + trace
	delete(d.env, "GENBA_AGE_IDENTITY_FILE")
	d.env["PATH"] = filepath.Dir(d.genba) + ":" + filepath.Dir(program) + ":/usr/bin:/bin"
	d.env["TERM"], d.env["LC_ALL"], d.env["PS1"] = "dumb", "C.UTF-8", "ready> "
	return d, func() {
		if n := d.requests.Load(); n != 0 {
			t.Errorf("completion sent %d requests", n)
		}
		if _, err := os.Stat(trace); err == nil {
			t.Error("completion asked for a secret")
		}
		// Neither test would find anything if genba could do without.
		d.run(3, "akashi", "alerts", "list")
		if _, err := os.Stat(trace); err != nil {
			t.Error("a command that needs the secret leaves no trace either")
		}
	}
}

// types types each line into the shell, then Tab.
func (tty *terminal) types(all []tab) {
	tty.Helper()
	for _, c := range all {
		tty.seen = ""
		keys := c.typed + "\t\t\t" // what the words begin with; a bell; the list
		if c.alone {
			keys = c.typed + "\t"
		}
		tty.press(keys)
		for _, text := range c.shown {
			tty.until(text)
		}
		tty.press("\x15echo next-$((40+2))\r") // Ctrl-U: away with the line
		tty.until("next-42")
		tty.until("ready> ")
	}
}

func TestCompletionInBash(t *testing.T) {
	d, done := completer(t, "bash")
	const library = "/usr/share/bash-completion/bash_completion"
	if _, err := os.Stat(library); err != nil {
		if os.Getenv("GENBA_TEST_SHELLS") == "required" {
			t.Fatal(err)
		}
		t.Skip("bash-completion is not installed: bash's completion is not tested")
	}
	tty := d.open(seat{columns: 200}, d.command("bash", "--noprofile", "--norc", "-i"))
	tty.until("ready> ")
	tty.press("bind 'set enable-bracketed-paste off'; bind 'set page-completions off'; . " + library + "; . ./genba.bash; echo set-$((40+2))\r")
	tty.until("set-42")
	tty.until("ready> ")
	tty.types(tabs())
	done()
}

func TestCompletionInZsh(t *testing.T) {
	d, done := completer(t, "zsh")
	tty := d.open(seat{columns: 200}, d.command("zsh", "-f", "-i"))
	tty.until("ready> ")
	tty.press("fpath=($HOME $fpath); autoload -Uz compinit; compinit -u -d $HOME/.dump; unsetopt zle_bracketed_paste prompt_sp; echo set-$((40+2))\r")
	tty.until("set-42")
	tty.until("ready> ")
	tty.types(tabs())
	done()
}

func TestCompletionInFish(t *testing.T) {
	d, done := completer(t, "fish")
	for _, c := range tabs() {
		fish := d.command("fish", "--no-config", "-c", "source genba.fish; complete --do-complete \"$argv[1]\"", c.typed)
		out, err := fish.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for _, text := range c.shown {
			if c.alone { // fish gives the word, not the line
				text = text[strings.LastIndexByte(text, ' ')+1:]
			}
			if !strings.Contains(string(out), text) {
				t.Errorf("%s: no %q in %s", c.typed, text, out)
			}
		}
	}
	done()
}

// PowerShell is not in Debian: where it is installed it parses the script; elsewhere its parts are looked for.
func TestCompletionForPowerShell(t *testing.T) {
	d := newDesk(t, nil)
	script := d.run(0, "completion", "powershell")
	for _, part := range []string{"Register-ArgumentCompleter -CommandName 'genba'", "__complete", "[CompletionResult]::new"} {
		if !strings.Contains(script, part) && !strings.Contains(script, strings.ReplaceAll(part, "[Comp", "[System.Management.Automation.Comp")) {
			t.Errorf("no %q in the script", part)
		}
	}
	if opened, closed := strings.Count(script, "{"), strings.Count(script, "}"); opened != closed {
		t.Errorf("%d braces are opened, %d closed", opened, closed)
	}
	program, err := exec.LookPath("pwsh")
	if err != nil {
		return
	}
	path := filepath.Join(d.env["HOME"], "genba.ps1")
	if err := os.WriteFile(path, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	parse := d.command(program, "-NoProfile", "-Command", "$errors = $null; [void][System.Management.Automation.Language.Parser]::ParseFile('"+path+"', [ref]$null, [ref]$errors); $errors; exit $errors.Count")
	if out, err := parse.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// The Tab key is answered in less than three times of what genba needs to start at all: the fastest of several runs of each.
func TestCompletionIsQuick(t *testing.T) {
	d := newDesk(t, nil)
	fastest := map[string]time.Duration{}
	for range 15 {
		for _, line := range []string{"--version", "__complete akashi st", "__complete flexcrm flexdb list tbl_customer --o"} {
			began := time.Now()
			d.run(0, strings.Fields(line)...)
			took := time.Since(began)
			if fastest[line] == 0 || took < fastest[line] {
				fastest[line] = took
			}
		}
	}
	for line, took := range fastest {
		if took > 3*fastest["--version"] {
			t.Errorf("genba %s takes %v, genba --version %v", line, took, fastest["--version"])
		}
	}
}
