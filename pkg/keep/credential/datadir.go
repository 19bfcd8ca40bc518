package credential

import (
	"path/filepath"
	"runtime"
)

// Getenv looks up an environment variable, like os.Getenv.
type Getenv = func(string) string

// DataDir returns genba's folder for what it keeps for the user: the file store and the lock files. GENBA_DATA_DIR names it,
// else it lies where the system wants such things. It is "" when the environment names no home.
func DataDir(getenv Getenv) string {
	if dir := getenv("GENBA_DATA_DIR"); dir != "" {
		return dir
	}
	return dataDirOn(runtime.GOOS, getenv)
}

func dataDirOn(goos string, getenv Getenv) string {
	base, below := getenv("HOME"), ".local/share"
	switch xdg := getenv("XDG_DATA_HOME"); {
	case goos == "windows":
		base, below = getenv("LOCALAPPDATA"), ""
	case goos == "darwin" || goos == "ios":
		below = "Library/Application Support"
	case filepath.IsAbs(xdg): // a relative one is ignored, as the XDG specification says
		base, below = xdg, ""
	}
	if base == "" {
		return ""
	}
	return filepath.Join(base, filepath.FromSlash(below), "genba")
}
