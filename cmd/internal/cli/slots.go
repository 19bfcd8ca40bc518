package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// slotsVariable is the variable of the environment by which genba each tells its runs where the slots are that they share:
// COUNT:FOLDER. It is not for people.
const slotsVariable = "GENBA_EACH_SLOTS"

// ShareRequests returns the variable for programs that are to have at most count requests under way with one host, all together.
// The slots are files in dir.
func ShareRequests(dir string, count int) string {
	return slotsVariable + "=" + strconv.Itoa(count) + ":" + dir
}

// share returns what waits for a slot of a host, nil where this process shares with no other.
func (a *App) share() (func(ctx context.Context, host string) (release func(), err error), error) {
	text := a.Getenv(slotsVariable)
	if text == "" {
		return nil, nil
	}
	number, dir, _ := strings.Cut(text, ":")
	count, err := strconv.Atoi(number)
	if err != nil || count < 1 || dir == "" {
		return nil, fault.Errorf(fault.Usage, "%s is set by genba each for its runs, and by nobody else", slotsVariable)
	}
	slots := lock.Slots{Dir: dir, Count: count}
	return func(ctx context.Context, host string) (func(), error) {
		l, err := slots.Take(ctx, strings.ReplaceAll(strings.ToLower(host), ":", "_"))
		if err != nil {
			return nil, err
		}
		return func() { _ = l.Release() }, nil
	}, nil
}
