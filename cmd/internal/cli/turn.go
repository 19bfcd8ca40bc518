package cli

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/credential"
	"github.com/genba-cli/genba/pkg/fault"
	"github.com/genba-cli/genba/pkg/lock"
)

// importWait is short: another import may take minutes, and cron comes again.
const importWait = time.Second

// importTurn lets one import with a results file run at a time in a profile: two that resume from the same results
// would both send what is not done there.
func (a *App) importTurn(ctx context.Context) (release func(), err error) {
	c, err := a.Config()
	if err != nil {
		return nil, err
	}
	l, err := lock.Acquire(ctx, credential.DataDir(a.Getenv), c.ProfileName()+"-import", importWait)
	switch kind := fault.KindOf(err); {
	case err == nil:
		return func() { _ = l.Release() }, nil
	case kind == fault.Temporary || kind == fault.Interrupted:
		return nil, err
	}
	// Where there is no place for lock files, as in a bare container, an import runs all the same.
	a.Warn("nothing keeps another genba from the same results file: %v", err)
	return func() {}, nil
}
