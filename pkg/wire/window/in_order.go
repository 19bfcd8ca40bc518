package window

import (
	"context"
	"iter"
	"sync"
)

// InOrder does jobs several at a time (0 means 4) and gives their items in the order of the jobs, for
// ranges that are known pieces already, such as those of CutDays. Errors are treated as Pull does: one
// comes at its job's place and ends it, a fault.Partial (items may come with it) is kept to the
// end. At most 2×concurrency finished jobs wait. When the loop over it ends, no job is running.
func InOrder[T any](ctx context.Context, concurrency int, jobs []func(context.Context) ([]T, error)) iter.Seq2[T, error] {
	if concurrency <= 0 {
		concurrency = defaultConcurrency
	}
	type done struct {
		items []T
		err   error
	}
	return func(yield func(T, error) bool) {
		var none T
		ctx, cancel := context.WithCancel(ctx)
		stop := make(chan struct{})
		var running sync.WaitGroup
		defer running.Wait()
		defer close(stop)
		defer cancel()

		// A worker takes a permit, which holds the job's number, and leaves its outcome in the job's place.
		outcomes := make([]chan done, len(jobs))
		for i := range outcomes {
			outcomes[i] = make(chan done, 1)
		}
		permits := make(chan int, 2*concurrency)
		for i := range min(len(jobs), cap(permits)) {
			permits <- i
		}
		for range min(concurrency, len(jobs)) {
			running.Go(func() {
				for {
					select {
					case <-stop:
						return
					case i := <-permits:
						if err := ctx.Err(); err != nil {
							outcomes[i] <- done{err: err}
							continue
						}
						items, err := jobs[i](ctx)
						outcomes[i] <- done{items, err}
						if fails(err) {
							return // nobody waits for a later job
						}
					}
				}
			})
		}

		var missing partials
		for i := range jobs {
			outcome := <-outcomes[i]
			if next := i + cap(permits); next < len(jobs) {
				permits <- next // there is room: this job's permit was taken
			}
			if fails(outcome.err) {
				yield(none, outcome.err)
				return
			}
			for _, item := range outcome.items {
				if !yield(item, nil) {
					return
				}
			}
			missing.add(outcome.err)
		}
		if err := missing.err(""); err != nil {
			yield(none, err)
		}
	}
}
