package credential

import (
	"context"

	"github.com/godbus/dbus/v5"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors"
)

// KeepsRemoved names the program that keeps what was removed from the store where a person has to empty it: KeePassXC,
// with its recycle bin. "" for none.
func (r *Resolver) KeepsRemoved(ctx context.Context) string {
	store, err := r.open()
	if err != nil {
		return ""
	}
	k, ok := store.(*keyringStore)
	if !ok {
		return ""
	}
	if s, _ := k.look(ctx); s.program == keePassXC {
		return s.program
	}
	return ""
}

// Elsewhere returns where else the keyring's program has a secret that was not found: in a keyring that it does not offer first.
// With KeePassXC that changes with the database in front. The zero Text where it has it nowhere, or that is not known.
func (r *Resolver) Elsewhere(ctx context.Context, v vendors.Vendor, name string) say.Text {
	store, err := r.open()
	if err != nil {
		return say.Text{}
	}
	k, ok := store.(*keyringStore)
	if !ok {
		return say.Text{}
	}
	s, _ := k.lookFor(ctx, r.account(v, name))
	switch {
	case s.holder == "":
		return say.Text{}
	case s.program == keePassXC:
		return say.T("KeePassXC has it in the database %q, and shows genba the one in front: bring that one to the front", s.holder)
	}
	return say.T("the keyring %q has it, which is not the default one", s.holder)
}

// holderOf returns the label of an unlocked keyring, other than the one in use, that has the account; "" for none.
func holderOf(ctx context.Context, bus *dbus.Conn, keyrings []dbus.ObjectPath, used dbus.ObjectPath, account string) string {
	for _, path := range keyrings {
		keyring := bus.Object(secretsName, path)
		property := func(name string, into any) bool {
			var held dbus.Variant
			return keyring.CallWithContext(ctx, getProperty, 0, collectionName, name).Store(&held) == nil && held.Store(into) == nil
		}
		var locked bool
		if path == used || !property("Locked", &locked) || locked {
			continue
		}
		var items []dbus.ObjectPath
		wanted := map[string]string{"service": service, "username": account}
		if keyring.CallWithContext(ctx, collectionName+".SearchItems", 0, wanted).Store(&items) != nil || len(items) == 0 {
			continue
		}
		var label string
		if !property("Label", &label) || label == "" {
			label = string(path)
		}
		return label
	}
	return ""
}
