// Package cli is what the command trees share: the App handed to every command, common flags, and the list and
// import commands as values. It must not know a vendor.
package cli

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/progress"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// App is handed to every command. What costs something (files, keyring, network) is a method that does its
// work on first use, so that help and completion stay quick and touch nothing.
type App struct {
	Version string
	Streams Streams
	Getenv  func(string) string
	Now     func() time.Time
	Redact  *redact.Set
	Flags   Globals
	Wording func() Wording // of what pkg says; asked for once, when something is to be said
	// Overhear gets whatever is said to people, for a test of its words; nil: nobody listens.
	Overhear func(say.Speaker)

	answers       map[string]string // config values that were asked for and are not in the file yet
	progress      atomic.Pointer[progress.Progress]
	waiting       atomic.Pointer[progress.Progress] // before there is an output
	pager         atomic.Pointer[pager]
	run           run
	stderr        messages // below Streams.Err
	sources       sources
	page          pageWriter
	speak         sync.Once
	lookAtDataDir sync.Once
	spoken        speech
	cells         cellTexts
	config        func() (*config.Config, error)
	credentials   func() (*credential.Resolver, error)
	shared        func() (*state.Store, error)
	fields        map[*cobra.Command][]record.Column // by command, for completion
	into          map[*cobra.Command]*into           // by command
}

// New makes an App.
func New(version string, streams Streams, getenv func(string) string) *App {
	a := &App{
		Version: version, Streams: streams, Getenv: getenv, Now: time.Now, Redact: &redact.Set{},
		Wording: func() Wording { return Wordings() },
		answers: map[string]string{}, fields: map[*cobra.Command][]record.Column{}, into: map[*cobra.Command]*into{},
	}
	a.stderr.to = streams.Err
	a.Streams.Err = a.Redact.Writer(&a.stderr)
	a.page.w = streams.Out
	a.run.began = a.Now()
	a.config = sync.OnceValues(a.loadConfig)
	a.credentials = sync.OnceValues(a.openCredentials)
	a.shared = sync.OnceValues(a.openShared)
	return a
}

// Config returns the configuration with the active profile.
func (a *App) Config() (*config.Config, error) { return a.config() }

// Answer puts a config value in force that a person was asked for. KeepAnswers writes it to the file.
func (a *App) Answer(key, value string) {
	a.answers[key] = value
	a.config = sync.OnceValues(a.loadConfig)
}

// KeepAnswers writes what was asked for to the config file.
func (a *App) KeepAnswers() error {
	c, err := a.Config()
	if err != nil {
		return err
	}
	for key, value := range a.answers {
		if err := a.MayChange(c.Path()); err != nil {
			return err
		}
		if err := config.Set(c.Path(), c.ProfileName(), key, value); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) loadConfig() (*config.Config, error) {
	flags := maps.Clone(a.answers)
	flags["lang"] = a.Flags.Lang
	c, err := config.Load(config.Options{Path: a.Flags.Config, Profile: a.Flags.Profile, Flags: flags, Getenv: a.Getenv})
	if err != nil {
		return nil, err
	}
	for _, warning := range c.Warnings() {
		a.Warn("%s", warning)
	}
	return c, nil
}

// Credentials finds and keeps the secrets of the active profile.
func (a *App) Credentials() (*credential.Resolver, error) { return a.credentials() }

func (a *App) openCredentials() (*credential.Resolver, error) {
	c, err := a.Config()
	if err != nil {
		return nil, err
	}
	shared, err := a.Shared()
	if err != nil {
		return nil, err
	}
	o := credential.ResolverOptions{
		Getenv: a.Getenv, Profile: c.ProfileName(), Redact: a.Redact, LockDir: a.dataDir(),
		CredentialCommand: c.CredentialCommand,
		Store:             func() (credential.Store, error) { return a.openStore(c), nil },
	}
	if shared != nil {
		o.Locker = shared.Lock
		o.Store = func() (credential.Store, error) {
			return credential.OpenShared(credential.SharedOptions{
				Vault: shared, Getenv: a.Getenv, Local: a.openStore(c), Beside: vendors.Postgres().Name,
			}), nil
		}
	}
	return credential.NewResolver(o), nil
}

// LocalStore returns this machine's own store of secrets.
func (a *App) LocalStore(c *config.Config) credential.Store { return a.openStore(c) }

// openStore opens the store that was chosen; it is never another one.
func (a *App) openStore(c *config.Config) credential.Store {
	dir := a.dataDir()
	if store, _ := c.Global("secret_store"); store == "file" {
		return credential.OpenFile(credential.FileOptions{Dir: dir, Getenv: a.Getenv})
	}
	return credential.OpenKeyring(credential.KeyringOptions{
		Getenv: a.Getenv, Interactive: a.Streams.Interactive(), LockDir: dir,
		Waiting: func() {
			a.Warn("waiting for the keyring; it may be asking for its password, or for a click, in another window")
		},
	})
}

// LocalNow returns the present time in the configured zone.
func (a *App) LocalNow() (time.Time, error) {
	c, err := a.Config()
	if err != nil {
		return time.Time{}, err
	}
	zone, err := c.Location()
	if err != nil {
		return time.Time{}, err
	}
	return a.Now().In(zone), nil
}

// Transport returns what every vendor's client is made with.
func (a *App) Transport(v vendors.Vendor) (transport.Options, error) {
	c, err := a.Config()
	if err != nil {
		return transport.Options{}, err
	}
	if err := a.Flags.check(); err != nil {
		return transport.Options{}, err
	}
	base, _ := c.Value(v.Name, "base_url")
	ca, _ := c.Global("ca_file")
	whole, err := c.Size("answer_limit")
	if err != nil {
		return transport.Options{}, err
	}
	streamed, err := c.Size("stream_limit")
	if err != nil {
		return transport.Options{}, err
	}
	share, err := a.share()
	if err != nil {
		return transport.Options{}, err
	}
	o := transport.Options{
		BaseURL: base, UserAgent: "genba/" + a.Version, Timeout: a.Flags.Timeout, MaxRetries: a.Flags.MaxRetries,
		BodyLimit: whole, StreamLimit: streamed, CAFile: ca, Redact: a.Redact, Date: a.run.clock.saw,
		Observe: a.observe, Sleep: a.sleep, Share: share,
	}
	if a.Flags.Debug {
		o.Debug = a.Streams.Err
	}
	if a.Flags.DryRun {
		o.DryRun = a.Streams.Out
	}
	return o, nil
}

// Secret gives the current value of a secret of the vendor.
func (a *App) Secret(ctx context.Context, v vendors.Vendor, name string) (credential.Secret, error) {
	r, err := a.Credentials()
	if err != nil {
		return credential.Secret{}, err
	}
	secret, err := r.Secret(ctx, v, name)
	a.sources.add(v, name, secret)
	return secret, err
}

// Fixed gives one secret and no other, for a look whether the vendor takes it.
func Fixed(secret string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return secret, nil }
}

