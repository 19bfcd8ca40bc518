package credential

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say"

	"filippo.io/age"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	storeFile = "secrets.age"
	// storeWait is how long a writer waits for another one; each takes milliseconds.
	storeWait = 10 * time.Second
)

// FileOptions says where the file store is.
type FileOptions struct {
	Dir    string // DataDir
	Getenv Getenv
}

// OpenFile returns the store for machines without a keyring: secrets.age in Dir, one JSON object encrypted
// with age to an X25519 identity, which GENBA_AGE_IDENTITY_FILE or GENBA_AGE_IDENTITY_COMMAND gives.
// `age -d -i IDENTITY secrets.age` reads it. A file that cannot be decrypted is an error and is never
// written over. Nothing is touched before the first use.
func OpenFile(o FileOptions) Store {
	return &fileStore{dir: o.Dir, path: filepath.Join(o.Dir, storeFile), key: &identity{getenv: o.Getenv}}
}

type fileStore struct {
	dir, path string
	key       *identity
}

func (f *fileStore) Name() Place { return At("file store %s", f.path) }

func (f *fileStore) Get(ctx context.Context, account string) (string, error) {
	values, err := f.load(ctx)
	if err != nil {
		return "", err
	}
	if value, ok := values[account]; ok {
		return value, nil
	}
	return "", ErrNotFound
}

func (f *fileStore) Set(ctx context.Context, account, value string) error {
	if !utf8.ValidString(value) {
		return fault.New(fault.Other, "the file store keeps UTF-8 text only")
	}
	return f.change(ctx, func(values map[string]string) error {
		values[account] = value
		return nil
	})
}

func (f *fileStore) Delete(ctx context.Context, account string) error {
	return f.change(ctx, func(values map[string]string) error {
		if _, ok := values[account]; !ok {
			return ErrNotFound
		}
		delete(values, account)
		return nil
	})
}

// change reads, changes and writes the store while no other process does.
func (f *fileStore) change(ctx context.Context, do func(map[string]string) error) error {
	if f.dir == "" {
		return noHome("the file store")
	}
	l, err := lock.Acquire(ctx, f.dir, "secrets", storeWait)
	if err != nil {
		return err
	}
	defer func() { _ = l.Release() }()
	values, err := f.load(ctx)
	if err != nil {
		return err
	}
	if err := do(values); err != nil {
		return err
	}
	return f.save(ctx, values)
}

// load returns an empty map when there is no file.
func (f *fileStore) load(ctx context.Context) (map[string]string, error) {
	if f.dir == "" {
		return nil, noHome("the file store")
	}
	sealed, err := atomicfile.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	if err != nil {
		return nil, fault.Errorf(fault.Auth, "cannot read the file store: %w", err)
	}
	keys, err := f.key.load(ctx)
	if err != nil {
		return nil, err
	}
	plain, err := open(sealed, keys)
	var mismatch *age.NoIdentityMatchError
	if errors.As(err, &mismatch) {
		return nil, fault.Errorf(fault.Auth, "the identity of %s does not open the file store %s: it was made for another one, or is damaged", f.key.origin(), f.path).
			WithHint("use the identity that the store was made with, or restore the store from a backup;\n" +
				"without either its secrets are lost: move it away and log in again")
	}
	if err != nil {
		return nil, f.damaged(err)
	}
	var values map[string]string
	if err := json.Unmarshal(plain, &values); err != nil || values == nil {
		// The error of the JSON parser may quote what it read.
		return nil, f.damaged(say.Errorf("its content is not what genba writes"))
	}
	return values, nil
}

func (f *fileStore) damaged(cause error) error {
	return fault.Errorf(fault.Auth, "the file store %s is damaged: %w", f.path, cause).
		WithHint("restore it from a backup, or move it away and log in again")
}

func open(sealed []byte, keys []age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(sealed), keys...)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// save seals the values for the first identity: who changes identities puts the new one first.
func (f *fileStore) save(ctx context.Context, values map[string]string) error {
	to, err := f.key.recipient(ctx)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(values)
	if err != nil {
		return fault.Errorf(fault.Other, "encode the file store: %w", err)
	}
	// An existing file would keep the mode that somebody's copy or restore gave it.
	if err := os.Chmod(f.path, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.Errorf(fault.Other, "make the file store private: %w", err)
	}
	out, err := atomicfile.Create(f.path, 0o600)
	if err != nil {
		return err
	}
	if err := seal(out, to, plain); err != nil {
		return errors.Join(fault.Errorf(fault.Other, "write the file store: %w", err), out.Abort())
	}
	return out.Commit()
}

func seal(w io.Writer, to age.Recipient, plain []byte) error {
	sealed, err := age.Encrypt(w, to)
	if err != nil {
		return err
	}
	if _, err := sealed.Write(plain); err != nil {
		return err
	}
	return sealed.Close()
}

func noHome(what string) error {
	return fault.Errorf(fault.Auth, "there is no place for %s: the environment names no home directory", what).
		WithHint("set HOME (on Windows LOCALAPPDATA)")
}
