package credential_test

import (
	"fmt"

	"github.com/godbus/dbus/v5"
)

// serveSecrets plays a Secret Service on the session bus, as far as an unlock that does not succeed goes.
func serveSecrets(state string) error {
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		return err
	}
	const keyring = dbus.ObjectPath("/org/freedesktop/secrets/collection/work")
	s := fakeService{collections: []dbus.ObjectPath{}, alias: "/"}
	names := []string{"org.freedesktop.secrets"}
	switch state {
	case "nothing shown":
		names = append(names, "org.keepassxc.KeePassXC.MainWindow")
	case "no keyring":
		s.collections = append(s.collections, "/org/freedesktop/secrets/collection/session")
	case "locked":
		s.collections, s.alias, s.locked = append(s.collections, keyring), keyring, true
	case "denied":
		s.collections, s.alias = append(s.collections, keyring), keyring
		names = append(names, "org.keepassxc.KeePassXC.MainWindow")
	default:
		return fmt.Errorf("no state %q", state)
	}
	for path, interfaces := range map[dbus.ObjectPath][]string{
		"/org/freedesktop/secrets": {"org.freedesktop.Secret.Service", "org.freedesktop.DBus.Properties"},
		keyring:                    {"org.freedesktop.DBus.Properties"},
	} {
		for _, i := range interfaces {
			if err := bus.Export(s, path, i); err != nil {
				return err
			}
		}
	}
	for _, name := range names {
		if _, err := bus.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
			return err
		}
	}
	return nil
}

type fakeService struct {
	collections []dbus.ObjectPath
	alias       dbus.ObjectPath
	locked      bool
}

// Unlock unlocks nothing and has nothing to ask.
func (s fakeService) Unlock([]dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	return []dbus.ObjectPath{}, "/", nil
}

// ReadAlias gives "/" for none.
func (s fakeService) ReadAlias(string) (dbus.ObjectPath, *dbus.Error) { return s.alias, nil }

// Get gives the two properties that are asked for.
func (s fakeService) Get(_, name string) (dbus.Variant, *dbus.Error) {
	if name == "Locked" {
		return dbus.MakeVariant(s.locked), nil
	}
	return dbus.MakeVariant(s.collections), nil
}
