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

// Programs that are treated apart. KeePassXC keeps a person in between: a click for each new process, and for each overwrite.
const (
	keePassXC = "KeePassXC"
	kWallet   = "KWallet"
)

// lookLimit is short: whoever asks has an error to tell already.
const lookLimit = time.Second

// The Secret Service of freedesktop.org, as far as it says more than go-keyring passes on.
const (
	secretsName    = "org.freedesktop.secrets"
	secretsPath    = dbus.ObjectPath("/org/freedesktop/secrets")
	loginKeyring   = dbus.ObjectPath("/org/freedesktop/secrets/collection/login") // go-keyring's first choice
	secretsMethod  = "org.freedesktop.Secret.Service."
	collectionName = "org.freedesktop.Secret.Collection"
	getProperty    = "org.freedesktop.DBus.Properties.Get"
)

// secretService is the state of the Secret Service.
type secretService struct {
	program  string // "KeePassXC", "KWallet"; "" when it is not known
	keyrings int    // that it shows, its own for the session among them
	exists   bool   // the one that genba would use
	locked   bool   // that one
	holder   string // label of another unlocked one that has what was looked for
	silent   string // program that runs with its Secret Service switched off
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

// look asks the Secret Service for its state. known is false where it does not answer at once.
func (k *keyringStore) look(ctx context.Context) (state secretService, known bool) {
	return k.lookFor(ctx, "")
}

// lookFor looks for an account in the other keyrings, too.
func (k *keyringStore) lookFor(ctx context.Context, account string) (state secretService, known bool) {
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
		state, err := k.inspect(ctx, account)
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
func inspectSystem() func(ctx context.Context, account string) (secretService, error) {
	switch runtime.GOOS {
	case "windows", "darwin", "ios":
		return nil
	}
	return inspectSecretService
}

func inspectSecretService(ctx context.Context, account string) (s secretService, err error) {
	bus, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return s, err
	}
	defer func() { _ = bus.Close() }()
	service := bus.Object(secretsName, secretsPath)
	var shown dbus.Variant
	if err := service.CallWithContext(ctx, getProperty, 0, "org.freedesktop.Secret.Service", "Collections").Store(&shown); err != nil {
		s.silent = programThatRuns(ctx, bus)
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
	if account != "" {
		s.holder = holderOf(ctx, bus, paths, used, account)
	}
	if s.exists = used != "/"; !s.exists {
		return s, nil
	}
	var locked dbus.Variant
	if err := bus.Object(secretsName, used).CallWithContext(ctx, getProperty, 0, collectionName, "Locked").Store(&locked); err != nil {
		return s, err
	}
	s.locked, _ = locked.Value().(bool)
	return s, nil
}

// programs by another name that they have on the bus.
var programs = []struct{ name, program string }{
	{"org.keepassxc.KeePassXC.MainWindow", keePassXC},
	{"org.kde.kwalletd6", kWallet},
	{"org.kde.kwalletd5", kWallet},
	{"org.kde.secretservicecompat", kWallet},
	{"org.gnome.keyring", "GNOME Keyring"},
}

// programOf names the program that has the Secret Service's name on the bus.
func programOf(ctx context.Context, bus *dbus.Conn) string {
	secrets := ownerOf(ctx, bus, secretsName)
	for _, p := range programs {
		if secrets != "" && ownerOf(ctx, bus, p.name) == secrets {
			return p.program
		}
	}
	return ""
}

// programThatRuns names a program that could be the Secret Service and is on the bus.
func programThatRuns(ctx context.Context, bus *dbus.Conn) string {
	for _, p := range programs {
		if ownerOf(ctx, bus, p.name) != "" {
			return p.program
		}
	}
	return ""
}

// ownerOf returns who has a name on the bus; "" when nobody has it.
func ownerOf(ctx context.Context, bus *dbus.Conn, name string) (owner string) {
	_ = bus.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.GetNameOwner", 0, name).Store(&owner)
	return owner
}

func isDBusError(err error, name string) bool {
	var e dbus.Error
	return errors.As(err, &e) && e.Name == name
}
