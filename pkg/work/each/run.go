package each

import (
	"context"
	"iter"
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

// Options say how many jobs run at once.
type Options struct {
	Jobs    int // in all
	PerHost int // with one host
}

// Run does the jobs in their order, several at once, and gives each one's result as it ends. When ctx ends no more are
// begun; those under way are waited for, and their results are given.
func Run(ctx context.Context, jobs []Job, o Options, do func(Job) Result) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		s := &schedule{jobs: jobs, o: o, busy: map[string]int{}}
		s.changed = sync.NewCond(&s.mu)
		stop := context.AfterFunc(ctx, s.close)
		defer stop()
		results := make(chan Result)
		var workers sync.WaitGroup
		for range min(o.Jobs, len(jobs)) {
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
	o       Options
	mu      sync.Mutex
	changed *sync.Cond
	jobs    []Job // not begun
	busy    map[string]int
	closed  bool
}

// take waits for the first job whose host has room.
func (s *schedule) take() (Job, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.closed && len(s.jobs) > 0 {
		for i, job := range s.jobs {
			if job.Host == "" || s.busy[job.Host] < s.o.PerHost {
				s.jobs = append(s.jobs[:i:i], s.jobs[i+1:]...)
				s.busy[job.Host]++
				return job, true
			}
		}
		s.changed.Wait()
	}
	return Job{}, false
}

func (s *schedule) release(job Job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy[job.Host]--
	s.changed.Broadcast()
}

func (s *schedule) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.changed.Broadcast()
}
