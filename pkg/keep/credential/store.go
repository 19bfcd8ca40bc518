package credential

import (
	"context"
	"errors"
	"strings"
	"sync"
)

// ErrNotFound is reported, as it is or wrapped, for what is nowhere stored.
var ErrNotFound = errors.New("not found")

// service is the name under which a keyring shows all that genba keeps.
const service = "genba"

// Store keeps values by account, which is profile/vendor/name.
type Store interface {
	// Name is for people: "keyring", "file store /home/k/.local/share/genba/secrets.age".
	Name() string
	// Get is the value of the account, or ErrNotFound.
	Get(ctx context.Context, account string) (string, error)
	// Set stores the value for good before it returns: who is killed during Set leaves the old value or
	// the new one.
	Set(ctx context.Context, account, value string) error
	// Delete removes the account, or reports ErrNotFound.
	Delete(ctx context.Context, account string) error
}

// account is where a value of a profile's vendor is kept.
func account(profile, vendorName, name string) string {
	return profile + "/" + vendorName + "/" + name
}

// loginCommand is what an operator types to store the account anew.
func loginCommand(account string) string {
	profile, rest, _ := strings.Cut(account, "/")
	vendorName, _, _ := strings.Cut(rest, "/")
	if profile == "default" {
		return "genba auth login " + vendorName
	}
	return "genba --profile " + profile + " auth login " + vendorName
}

// Memory is a store that forgets everything with the process. It is for tests.
func Memory() Store { return &memory{values: map[string]string{}} }

type memory struct {
	mu     sync.Mutex
	values map[string]string
}

func (m *memory) Name() string { return "memory" }

func (m *memory) Get(_ context.Context, account string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if value, ok := m.values[account]; ok {
		return value, nil
	}
	return "", ErrNotFound
}

func (m *memory) Set(_ context.Context, account, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values[account] = value
	return nil
}

func (m *memory) Delete(_ context.Context, account string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.values[account]; !ok {
		return ErrNotFound
	}
	delete(m.values, account)
	return nil
}
