package cli

import (
	"maps"
	"runtime"
)

// shellWording returns what the operating system's own commands are called in a shell, for hints that name one. pkg says what is to
// be done; a command that differs between Unix and Windows, or between their shells, is a row here.
func shellWording(shell Shell, windows bool) Wording {
	words := Wording{"make the folder %q first": "mkdir -p %q"}
	if shell == Cmd || shell == PowerShell { // both make the folders above as well, and take -p for a name
		words["make the folder %q first"] = "mkdir %q"
	}
	system := unixWording()
	if windows {
		system = windowsWording()
	}
	maps.Copy(words, system)
	return words
}

func unixWording() Wording {
	return Wording{
		"write to another file, or allow writing to %q":                                                  "write to another file, or allow it: chmod u+w %q",
		"wait until the other genba process has ended, then run this again; it holds %s":                 "wait until the other genba process has ended, then run this again; fuser %s names it",
		"another program holds port %[1]s, perhaps another login that still waits: end it and try again": "another program holds port %[1]s, perhaps another login that still waits: end it (ss -ltnp 'sport = :%[1]s', or lsof -i :%[1]s, names it) and try again",
		"set the terminal back":      "stty sane",
		"let only this user read %q": "chmod 600 %q",
	}
}

func windowsWording() Wording {
	return Wording{
		"write to another file, or allow writing to %q":                                                  "write to another file, or allow it: attrib -r %q",
		"wait until the other genba process has ended, then run this again; it holds %s":                 "wait until the other genba process has ended, then run this again; tasklist /fi \"imagename eq genba.exe\" names it",
		"another program holds port %[1]s, perhaps another login that still waits: end it and try again": "another program holds port %[1]s, perhaps another login that still waits: end it (netstat -ano | findstr :%[1]s names it) and try again",
		"set the terminal back": "close this window, and open another",
	}
}

// runsOnWindows reports whether this is a build for Windows.
func runsOnWindows() bool { return runtime.GOOS == "windows" }