// SecretSource gives a secret as it is stored now. From the second time on it is one that the vendor has refused, and another
// process that is just storing its successor is waited for.
func (a *App) SecretSource(v vendors.Vendor, name string) func(context.Context) (string, error) {
	stored := false // what was given came from the store
	return func(ctx context.Context) (string, error) {
		r, err := a.Credentials()
		if err != nil {
			return "", err
		}
		find := r.Secret
		if stored {
			find = r.Renewed
		}
		secret, err := find(ctx, v, name)
		a.sources.add(v, name, secret)
		stored = secret.Writable
		return secret.Value, err
	}
}

// Progress shows long work on stderr.
func (a *App) Progress() *progress.Progress {
	p := progress.New(progress.Options{Out: a.Streams.ErrFile, Writer: a.Streams.Err, Terminal: a.spins(), Quiet: a.Flags.Quiet, Say: func(t say.Text) string { return a.in(t) }, Around: a.waiting.Load()})
	a.progress.Store(p)
	return p
}

// waitsInLines says every 30 seconds that genba waits, for what is read before there is an output: the fields of a table, a
// layout, room in a budget. Where a spinner may turn nothing is said.
func (a *App) waitsInLines() (stop func()) {
	if a.spins() {
		return func() {}
	}
	p := a.Progress()
	a.waiting.Store(p)
	return func() {
		a.waiting.Store(nil)
		p.Done()
	}
}

// prepare runs what may ask the vendor before there is an output.
func (a *App) prepare(do func() error) error {
	defer a.waitsInLines()()
	return do()
}

// spins reports whether a spinner may be drawn. --debug has lines of its own, which would run into it.
func (a *App) spins() bool {
	return a.Streams.ErrTerminal && !a.Flags.Debug && a.Getenv("TERM") != "dumb" && a.Getenv("NO_COLOR") == ""
}

// Warn prints a line for people on stderr.
func (a *App) Warn(format say.Format, args ...any) {
	line := "genba: " + oneLine(a.sayf(format, args...))
	a.Aside(func() { fmt.Fprintln(a.Streams.Err, line) })
}

// Aside writes to the terminal on a line of its own, where a spinner may be at work. While a pager has the terminal, write is called
// after it has ended, else at once.
func (a *App) Aside(write func()) {
	if p := a.progress.Load(); p != nil {
		line := write
		write = func() { p.Aside(line) }
	}
	if p := a.pager.Load(); p != nil {
		p.aside(write)
		return
	}
	write()
}
