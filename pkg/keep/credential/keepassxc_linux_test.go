package credential_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// keePassXCSession starts KeePassXC without a display and opens databases, the last one in front; then it plays parts one after
// the other, each in a process of its own. $0 is its settings; databases and parts are divided by "--".
const keePassXCSession = `keepassxc --config "$0" --localconfig "$0.local" >"$0.log" 2>&1 &
	program=$!
	trap 'kill -9 "$program" 2>/dev/null || :' EXIT
	call() { dbus-send --session --print-reply --reply-timeout=10000 --dest="$@"; }
	tries=0
	until call org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q "boolean true"; do
		tries=$((tries + 1))
		[ "$tries" -lt 300 ] || { echo "KeePassXC does not start" >&2; cat "$0.log" >&2; exit 1; }
		sleep 0.1
	done
	while [ "$1" != -- ]; do
		call org.keepassxc.KeePassXC.MainWindow /keepassxc org.keepassxc.KeePassXC.MainWindow.openDatabase string:"$1" string:throw-away >/dev/null
		shift
	done
	shift
	for part; do "$GENBA_TEST_BINARY" ` + helper + ` "$part"; printf "\0"; done
	call org.keepassxc.KeePassXC.MainWindow /keepassxc org.keepassxc.KeePassXC.MainWindow.appExit >/dev/null
	tries=0 # it saves before it ends, unless a question is open
	while [ -z "$ASKED" ] && kill -0 "$program" 2>/dev/null && [ "$tries" -lt 100 ]; do tries=$((tries + 1)); sleep 0.1; done`

// TestKeePassXC meets the program itself, whose words and questions no bus played by a test would tell of.
func TestKeePassXC(t *testing.T) {
	for _, program := range []string{"keepassxc", "keepassxc-cli", "dbus-run-session", "dbus-send"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("GENBA_TEST_KEEPASSXC") == "required" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	work, private := keePassXCDatabase(t, "work", true), keePassXCDatabase(t, "private", false)
	other := keePassXCDatabase(t, "other", true)
	const asks, quiet = "true", "false" // whether reading is asked for
	for _, c := range []struct {
		name      string
		asks      string
		databases []string
		parts     []string
		want      []string // how each part's answer begins
		asked     string   // whether a question is left open
	}{
		{
			"reading is not asked for, replacing is", quiet,
			[]string{work},
			[]string{"save", "secret", "prove", "secret"},
			[]string{"done", "done hunter22", "3 a changed token of akashi could not be stored (profile default), so no new one was asked for; the present one is stored and valid as before: KeePassXC asks in a window", "done hunter22"},
			"yes",
		},
		{
			"reading is asked for", asks,
			[]string{work},
			[]string{"secret", "forget"},
			[]string{"3 cannot read token of akashi (profile default): KeePassXC asks in a window, and nobody answered within 1s", "3 cannot remove token of akashi"},
			"yes",
		},
		{
			"another database in front", quiet,
			[]string{work, other},
			[]string{"secret"},
			[]string{"3 no token for akashi (profile default)\nKeePassXC has it in the database \"work\", and shows genba the one in front"},
			"",
		},
		{
			"nothing shown", asks,
			[]string{private},
			[]string{"secret", "save"},
			[]string{"3 cannot read token of akashi (profile default): no keyring exists for genba: KeePassXC shows other programs none\nopen the database", "3 cannot store token"},
			"",
		},
		{
			"no database", asks, nil,
			[]string{"secret"},
			[]string{"3 cannot read token of akashi (profile default): no keyring exists for genba: KeePassXC shows other programs none"},
			"",
		},
		{
			"removed", quiet, []string{work}, []string{"forget", "secret"}, []string{"done", "3 no token for akashi"}, "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := playWithKeePassXC(t, c.asks, c.asked, c.databases, c.parts)
			for i, want := range c.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("%s: %s\nwant %s", c.parts[i], got[i], want)
				}
			}
		})
	}
	left, err := keePassXCCommand("throw-away\n", "ls", "-q", "-R", work)
	if err != nil || !strings.Contains(left, "Recycle Bin/\n  Password for 'default/akashi/token' on 'genba'") {
		t.Errorf("the recycle bin does not hold what was removed: %s, %v", left, err)
	}
}

// playWithKeePassXC returns what each part said in a session of its own.
func playWithKeePassXC(t *testing.T, asks, asked string, databases, parts []string) []string {
	t.Helper()
	dir := t.TempDir()
	settings := filepath.Join(dir, "keepassxc.ini")
	write(t, settings, []byte("[General]\nConfigVersion=2\nUpdateCheckMessageShown=true\nSingleInstance=false\n[GUI]\nCheckForUpdates=false\n"+
		"[FdoSecrets]\nEnabled=true\nConfirmAccessItem="+asks+"\n"), 0o600)
	words := []string{"--config-file=" + bareBus(t), "--", "sh", "-eu", "-c", keePassXCSession, settings}
	session := exec.Command("dbus-run-session", append(append(append(words, databases...), "--"), parts...)...)
	session.Env = append(os.Environ(), "HOME="+dir, "XDG_RUNTIME_DIR="+dir, "XDG_DATA_HOME=", "XDG_CONFIG_HOME=", "XDG_CACHE_HOME=",
		"QT_QPA_PLATFORM=offscreen", "DISPLAY=", "WAYLAND_DISPLAY=", "GENBA_TEST_BINARY="+os.Args[0], "ASKED="+asked)
	var said, trouble strings.Builder
	session.Stdout, session.Stderr = &said, &trouble
	if err := session.Run(); err != nil {
		t.Fatalf("%v\n%s", err, trouble.String())
	}
	return strings.Split(strings.TrimSuffix(said.String(), "\x00"), "\x00")
}

// keePassXCCommand runs keepassxc-cli with an input.
func keePassXCCommand(input string, args ...string) (string, error) {
	command := exec.Command("keepassxc-cli", args...)
	command.Stdin = strings.NewReader(input)
	out, err := command.Output()
	return string(out), err
}

// keePassXCDatabase makes a database with a group, shown to other programs or not.
func keePassXCDatabase(t *testing.T, name string, shown bool) string {
	t.Helper()
	settings := ""
	if shown {
		settings = "<Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{00000000-0000-0000-0000-000000000002}</Value></Item>"
	}
	source := filepath.Join(t.TempDir(), name+".xml")
	write(t, source, []byte(`<?xml version="1.0" encoding="UTF-8"?>
<KeePassFile><Meta><DatabaseName>`+name+`</DatabaseName><RecycleBinEnabled>True</RecycleBinEnabled><CustomData>`+settings+`</CustomData></Meta>
<Root><Group><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID><Name>Root</Name>
<Group><UUID>AAAAAAAAAAAAAAAAAAAAAg==</UUID><Name>shared</Name></Group></Group></Root></KeePassFile>
`), 0o600)
	path := strings.TrimSuffix(source, ".xml") + ".kdbx"
	if out, err := keePassXCCommand("throw-away\nthrow-away\n", "import", "-q", "-t", "100", "-p", source, path); err != nil {
		t.Fatalf("%s %v", out, err)
	}
	return path
}
