package credential

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/genba-cli/genba/pkg/say"
)

// keePassXC is the program that keeps a person in between: a click for each new process, and for each overwrite.
const keePassXC = "KeePassXC"

// lookLimit is short: whoever asks has an error to tell already.
const lookLimit = time.Second

// The Secret Service of freedesktop.org, as far as it says more than go-keyring passes on.
const (
	secretsName   = "org.freedesktop.secrets"
	secretsPath   = dbus.ObjectPath("/org/freedesktop/secrets")
	loginKeyring  = dbus.ObjectPath("/org/freedesktop/secrets/collection/login") // go-keyring's first choice
	secretsMethod = "org.freedesktop.Secret.Service."
	getProperty   = "org.freedesktop.DBus.Properties.Get"
)

// secretService is the state of the Secret Service.
type secretService struct {
	program  string // "KeePassXC", "KWallet"; "" when it is not known
	keyrings int    // that it shows, its own for the session among them
	exists   bool   // the one that genba would use
	locked   bool   // that one
}

func (s secretService) named() say.Text {
	if s.program == "" {
		return say.T("its program")
	}
	return say.Verbatim(s.program)
}

// clicks returns what KeePassXC's users have to know.
func (s secretService) clicks() say.Text {
	if s.program != keePassXC {
		return say.Text{}
	}
	return say.T("KeePassXC asks for a click in every new process, and for every value that replaces another: it is not for runs without a person;")
}

// look asks the Secret Service for its state. known is false where there is none, or it does not answer at once.
func (k *keyringStore) look(ctx context.Context) (state secretService, known bool) {
	if k.inspect == nil {
		return secretService{}, false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookLimit)
	defer cancel()
	type answer struct {
		state secretService
		err   error
	}
	came := make(chan answer, 1) // the bus itself may be what hangs
	go func() {
		state, err := k.inspect(ctx)
		came <- answer{state, err}
	}()
	select {
	case a := <-came:
		return a.state, a.err == nil
	case <-ctx.Done():
		return secretService{}, false
	}
}

// inspectSystem returns nil on systems whose keyring is another.
func inspectSystem() func(context.Context) (secretService, error) {
	switch runtime.GOOS {
	case "windows", "darwin", "ios":
		return nil
	}
	return inspectSecretService
}

func inspectSecretService(ctx context.Context) (s secretService, err error) {
	bus, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return s, err
	}
	defer func() { _ = bus.Close() }()
	service := bus.Object(secretsName, secretsPath)
	var shown dbus.Variant
	if err := service.CallWithContext(ctx, getProperty, 0, "org.freedesktop.Secret.Service", "Collections").Store(&shown); err != nil {
		return s, err
	}
	paths, _ := shown.Value().([]dbus.ObjectPath)
	s.keyrings = len(paths)
	used := loginKeyring
	if !slices.Contains(paths, used) {
		// "/" stands for none.
		if err := service.CallWithContext(ctx, secretsMethod+"ReadAlias", 0, "default").Store(&used); err != nil {
			return s, err
		}
	}
	s.program = programOf(ctx, bus)
	if s.exists = used != "/"; !s.exists {
		return s, nil
	}
	var locked dbus.Variant
	if err := bus.Object(secretsName, used).CallWithContext(ctx, getProperty, 0, "org.freedesktop.Secret.Collection", "Locked").Store(&locked); err != nil {
		return s, err
	}
	s.locked, _ = locked.Value().(bool)
	return s, nil
}

// programs by another name that they have on the bus.
var programs = []struct{ name, program string }{
	{"org.keepassxc.KeePassXC.MainWindow", keePassXC},
	{"org.kde.kwalletd6", "KWallet"},
	{"org.kde.kwalletd5", "KWallet"},
	{"org.kde.secretservicecompat", "KWallet"},
	{"org.gnome.keyring", "GNOME Keyring"},
}

// programOf names the program that has the Secret Service's name on the bus.
func programOf(ctx context.Context, bus *dbus.Conn) string {
	owner := func(name string) (owner string) {
		_ = bus.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.GetNameOwner", 0, name).Store(&owner) // "" when nobody has it
		return owner
	}
	secrets := owner(secretsName)
	for _, p := range programs {
		if secrets != "" && owner(p.name) == secrets {
			return p.program
		}
	}
	return ""
}

func isDBusError(err error, name string) bool {
	var e dbus.Error
	return errors.As(err, &e) && e.Name == name
}
