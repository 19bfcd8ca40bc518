package credential

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zalando/go-keyring"

	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// chunkSize keeps a value below what every keyring takes: Windows stops at 2,560 bytes, macOS at about 3,000.
const chunkSize = 2000

// manifestMark begins the entry that stands at the account of a long value.
const manifestMark = "genba-chunks:v1:"

// chunks puts values of any length into a keyring. A short one is stored as it is. A long one is cut
// into entries "account#a.0", "account#a.1" …, and then a manifest is written at the account: the one
// write that makes the new value the value. The generations a and b alternate, so that the old value
// stays whole until then, and what a killed writer left is written over or deleted by the next one.
//
// A keyring that held no more than the key of the encrypted file (OpenFile) would not be shorter: what lies in keyrings
// today has to be found and taken away for as long as it is there, which is most of this file. Reading would cost 0.6 ms
// more, a secret would be lost with either of two things, and other programs could not look a token up any more.
type chunks struct {
	backend backend
	lockDir string
}

var generations = [...]string{"a", "b"}

// manifest says which entries make up a long value.
type manifest struct {
	generation string
	count      int
	sum        string // SHA-256 of the whole value
}

func (m manifest) String() string {
	return manifestMark + m.generation + ":" + strconv.Itoa(m.count) + ":" + m.sum
}

func isManifest(value string) bool { return strings.HasPrefix(value, manifestMark) }

func parseManifest(text string) (manifest, bool) {
	parts := strings.Split(strings.TrimPrefix(text, manifestMark), ":")
	if len(parts) != 3 {
		return manifest{}, false
	}
	count, err := strconv.Atoi(parts[1])
	return manifest{parts[0], count, parts[2]}, err == nil && count > 0
}

func sumOf(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:])
}

func chunkAccount(account, generation string, i int) string {
	return fmt.Sprintf("%s#%s.%d", account, generation, i)
}

// get reads again when the entries do not fit their manifest: another process may have been writing.
func (c chunks) get(ctx context.Context, account string) (string, error) {
	for range 3 {
		value, err := c.backend.Get(service, account)
		if err != nil || !isManifest(value) {
			return value, err
		}
		if m, ok := parseManifest(value); ok {
			whole, err := c.join(ctx, account, m)
			if err == nil && sumOf(whole) == m.sum {
				return whole, nil
			}
			if err != nil && !errors.Is(err, keyring.ErrNotFound) {
				return "", err
			}
		}
	}
	return "", fault.Errorf(fault.Auth, "what the keyring holds for %s is damaged", account).
		WithHint("it takes %s", toLogin(account))
}

func (c chunks) join(ctx context.Context, account string, m manifest) (string, error) {
	var whole strings.Builder
	for i := range m.count {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		part, err := c.backend.Get(service, chunkAccount(account, m.generation, i))
		if err != nil {
			return "", err
		}
		whole.WriteString(part)
	}
	return whole.String(), nil
}

// set stores the value and reads it back: a keyring whose prompt was dismissed reports success.
func (c chunks) set(ctx context.Context, account, value string) error {
	old, err := c.current(account)
	if err != nil {
		return err
	}
	// A short value that looks like a manifest would be taken for one.
	long := len(value) > chunkSize || isManifest(value)
	if long || isManifest(old) {
		release, err := c.lock(ctx)
		if err != nil {
			return err
		}
		defer release()
		if old, err = c.current(account); err != nil {
			return err
		}
	}
	entry := value
	if long {
		if entry, err = c.writeChunks(ctx, account, old, value); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := c.backend.Set(service, account, entry); err != nil {
		return err
	}
	stored, err := c.backend.Get(service, account)
	if err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return err
	}
	if stored != entry {
		return errNotStored
	}
	// The value is safe. What cannot be removed now is removed by the next write or by delete.
	if long || isManifest(old) {
		c.sweep(ctx, account, entry)
	}
	return nil
}

// sweep removes the entries that the entry at the account does not speak of.
func (c chunks) sweep(ctx context.Context, account, entry string) {
	var now manifest
	if isManifest(entry) {
		now, _ = parseManifest(entry)
	}
	for _, g := range generations {
		first := 0
		if g == now.generation {
			first = now.count
		}
		_ = c.removeFrom(ctx, account, g, first)
	}
}

// writeChunks writes all entries of a long value but its manifest, which it returns.
func (c chunks) writeChunks(ctx context.Context, account, old, value string) (string, error) {
	m := manifest{generation: generations[0], sum: sumOf(value)}
	if before, _ := parseManifest(old); isManifest(old) && before.generation == m.generation {
		m.generation = generations[1]
	}
	for rest := value; rest != ""; m.count++ {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		part := cut(rest)
		if err := c.backend.Set(service, chunkAccount(account, m.generation, m.count), part); err != nil {
			return "", err
		}
		rest = rest[len(part):]
	}
	return m.String(), nil
}

// cut returns the next entry's worth of text. Keyrings hold text, so no character is cut in two.
func cut(text string) string {
	if len(text) <= chunkSize {
		return text
	}
	n := chunkSize
	for n > chunkSize-utf8.UTFMax && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// delete removes the account last, so that who was killed can run it again and leave nothing.
func (c chunks) delete(ctx context.Context, account string) error {
	old, err := c.current(account)
	if err != nil {
		return err
	}
	if isManifest(old) {
		release, err := c.lock(ctx)
		if err != nil {
			return err
		}
		defer release()
	}
	for _, g := range generations {
		if err := c.removeFrom(ctx, account, g, 0); err != nil {
			return err
		}
	}
	if err := c.backend.Delete(service, account); err != nil {
		return err
	}
	switch _, err := c.backend.Get(service, account); {
	case err == nil:
		return errNotRemoved
	case !errors.Is(err, keyring.ErrNotFound):
		return err
	}
	return nil
}

// removeFrom removes the entries of a generation from number first on. It goes from the last one
// back: an interruption leaves no gap, and whoever comes next finds them all.
func (c chunks) removeFrom(ctx context.Context, account, generation string, first int) error {
	end := first
	for ; ; end++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, err := c.backend.Get(service, chunkAccount(account, generation, end))
		if errors.Is(err, keyring.ErrNotFound) {
			break
		}
		if err != nil {
			return err
		}
	}
	for i := end - 1; i >= first; i-- {
		if err := c.backend.Delete(service, chunkAccount(account, generation, i)); err != nil {
			return err
		}
	}
	return nil
}

// current returns the entry at the account, "" when there is none.
func (c chunks) current(account string) (string, error) {
	entry, err := c.backend.Get(service, account)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", nil
	}
	return entry, err
}

// lock keeps two writers of long values from mixing their entries.
func (c chunks) lock(ctx context.Context) (release func(), err error) {
	if c.lockDir == "" {
		return func() {}, nil
	}
	const wait = 2 * time.Second // less than the limit on the whole use, so that the cause is named
	l, err := lock.Acquire(ctx, c.lockDir, "keyring", wait)
	if err != nil {
		return nil, err
	}
	return func() { _ = l.Release() }, nil
}
