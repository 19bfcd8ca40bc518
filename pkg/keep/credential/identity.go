package credential

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"filippo.io/age"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// The variables that say where the identity of the file store comes from; the first wins.
const (
	identityFileEnv    = "GENBA_AGE_IDENTITY_FILE"
	identityCommandEnv = "GENBA_AGE_IDENTITY_COMMAND"
)

// commandLimit is how long a program may take to print a secret.
const commandLimit = 10 * time.Second

// identity is the private key of the file store, read once.
type identity struct {
	getenv Getenv

	mu   sync.Mutex
	keys []age.Identity
}

// origin returns where the identity comes from, for messages; "" when nothing says.
func (k *identity) origin() string {
	if path := k.getenv(identityFileEnv); path != "" {
		return identityFileEnv + "=" + path
	}
	if k.getenv(identityCommandEnv) != "" {
		return identityCommandEnv
	}
	return ""
}

func (k *identity) load(ctx context.Context) ([]age.Identity, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keys != nil {
		return k.keys, nil
	}
	text, err := k.read(ctx)
	if err != nil {
		return nil, err
	}
	k.keys, err = parseIdentities(text, k.origin())
	return k.keys, err
}

func (k *identity) read(ctx context.Context) ([]byte, error) {
	if path := k.getenv(identityFileEnv); path != "" {
		if err := checkPrivate(path, k.getenv); err != nil {
			return nil, err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fault.Errorf(fault.Auth, "cannot read the age identity of %s: %w", identityFileEnv, err)
		}
		return text, nil
	}
	if command := commandWords(k.getenv(identityCommandEnv)); len(command) > 0 {
		return output(ctx, identityCommandEnv, command, commandLimit, maskIdentity)
	}
	return nil, k.missing()
}

func (k *identity) missing() error {
	hint := say.T("have one made")
	if made := filepath.Join(DataDir(k.getenv), identityFile); DataDir(k.getenv) != "" && exists(made) {
		hint = say.T("set %s=%s", identityFileEnv, made)
	}
	return fault.Errorf(fault.Auth, "the file store needs an age identity, and neither %s nor %s is set", identityFileEnv, identityCommandEnv).
		WithHint("%s", hint)
}

// recipient returns what the store is sealed for.
func (k *identity) recipient(ctx context.Context) (age.Recipient, error) {
	keys, err := k.load(ctx)
	if err != nil {
		return nil, err
	}
	first, ok := keys[0].(*age.X25519Identity)
	if !ok { // parseIdentities has seen to it
		return nil, postQuantum(k.origin())
	}
	return first.Recipient(), nil
}

// maskIdentity keeps a private key out of a program's complaint.
func maskIdentity(text string) string {
	if before, _, found := strings.Cut(text, "AGE-SECRET-KEY-"); found {
		return before + "***"
	}
	return text
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
