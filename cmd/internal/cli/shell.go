package cli

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Shell is a family of shells whose lines look alike: sh, fish, powershell or cmd.
type Shell string

// The shells that lines can be printed for.
const (
	Sh         Shell = "sh"
	Fish       Shell = "fish"
	PowerShell Shell = "powershell"
	Cmd        Shell = "cmd"
)

func shells() []string { return []string{string(Sh), string(Fish), string(PowerShell), string(Cmd)} }

// ShellFlag is --shell, for commands that print lines to be typed into one.
type ShellFlag struct{ name string }

// Register adds the flag.
func (f *ShellFlag) Register(c *cobra.Command) {
	c.Flags().StringVar(&f.name, "shell", "", "sh, fish, powershell or cmd: what the lines are for (default: the shell at hand)")
	_ = c.RegisterFlagCompletionFunc("shell", cobra.FixedCompletions(shells(), cobra.ShellCompDirectiveNoFileComp))
}

// Shell returns the shell that was asked for, else the one at hand.
func (f *ShellFlag) Shell(a *App) (Shell, error) {
	switch {
	case f.name == "":
		return a.ShellAtHand(), nil
	case slices.Contains(shells(), f.name):
		return Shell(f.name), nil
	}
	return "", fault.Errorf(fault.Usage, "--shell %q is not a shell that genba knows", f.name).WithHint("sh (also bash and zsh), fish, powershell or cmd")
}

// ShellAtHand returns the shell that genba was typed into: the parent process where the system tells, else $SHELL.
func (a *App) ShellAtHand() Shell {
	if runtime.GOOS == "windows" {
		if a.Getenv("PROMPT") != "" { // cmd sets it, PowerShell does not
			return Cmd
		}
		return PowerShell
	}
	parent, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(os.Getppid()), "comm"))
	for _, name := range []string{strings.TrimSpace(string(parent)), filepath.Base(a.Getenv("SHELL"))} {
		switch name {
		case "sh", "dash", "bash", "zsh", "ksh", "ash":
			return Sh
		case "fish":
			return Fish
		case "pwsh", "powershell":
			return PowerShell
		}
	}
	return Sh
}

// Export returns the line that sets an environment variable for the programs that the shell starts.
func (s Shell) Export(name, value string) string {
	switch s {
	case Fish:
		return "set -gx " + name + " " + s.Quote(value)
	case PowerShell:
		return "$env:" + name + " = '" + strings.ReplaceAll(value, "'", "''") + "'"
	case Cmd:
		return `set "` + name + "=" + value + `"`
	}
	return "export " + name + "=" + s.Quote(value)
}

// Quote returns a word as the shell reads it back. cmd has no quoting for every character; what it can't hold is rare in names.
func (s Shell) Quote(word string) string {
	if word != "" && strings.Trim(word, plainInShells) == "" {
		return word
	}
	switch s {
	case Fish:
		return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(word) + "'"
	case PowerShell:
		return "'" + strings.ReplaceAll(word, "'", "''") + "'"
	case Cmd:
		return `"` + strings.ReplaceAll(word, `"`, `""`) + `"`
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// plainInShells are the characters that no shell takes for anything else.
const plainInShells = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:"
