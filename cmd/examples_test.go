package cmd_test

import (
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd"
)

// asTyped returns what is run instead of an example that asks a person, needs a certain port, or doesn't end by itself. $EXAMPLE
// is the example.
func asTyped() map[string]string {
	const found = `$EXAMPLE || test $? = 7`
	const interrupted = `mkfifo said; $EXAMPLE >said & exec 3<said; read -r first <&3; echo "$first"; kill -TERM $!; wait $!; test $? = 130; rm said`
	const listening = `mkfifo said; genba kaonavi webhooks listen --listen 127.0.0.1:0 --secret-file webhook.secret 2>said & exec 3<said; read -r first <&3; echo "$first"; kill -TERM $!; wait $!; test $? = 130; rm said`
	return map[string]string{
		"genba org diff kaonavi flexcrm --by code --check":                                                    found,
		"genba people check kaonavi akashi --map people.csv --check":                                          found,
		"genba roster diff kaonavi flexcrm --fields mail,name --check":                                        found,
		"genba akashi staffs delete 1013":                                                                     `$EXAMPLE --yes`,
		"genba kaonavi sheet overwrite 5 -f skills.csv --wait":                                                `$EXAMPLE --yes`,
		"genba kaonavi user overwrite -f users.csv --wait":                                                    `$EXAMPLE --yes --expect-deletes 1`,
		"genba auth login akashi":                                                                             `$EXAMPLE --with-secret < token.txt`,
		"genba auth login logimeter --no-browser":                                                             `$EXAMPLE 2>shown.txt & person allow shown.txt; wait $!`,
		"genba sandbox serve":                                                                                 interrupted,
		"genba sandbox serve --listen 127.0.0.1:8787 --log --shell fish":                                      strings.Replace(interrupted, "$EXAMPLE", "genba sandbox serve --listen 127.0.0.1:0 --log --shell fish", 1),
		"genba kaonavi webhooks listen --secret-file webhook.secret":                                          listening,
		"genba kaonavi webhooks listen --listen 127.0.0.1:8090 --secret-file webhook.secret | ./on-change.sh": listening,
	}
}

// single are the commands at which there is nothing to vary.
var single = []string{"genba auth store init", "genba config path", "genba version"}

// silent are the commands that print nothing on stdout when all is well.
var silent = regexp.MustCompile(`^genba (.* --into [^ ]+|state import|auth log(in|out)|auth token .* \||config (set|unset)|logimeter progress (plan|actual) .*check) `)

// TestExamples runs every example of every command against the sandbox, each command's in a script of its own. The files
// that they name, and what has to be done before, are in testdata/examples, named like the command or its noun.
func TestExamples(t *testing.T) {
	instead := asTyped()
	dir := t.TempDir()
	var scripts, left []string
	for _, c := range leaves(cmd.Tree()) {
		lines := examples(c)
		if len(lines) < 2 && !slices.Contains(single, c.CommandPath()) || len(lines) == 0 {
			t.Errorf("%s has %d examples", c.CommandPath(), len(lines))
		}
		script := surroundingsOf(t, c)
		for _, line := range lines {
			script.Comment = append(script.Comment, step(c, line, instead[line])...)
			delete(instead, line)
		}
		if !runsHere(string(script.Comment)) {
			left = append(left, c.CommandPath())
			continue
		}
		path := filepath.Join(dir, strings.ReplaceAll(c.CommandPath(), " ", "_")+".txtar")
		if err := os.WriteFile(path, txtar.Format(script), 0o600); err != nil {
			t.Fatal(err)
		}
		scripts = append(scripts, path)
	}
	for line := range instead {
		t.Errorf("%q is not an example any more", line)
	}
	if t.Logf("these take programs that are not here: %q", left); len(left) > 10 {
		t.Errorf("%d commands are left out", len(left))
	}
	testscript.Run(t, testscript.Params{
		Files: scripts, Setup: setup(t), RequireExplicitExec: true, Cmds: commands(t),
	})
}

// leaves returns the commands below c that do something.
func leaves(c *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, child := range c.Commands() {
		switch {
		case child.HasSubCommands():
			all = append(all, leaves(child)...)
		case child.Runnable() && child.Name() != "help":
			all = append(all, child)
		}
	}
	return all
}

func examples(c *cobra.Command) []string {
	var lines []string
	for line := range strings.Lines(c.Example) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// surroundingsOf joins the archives of testdata/examples that are the command's: genba_akashi, genba_akashi_staffs and so on.
func surroundingsOf(t *testing.T, c *cobra.Command) *txtar.Archive {
	t.Helper()
	all := &txtar.Archive{}
	name := "testdata/examples"
	for i, word := range strings.Fields(c.CommandPath()) {
		name += map[bool]string{true: "/", false: "_"}[i == 0] + word
		part, err := txtar.ParseFile(name + ".txtar")
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		all.Comment = append(all.Comment, part.Comment...)
		for _, file := range part.Files { // the more particular one counts
			all.Files = slices.DeleteFunc(all.Files, func(f txtar.File) bool { return f.Name == file.Name })
			all.Files = append(all.Files, file)
		}
	}
	return all
}

var (
	fileOut    = regexp.MustCompile(` (?:-O|--results) '?([^ ']+)`)
	splitNames = regexp.MustCompile(`\{.*\}`)
)

// step returns an example as lines of a script. What it prints, or the file that it writes, has to be there.
func step(c *cobra.Command, line, instead string) string {
	command := strings.ReplaceAll(cmp.Or(instead, "$EXAMPLE"), "$EXAMPLE", line)
	if c.Flags().Lookup("poll-interval") != nil && c.CommandPath() != "genba kaonavi sheet get" { // which waits in v1 alone
		command += " --poll-interval 50ms" // the sandbox is done sooner than a vendor
	}
	steps := "exec sh -c '" + strings.ReplaceAll(command, "'", "''") + "'\n"
	if !hasShell() {
		plain, ok := withoutShell(command)
		if !ok {
			return "# this takes a shell: " + line + "\n"
		}
		steps = plain
	}
	text := "# " + line + "\n" + steps
	switch written := fileOut.FindStringSubmatch(line); {
	case written != nil && splitNames.MatchString(written[1]):
		return text + "written " + splitNames.ReplaceAllString(written[1], "*") + "\n"
	case written != nil:
		return text + "written " + written[1] + "\n"
	case silent.MatchString(line + " "):
		return text
	}
	return text + "stdout .\n"
}
