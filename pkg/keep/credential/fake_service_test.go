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
	const keyring, other = dbus.ObjectPath("/org/freedesktop/secrets/collection/work"), dbus.ObjectPath("/org/freedesktop/secrets/collection/other")
	s := fakeService{collections: []dbus.ObjectPath{}, alias: "/"}
	names := []string{"org.freedesktop.secrets"}
	switch state {
	case "switched off":
		names = []string{"org.keepassxc.KeePassXC.MainWindow"}
	case "no wallet":
		s.noAlias = true
		names = append(names, "org.kde.kwalletd6")
	case "elsewhere":
		s.collections, s.alias, s.opens = append(s.collections, other, keyring), keyring, true
		names = append(names, "org.keepassxc.KeePassXC.MainWindow")
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
	if err := bus.Export(holding{}, other, "org.freedesktop.Secret.Collection"); err != nil {
		return err
	}
	if err := bus.Export(holding{items: []dbus.ObjectPath{}}, "/org/freedesktop/secrets/aliases/default", "org.freedesktop.Secret.Collection"); err != nil {
		return err
	}
	for path, interfaces := range map[dbus.ObjectPath][]string{
		"/org/freedesktop/secrets": {"org.freedesktop.Secret.Service", "org.freedesktop.DBus.Properties"},
		keyring:                    {"org.freedesktop.DBus.Properties"},
		other:                      {"org.freedesktop.DBus.Properties"},
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
	opens       bool // whatever is to be unlocked is
	noAlias     bool // as KWallet without a wallet says it
}

// Unlock has nothing to ask.
func (s fakeService) Unlock(wanted []dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	switch {
	case s.noAlias:
		return nil, "/", dbus.NewError("org.freedesktop.DBus.Error.InvalidArgs", []any{"Alias default does not exist"})
	case s.opens:
		return wanted, "/", nil
	}
	return []dbus.ObjectPath{}, "/", nil
}

// ReadAlias gives "/" for none.
func (s fakeService) ReadAlias(string) (dbus.ObjectPath, *dbus.Error) { return s.alias, nil }

// Get gives the properties that are asked for.
func (s fakeService) Get(_, name string) (dbus.Variant, *dbus.Error) {
	switch name {
	case "Locked":
		return dbus.MakeVariant(s.locked), nil
	case "Label":
		return dbus.MakeVariant("其の他"), nil
	}
	return dbus.MakeVariant(s.collections), nil
}

// holding is a keyring's items.
type holding struct{ items []dbus.ObjectPath }

// SearchItems finds the items, or the one that is asked for by the names that genba gives.
func (h holding) SearchItems(wanted map[string]string) ([]dbus.ObjectPath, *dbus.Error) {
	if h.items == nil && wanted["service"] == "genba" && wanted["username"] == "default/akashi/token" {
		return []dbus.ObjectPath{"/org/freedesktop/secrets/collection/other/1"}, nil
	}
	return []dbus.ObjectPath{}, nil
}
