package akashi

import (
	"context"

	"github.com/spf13/cobra"
)

// targetFlag is --target-file: the token of the staff who is asked for (target of §6.4.3), which must not stand in argv.
type targetFlag struct{ file string }

func (f *targetFlag) register(c *cobra.Command) {
	c.Flags().StringVar(&f.file, "target-file", "", "the owner of the token in this file; - is standard input")
}

// token reads it.
func (f *targetFlag) token(ctx context.Context, t *tree) (string, error) {
	token, err := t.ReadSecretFile(ctx, "--target-file", f.file)
	t.Redact.Add(token)
	return token, err
}
