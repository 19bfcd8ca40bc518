package credential

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// checkPrivate refuses an identity that other users can read.
func checkPrivate(path string, getenv Getenv) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.Errorf(fault.Auth, "%s names %s, which does not exist", identityFileEnv, path).
			WithHint("make an identity there")
	}
	if err != nil {
		return fault.Errorf(fault.Auth, "cannot read the age identity of %s: %w", identityFileEnv, err)
	}
	handedOver := below(path, getenv("CREDENTIALS_DIRECTORY")) || ownedByRoot(info)
	if runtime.GOOS != "windows" && exposed(info.Mode().Perm(), handedOver) {
		return fault.Errorf(fault.Auth, "the age identity %s can be read by other users (mode %04o)", path, info.Mode().Perm()).
			WithHint("let only this user read %q", path)
	}
	return nil
}

// exposed reports whether a mode lets others at the identity. One that was handed over, by systemd (DynamicUser) or
// Kubernetes (fsGroup), may be read by a group: that is how the service's own user gets at a file of root's.
func exposed(mode fs.FileMode, handedOver bool) bool {
	forbidden := fs.FileMode(0o077)
	if handedOver {
		forbidden = 0o037
	}
	return mode&forbidden != 0
}

// below reports whether a path lies in a folder or in one of its subfolders.
func below(path, dir string) bool {
	if dir == "" {
		return false
	}
	rest, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rest)
}
