package config

import (
	"path/filepath"
	"runtime"
)

// Getenv looks up an environment variable, like os.Getenv.
type Getenv = func(string) string

// dirOn returns the folder of the user's configuration files, without the program's own name; "" when the
// environment names no home.
func dirOn(goos string, getenv Getenv) string {
	switch goos {
	case "windows":
		return getenv("APPDATA")
	case "darwin", "ios":
		return under(getenv("HOME"), "Library", "Application Support")
	}
	// A relative XDG path would mean another file in every folder; the XDG specification says to ignore it.
	if dir := getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	return under(getenv("HOME"), ".config")
}

func under(home string, parts ...string) string {
	if home == "" {
		return ""
	}
	return filepath.Join(append([]string{home}, parts...)...)
}

// Locate returns the path of the configuration file that Load would read: the flag, else $GENBA_CONFIG,
// else genba/config.yaml in the user's configuration folder. It is "" when there is no such folder.
// explicit says that somebody named the file, so that it has to exist.
func Locate(flag string, getenv Getenv) (path string, explicit bool) {
	if flag != "" {
		return flag, true
	}
	if path := getenv("GENBA_CONFIG"); path != "" {
		return path, true
	}
	return under(dirOn(runtime.GOOS, getenv), "genba", "config.yaml"), false
}
