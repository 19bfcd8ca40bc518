package credential

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
)

// errNoBus is the usual state of cron, of ssh sessions and of services.
var errNoBus = say.Sentinel("this session has no D-Bus session bus, which is usual under cron, systemd and ssh")

// runtimeDir returns where the D-Bus library looks for a bus that already runs, whatever XDG_RUNTIME_DIR says.
func runtimeDir() string { return filepath.Join("/run/user", strconv.Itoa(os.Getuid())) }

// checkBus makes sure that there is a bus to talk to. Without one the D-Bus library would start one
// with dbus-launch: each run of genba would leave a bus and a keyring daemon behind.
func checkBus(goos string, getenv Getenv, dir string) error {
	if goos == "windows" || goos == "darwin" || goos == "ios" {
		return nil
	}
	if address := getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" && !strings.HasPrefix(address, "autolaunch:") {
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, "bus")); err == nil {
		return nil
	}
	if named, err := os.ReadFile(filepath.Join(dir, "dbus-session")); err == nil && strings.HasPrefix(string(named), "DBUS_SESSION_BUS_ADDRESS=") {
		return nil
	}
	return errNoBus
}
