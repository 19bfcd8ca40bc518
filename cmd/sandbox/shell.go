package sandbox

import (
	"embed"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// mark stands in front of the prompt of a shell in the sandbox, so that nobody takes it for the real one.
const mark = "(genba sandbox) "

// prompts are the files of each shell that keep a person's own settings and put the mark in front of the prompt.
//
//go:embed prompts
var prompts embed.FS

// shell returns the person's own shell, set up in dir so that its prompt says where it is.
func shell(app *cli.App, dir string) (args, env []string, err error) {
	program := app.Getenv("SHELL")
	if runtime.GOOS == "windows" {
		program = app.Getenv("COMSPEC")
		if app.ShellAtHand() == cli.PowerShell {
			program = "powershell"
		}
	}
	if program == "" {
		program = "/bin/sh"
	}
	write := func(file, name string) string {
		path := filepath.Join(dir, name)
		text, bad := prompts.ReadFile("prompts/" + file)
		if bad == nil {
			bad = os.WriteFile(path, text, 0o600)
		}
		if bad != nil && err == nil {
			err = fault.Errorf(fault.Other, "cannot set the shell's prompt: %w", bad)
		}
		return path
	}
	switch filepath.Base(program) {
	case "bash":
		args = []string{program, "--rcfile", write("bashrc", "bashrc"), "-i"}
	case "zsh":
		write("zshrc", ".zshrc")
		args, env = []string{program, "-i"}, []string{"GENBA_ZDOTDIR=" + app.Getenv("ZDOTDIR"), "ZDOTDIR=" + dir}
	case "fish":
		args = []string{program, "-i", "-C", "source " + write("init.fish", "init.fish")}
	case "powershell", "powershell.exe", "pwsh", "pwsh.exe":
		args = []string{program, "-NoLogo", "-NoExit", "-File", write("prompt.ps1", "prompt.ps1")}
	case "cmd.exe", "cmd":
		args, env = []string{program}, []string{"PROMPT=" + mark + "$P$G"}
	default: // those that read ENV set PS1 there, others take it from the environment
		args, env = []string{program, "-i"}, []string{"PS1=" + mark + "$ ", "ENV=" + write("shrc", "shrc")}
	}
	return args, env, err
}

// withGenba lets commands in the sandbox find genba where it is not installed yet, by a link in dir. It returns the folder
// of the link, "" where the name is found anyway.
func withGenba(dir string) string {
	own, err := os.Executable()
	if err != nil {
		return ""
	}
	if _, err := exec.LookPath("genba"); err == nil {
		return ""
	}
	bin := filepath.Join(dir, "bin")
	if os.Mkdir(bin, 0o700) != nil || os.Symlink(own, filepath.Join(bin, "genba")) != nil {
		return filepath.Dir(own) // Windows wants a privilege for links
	}
	return bin
}
