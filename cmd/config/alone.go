package config

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// alone makes a change to the file while no other genba makes one: of two at once, one would be lost. Where there is no place
// for lock files the change is made all the same.
func (t *tree) alone(ctx context.Context, change func() error) error {
	l, err := lock.Acquire(ctx, credential.DataDir(t.Getenv), "config", 10*time.Second)
	switch kind := fault.KindOf(err); {
	case err == nil:
		defer l.Release() //nolint:errcheck // the kernel lets go of it at the end anyway
	case kind == fault.Temporary || kind == fault.Interrupted:
		return err
	}
	return change()
}
