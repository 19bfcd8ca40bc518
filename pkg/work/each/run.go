package each

import (
	"context"
	"iter"
	"slices"
	"sync"
)

// Job is the run for one profile.
type Job struct {
	Profile string
	Host    string // of the vendor that it speaks to; "" for none
}

// Result is what became of a job.
type Result struct {
	Profile string
	Exit    int
	Records int64
	Seconds float64
	Error   string // what the run said last, when it failed
}

// Run does the jobs, so many at once, and gives each one's result as it ends. The next is the first of those whose host has the fewest
// under way, so that a slow host holds up nobody else's. When ctx ends no more are begun; those under way are waited for, and their
// results are given.
func Run(ctx context.Context, jobs []Job, atOnce int, do func(Job) Result) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		s := &schedule{jobs: slices.Clone(jobs), busy: map[string]int{}}
		stop := context.AfterFunc(ctx, s.close)
		defer stop()
		results := make(chan Result)
		var workers sync.WaitGroup
		for range min(atOnce, len(jobs)) {
			workers.Go(func() {
				for job, ok := s.take(); ok; job, ok = s.take() {
					results <- do(job)
					s.release(job)
				}
			})
		}
		go func() {
			workers.Wait()
			close(results)
		}()
		wanted := true
		for r := range results {
			if wanted && !yield(r) {
				wanted = false // the others end before this returns
				s.close()
			}
		}
	}
}

// schedule gives out the jobs.
type schedule struct {
	mu     sync.Mutex
	jobs   []Job // not begun
	busy   map[string]int
	closed bool
}

// take returns the next job; none when all are begun.
func (s *schedule) take() (Job, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.jobs) == 0 {
		return Job{}, false
	}
	next := 0
	for i, job := range s.jobs {
		if s.busy[job.Host] < s.busy[s.jobs[next].Host] {
			next = i
		}
	}
	job := s.jobs[next]
	s.jobs = slices.Delete(s.jobs, next, next+1)
	s.busy[job.Host]++
	return job, true
}

func (s *schedule) release(job Job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy[job.Host]--
}

func (s *schedule) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
}
