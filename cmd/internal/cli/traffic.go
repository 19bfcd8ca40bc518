package cli

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/genba-cli/genba/pkg/wire/transport"
)

// traffic counts what a run sent to vendors, and how long it waited before it sent again.
type traffic struct {
	requests, retries, waits, bytes atomic.Int64
	waited                          atomic.Int64 // nanoseconds
}

// sleep waits before a request: after one that failed, for room in a budget, or until a task is looked at again.
func (a *App) sleep(ctx context.Context, d time.Duration) error {
	began := time.Now()
	err := transport.Sleep(ctx, d)
	waited := time.Since(began)
	a.run.traffic.waits.Add(1)
	a.run.traffic.waited.Add(int64(waited))
	seconds := inSeconds(waited)
	a.stderr.tell(event{Event: "wait", Seconds: &seconds})
	return err
}
