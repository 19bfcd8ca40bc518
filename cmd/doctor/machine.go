package doctor

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// machine looks at what all vendors stand on. false: nobody listens any more.
func (t *tree) machine(ctx context.Context, tell func(finding) bool) bool {
	if !tell(finding{"version", "genba", ok, say.Verbatim(t.Version + ", " + runtime.Version() + ", " + runtime.GOOS + "/" + runtime.GOARCH), say.Text{}}) {
		return false
	}
	c, err := config.Load(config.Options{Path: t.Flags.Config, Profile: t.Flags.Profile, Flags: map[string]string{"lang": t.Flags.Lang}, Getenv: t.Getenv})
	if err != nil {
		return tell(t.failed("config", "file", err))
	}
	for _, f := range t.configured(c) {
		if !tell(f) {
			return false
		}
	}
	return tell(t.store(ctx)) && tell(t.dataFolder()) && t.proxies(tell)
}

// configured returns the file, what is wrong in it, and each value that somebody gave.
func (t *tree) configured(c *config.Config) []finding {
	file := finding{"config", "file", ok, say.Verbatim(c.Path()), say.Text{}}
	switch info, err := os.Stat(c.Path()); {
	case err != nil:
		file.detail = say.T("%s does not exist, which is fine: environment and flags count", c.Path())
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o022 != 0:
		file.state, file.detail = warning, say.T("%s can be changed by other users (%s)", c.Path(), info.Mode().Perm())
		file.hint = say.Verbatim("chmod go-w " + c.Path())
	}
	all := []finding{file, {"config", "profile", ok, say.Verbatim(c.ProfileName()), say.Text{}}}
	for _, w := range c.Warnings() {
		all = append(all, finding{"config", "file", warning, w, say.T("genba config unset, or write the key as it is suggested")})
	}
	for _, v := range c.List() {
		if v.Source.Kind != config.FromDefault && v.Source.Kind != config.FromNowhere {
			all = append(all, finding{"config", v.Key, ok, say.T("%s (%s)", v.Value, v.Source), say.Text{}})
		}
	}
	return all
}

func (t *tree) store(ctx context.Context) finding {
	credentials, err := t.Credentials()
	if err != nil {
		return t.failed("credentials", "store", err)
	}
	status, err := credentials.Describe(ctx)
	if err != nil {
		f := t.failed("credentials", status.Name.String(), err)
		return f
	}
	return finding{"credentials", status.Name.String(), ok, say.T("can be reached"), say.Text{}}
}

// dataFolder returns where locks, cursors and the file store are.
func (t *tree) dataFolder() finding {
	dir := credential.DataDir(t.Getenv)
	f := finding{"data", "folder", ok, say.Verbatim(dir), say.Text{}}
	if dir == "" {
		f.state, f.detail, f.hint = warning, say.T("there is no place for lock files and cursors"), say.T("set HOME or GENBA_DATA_DIR")
		return f
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.detail = say.T("%s does not exist yet; it is made when it is needed", dir)
		if err := tryToMake(dir); err != nil {
			f.state, f.detail, f.hint = problem, say.T("%s can't be made: %w", dir, err), say.T("set GENBA_DATA_DIR to a folder that you may write to")
		}
	case err != nil:
		f.state, f.detail, f.hint = problem, say.T("nothing can be written there: %w", err), say.T("make the folder yours and writable, or set GENBA_DATA_DIR")
	case !info.IsDir():
		f.state, f.detail, f.hint = problem, say.T("%s is not a folder", dir), say.T("move that file away, or set GENBA_DATA_DIR")
	default:
		if err := tryToWrite(dir); err != nil {
			f.state, f.detail, f.hint = problem, say.T("nothing can be written there: %w", err), say.T("make the folder yours and writable, or set GENBA_DATA_DIR")
		}
	}
	return f
}

// tryToWrite makes a file in the folder and removes it: permissions alone don't tell of a full or read-only disk.
func tryToWrite(dir string) error {
	f, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString("genba doctor\n")
	return errors.Join(err, f.Close(), os.Remove(f.Name()))
}

// tryToMake makes a folder, and removes it, in the nearest folder above that exists.
func tryToMake(dir string) error {
	above := filepath.Dir(dir)
	for above != filepath.Dir(above) {
		if _, err := os.Stat(above); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		above = filepath.Dir(above)
	}
	made, err := os.MkdirTemp(above, ".doctor-*")
	if err != nil {
		return err
	}
	return os.Remove(made)
}

// proxies examines the variables that lead requests elsewhere, without the password that they may hold, and reports whether to go on.
func (t *tree) proxies(tell func(finding) bool) bool {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"} {
		value := t.Getenv(name)
		if value == "" {
			continue
		}
		f := finding{"network", name, ok, say.Verbatim(value), say.Text{}}
		if !strings.EqualFold(name, "NO_PROXY") {
			f.detail = proxyHost(value)
			if f.detail.IsZero() {
				f.state, f.detail, f.hint = problem, say.T("is not the address of a proxy"), say.T("it looks like http://proxy.example.com:8080")
			}
		}
		if !tell(f) {
			return false
		}
	}
	return true
}

func proxyHost(value string) say.Text {
	u, err := transport.ParseProxy(value)
	if err != nil {
		return say.Text{}
	}
	if u.User != nil {
		return say.T("%s (with a user and password)", u.Host)
	}
	return say.Verbatim(u.Host)
}

// failed returns an error as a finding.
func (t *tree) failed(check, subject string, err error) finding {
	return finding{check, subject, problem, say.T("%w", err), fault.HintOf(err)}
}
