package credential_test

import (
	"context"
	"sync"

	"github.com/genba-cli/genba/pkg/keep/credential"
)

// memory is a store that forgets everything with the process.
type memory struct {
	mu     sync.Mutex
	values map[string]string
}

func (m *memory) Name() credential.Place { return credential.At("memory") }

func (m *memory) Get(_ context.Context, account string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if value, ok := m.values[account]; ok {
		return value, nil
	}
	return "", credential.ErrNotFound
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
		return credential.ErrNotFound
	}
	delete(m.values, account)
	return nil
}
