package cli

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// importWait is short: another import may take minutes, and cron comes again.
const importWait = time.Second

// importLock lets one import with a results file run at a time in a profile: two that resume from the same results
// would both send what is not done there.
func (a *App) importLock(ctx context.Context) (release func(), err error) {
	return a.Lock(ctx, "import", importWait)
}

// Lock lets one genba at a time do what the name says in a profile.
func (a *App) Lock(ctx context.Context, name string, wait time.Duration) (release func(), err error) {
	c, err := a.Config()
	if err != nil {
		return nil, err
	}
	release, err = a.takeLock(ctx, c.ProfileName()+"-"+name, wait)
	switch kind := fault.KindOf(err); {
	case err == nil:
		return release, nil
	case kind == fault.Temporary || kind == fault.Interrupted:
		return nil, err
	}
	// Where there is no place for lock files, as in a bare container, it is done all the same.
	a.Warn("nothing keeps another genba from doing the same (%s) at this moment: %v", name, err)
	return func() {}, nil
}
