package cmd_test

import (
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// hasShell reports whether this system runs sh, as Windows doesn't.
func hasShell() bool {
	_, err := exec.LookPath("sh")
	return err == nil
}

// ownPrograms are what scripts may run everywhere: TestMain has them.
var ownPrograms = []string{"genba", "person", "book"}

var runs = regexp.MustCompile(`(?m)^(?:\[[^\]]*\] )*(?:! )?(?:exec|exits [0-9]+) +'?([^ '\n]+)`)

// runsHere reports whether this system has every program that the steps of a script run. One with a shell is expected to have all.
func runsHere(steps string) bool {
	return hasShell() || !slices.ContainsFunc(runs.FindAllStringSubmatch(steps, -1), func(program []string) bool {
		return !slices.Contains(ownPrograms, program[1])
	})
}

var (
	shellWord = regexp.MustCompile(`^(?:[^\s'"|<>&;()$*?#~\x60\\]|'[^']*'|"[^"$\x60\\]*")+`)
	quoted    = regexp.MustCompile(`'([^']*)'|"([^"]*)"`)
)

// withoutShell returns a line of a shell as steps of a script: words, pipes, && and an input file. ok is false for what takes more.
func withoutShell(line string) (steps string, ok bool) {
	run, before := "exec", ""
	if checked, found := strings.CutSuffix(line, " || test $? = 7"); found {
		line, run = checked, "exits 7"
	}
	step, input, program := run, "", ""
	end := func() { steps, step, input, program = steps+input+step+"\n", run, "", "" }
	for line != "" {
		word := shellWord.FindString(line)
		switch {
		case line[0] == ' ':
			line = line[1:]
			continue
		case strings.HasPrefix(line, "&&"):
			end()
			line = line[2:]
			continue
		case strings.HasPrefix(line, "| "):
			end()
			input, line = "stdin stdout\n", line[1:]
			continue
		case strings.HasPrefix(line, "< "):
			word = shellWord.FindString(line[2:])
			input, line = "stdin "+word+"\n", line[2+len(word):]
			continue
		case word == "" || (program == "" || before == "--") && !slices.Contains(ownPrograms, word):
			return "", false
		}
		if program == "" {
			program = word
		}
		before, line = word, line[len(word):]
		plain := quoted.ReplaceAllString(word, "$1$2")
		step += " '" + strings.ReplaceAll(plain, "'", "''") + "'"
	}
	end()
	return steps, true
}

func TestWithoutShell(t *testing.T) {
	for line, want := range map[string]string{
		`genba a --jq '.[].name'`:                   "exec 'genba' 'a' '--jq' '.[].name'\n",
		`genba a "b c"d`:                            "exec 'genba' 'a' 'b cd'\n",
		`genba a - < b.csv`:                         "stdin b.csv\nexec 'genba' 'a' '-'\n",
		`genba a | genba b -`:                       "exec 'genba' 'a'\nstdin stdout\nexec 'genba' 'b' '-'\n",
		`genba a -O b.csv && genba c`:               "exec 'genba' 'a' '-O' 'b.csv'\nexec 'genba' 'c'\n",
		`genba a --check || test $? = 7`:            "exits 7 'genba' 'a' '--check'\n",
		`genba a | pass insert b`:                   "",
		`genba a >b`:                                "",
		`genba a $HOME`:                             "",
		`genba a -- sh b.sh`:                        "",
		`genba a "$HOME"`:                           "",
		`mkfifo said; genba b`:                      "",
		`genba a 2>shown.txt & person allow; wait;`: "",
	} {
		if got, ok := withoutShell(line); got != want && ok || ok != (want != "") {
			t.Errorf("%s: %v\n%s", line, ok, got)
		}
	}
}
