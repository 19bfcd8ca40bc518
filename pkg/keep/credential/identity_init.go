package credential

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"filippo.io/age"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// identityFile is where InitIdentity makes the identity when nobody named a place.
const identityFile = "identity.txt"

// InitIdentity makes the identity of the file store where GENBA_AGE_IDENTITY_FILE says, else in the
// data folder, and tells where. An identity that is there is checked and left alone. The variable has
// to be set afterwards: an identity that is found by itself beside the store would protect nothing.
func InitIdentity(getenv Getenv) (path string, created bool, err error) {
	dir := DataDir(getenv)
	if dir == "" {
		return "", false, noHome("the file store")
	}
	path = getenv(identityFileEnv)
	if path == "" {
		if getenv(identityCommandEnv) != "" {
			return "", false, fault.Errorf(fault.Usage, "the age identity comes from %s, so there is none to make", identityCommandEnv)
		}
		path = filepath.Join(dir, identityFile)
	}
	l, err := lock.Acquire(context.Background(), dir, "secrets", storeWait)
	if err != nil {
		return "", false, err
	}
	defer func() { _ = l.Release() }()
	if exists(path) {
		return path, false, checkIdentity(path, getenv)
	}
	if store := filepath.Join(dir, storeFile); exists(store) {
		return "", false, fault.Errorf(fault.Usage, "there is a file store %s already, and a new identity could not read it", store).
			WithHint("name the identity it was made with in %s, or move the store away first", identityFileEnv)
	}
	if err := writeIdentity(path); err != nil {
		return "", false, err
	}
	return path, true, nil
}

func checkIdentity(path string, getenv Getenv) error {
	if err := checkPrivate(path, getenv); err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return fault.Errorf(fault.Auth, "cannot read the age identity: %w", err)
	}
	_, err = parseIdentities(text, path)
	return err
}

// writeIdentity writes what age-keygen would.
func writeIdentity(path string) error {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return fault.Errorf(fault.Other, "make an age identity: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fault.Errorf(fault.Other, "make the folder of the age identity: %w", err)
	}
	f, err := atomicfile.Create(path, 0o600)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(f, "# made by genba for its file store\n# public key: %s\n%s\n", key.Recipient(), key); err != nil {
		return errors.Join(err, f.Abort())
	}
	return f.Commit()
}
