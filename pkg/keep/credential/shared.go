package credential

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say"

	"filippo.io/age"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Vault is where many machines keep documents by name.
type Vault interface {
	// Place is for people.
	Place() string
	// Load returns a document, "" when there is none.
	Load(ctx context.Context, name string) (string, error)
	// Update changes a document, "" for none, while nobody else does. do may be called twice.
	Update(ctx context.Context, name string, do func(content string) (changed string, err error)) error
}

// SharedOptions say where the secrets of many machines are.
type SharedOptions struct {
	Vault  Vault
	Getenv Getenv
	// Local keeps what must be known before the vault can be reached: the secrets of the vendor Beside.
	Local  Store
	Beside string
}

// OpenShared returns the store of many machines: a document for each profile and vendor, encrypted with age before it leaves the
// process, to the identity that the file store has too. Nothing is touched before the first use.
func OpenShared(o SharedOptions) Store {
	return &sharedStore{o: o, key: &identity{getenv: o.Getenv}}
}

type sharedStore struct {
	o   SharedOptions
	key *identity
}

// document returns the name of the secrets of a vendor, and of the lock of who renews them.
func document(profile, vendorName string) string { return "secrets/" + profile + "/" + vendorName }

// split returns the document of an account and its name there.
func split(account string) (name, key string) {
	at := strings.LastIndexByte(account, '/')
	if at < 0 {
		return "secrets", account
	}
	return "secrets/" + account[:at], account[at+1:]
}

func (s *sharedStore) local(account string) bool {
	return strings.Contains(account, "/"+s.o.Beside+"/")
}

func (s *sharedStore) Name() Place { return At("state %s", s.o.Vault.Place()) }

func (s *sharedStore) Get(ctx context.Context, account string) (string, error) {
	if s.local(account) {
		return s.o.Local.Get(ctx, account)
	}
	name, key := split(account)
	content, err := s.o.Vault.Load(ctx, name)
	if err != nil {
		return "", err
	}
	values, err := s.unsealed(ctx, content)
	if err != nil {
		return "", err
	}
	value, ok := values[key]
	if !ok {
		return "", ErrNotFound
	}
	return value, nil
}

func (s *sharedStore) Set(ctx context.Context, account, value string) error {
	if s.local(account) {
		return s.o.Local.Set(ctx, account, value)
	}
	if !utf8.ValidString(value) {
		return fault.New(fault.Other, "the state keeps UTF-8 text only")
	}
	return s.change(ctx, account, func(values map[string]string, key string) error {
		values[key] = value
		return nil
	})
}

func (s *sharedStore) Delete(ctx context.Context, account string) error {
	if s.local(account) {
		return s.o.Local.Delete(ctx, account)
	}
	return s.change(ctx, account, func(values map[string]string, key string) error {
		if _, ok := values[key]; !ok {
			return ErrNotFound
		}
		delete(values, key)
		return nil
	})
}

func (s *sharedStore) change(ctx context.Context, account string, do func(values map[string]string, key string) error) error {
	name, key := split(account)
	return s.o.Vault.Update(ctx, name, func(content string) (string, error) {
		values, err := s.unsealed(ctx, content)
		if err != nil {
			return "", err
		}
		if err := do(values, key); err != nil {
			return "", err
		}
		return s.sealed(ctx, values)
	})
}

func (s *sharedStore) sealed(ctx context.Context, values map[string]string) (string, error) {
	to, err := s.key.recipient(ctx)
	if err != nil {
		return "", err
	}
	plain, err := json.Marshal(values)
	if err != nil {
		return "", fault.Errorf(fault.Other, "encode the secrets: %w", err)
	}
	var out bytes.Buffer
	if err := seal(&out, to, plain); err != nil {
		return "", fault.Errorf(fault.Other, "encrypt the secrets: %w", err)
	}
	return base64.StdEncoding.EncodeToString(out.Bytes()), nil
}

func (s *sharedStore) unsealed(ctx context.Context, content string) (map[string]string, error) {
	values := map[string]string{}
	if content == "" {
		return values, nil
	}
	keys, err := s.key.load(ctx)
	if err != nil {
		return nil, err
	}
	sealed, err := base64.StdEncoding.DecodeString(content)
	if err != nil {
		return nil, s.damaged(say.Errorf("it is not what genba writes"))
	}
	plain, err := open(sealed, keys)
	var mismatch *age.NoIdentityMatchError
	if errors.As(err, &mismatch) {
		return nil, fault.Errorf(fault.Auth, "the identity of %s does not open the secrets in the state: they were sealed for another one", s.key.origin()).
			WithHint("all machines that share a state need the same age identity")
	}
	if err == nil && json.Unmarshal(plain, &values) != nil {
		err = say.Errorf("its content is not what genba writes") // the parser's error may quote what it read
	}
	if err != nil {
		return nil, s.damaged(err)
	}
	return values, nil
}

func (s *sharedStore) damaged(cause error) error {
	return fault.Errorf(fault.Auth, "the secrets in the state are damaged: %w", cause).WithHint("restore the database from a backup, or log in again")
}

func (s *sharedStore) describe(ctx context.Context) (StoreStatus, error) {
	status := StoreStatus{Name: s.Name(), Identity: s.key.origin(), Exists: true, Entries: -1}
	if _, err := s.key.recipient(ctx); err != nil {
		return status, err
	}
	_, err := s.o.Vault.Load(ctx, "secrets")
	return status, err
}

// Seal encrypts the secrets of one vendor as the state has them, and Unseal reads them; both with the identity that the environment
// names.
func Seal(ctx context.Context, getenv Getenv, values map[string]string) (string, error) {
	return (&sharedStore{key: &identity{getenv: getenv}}).sealed(ctx, values)
}

// Unseal reads what Seal made.
func Unseal(ctx context.Context, getenv Getenv, content string) (map[string]string, error) {
	return (&sharedStore{key: &identity{getenv: getenv}}).unsealed(ctx, content)
}
