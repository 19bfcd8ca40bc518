package kaonavi

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/wire/batch"
)

// deliveryFlags say how rows go to Kaonavi, and what is kept of each.
type deliveryFlags struct {
	wait     waitFlags
	patience v2.Patience
	results  cli.Results
	rows     bool // what became of each row is printed, instead of the tasks
	size     int  // members in one request; 0: all go in one
	ask      bool
}

// register adds the flags. What is not split goes whole: there is nothing to resume.
func (f *deliveryFlags) register(c *cobra.Command, split bool) {
	f.wait.registerV2(c)
	c.Flags().StringVar(&f.results.Path, "results", "", "write what became of each row to this CSV file; - is stdout, instead of the tasks")
	if split {
		c.Flags().BoolVar(&f.results.Resume, "resume", false, "send only what the results file has as failed or pending; same input, rows in the same places")
		c.Flags().IntVar(&f.size, "batch-size", v2.MaxRows, "members in one request")
		_ = c.RegisterFlagCompletionFunc("batch-size", cobra.NoFileCompletions)
	}
	c.Flags().BoolVar(&f.ask, "ask-vendor", false, "with --dry-run: send it with Kaonavi's own Dry-Run")
}

// check refuses flags that don't go together, and values that they can't have.
func (f *deliveryFlags) check(c *cobra.Command, dryRun bool) error {
	var err error
	if f.patience, err = f.wait.patienceV2(); err != nil {
		return err
	}
	switch {
	case f.ask && !dryRun:
		return fault.New(fault.Usage, "--ask-vendor is for --dry-run; nothing was sent")
	case c.Flags().Changed("batch-size") && f.size < 1:
		return fault.Errorf(fault.Usage, "--batch-size %d: at least 1 member goes into a request", f.size)
	}
	f.rows = c.Flags().Changed("results") && !f.results.ToFile()
	if err = f.results.Check(c); err != nil || f.results.Resume {
		return err
	}
	if f.ask { // of which nothing is kept
		f.results = cli.Results{}
	}
	_, err = batch.Plan([]int(nil), batch.Options{ResultsPath: f.results.Path}) // which refuses a file that is there
	return err
}

// open returns the members that have a row which is not done, in a run that goes on from its results; nil: all members.
func (f *deliveryFlags) open(rows []int, code func(row int) string) (map[string]bool, error) {
	if !f.results.Resume {
		return nil, nil
	}
	parts, err := batch.Plan(rows, batch.Options{
		ResultsPath: f.results.Path, Resume: true, Size: len(rows), Number: func(i int) int { return rows[i] },
	})
	open := map[string]bool{}
	for _, part := range parts {
		for _, row := range part {
			open[code(row)] = true
		}
	}
	return open, err
}
