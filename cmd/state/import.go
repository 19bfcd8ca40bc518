package state

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// largest is what an exported state may have.
const largest = 256 << 20

func (t *tree) importState() *cobra.Command {
	return t.NoDryRun(&cobra.Command{
		Use: "import FILE", Short: "Read a state that state export wrote into the one in force",
		Long: `Read a state that state export wrote into the one in force: this machine's files, or the database of state or GENBA_STATE. Nothing
is written before the whole file was read. What is there already and differs is replaced only after a question, or with --yes: a cursor
that goes back makes records come again, one that goes forward leaves some out.`,
		Example: `  genba state import state.ndjson
  genba state import state.ndjson --yes`,
		Args: cli.ExactArgs("FILE"),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			found, err := t.read(ctx, args[0])
			if err != nil {
				return err
			}
			into, err := t.place(ctx)
			if err != nil {
				return err
			}
			differ, err := into.differing(found)
			if err != nil {
				return err
			}
			if differ > 0 {
				if err := t.Confirm(ctx, say.T("Replace %d {document of the state that is another|documents of the state that are others} there?", differ)); err != nil {
					return err
				}
			}
			defer cli.HoldSignals()()
			for i, d := range found {
				put := into.save
				if secret(d.Name) {
					put = into.keep
				}
				if err := put(d.Name, d.Content); err != nil {
					return fault.Errorf(fault.KindOf(err), "%s, after %d of %d: %w", d.Name, i, len(found), err)
				}
			}
			t.Tell("%d {document is|documents are} now in %s", len(found), into.name)
			return nil
		},
	})
}

// differing counts the documents that are there and are others. Sealed ones can't be compared.
func (p place) differing(found []state.Document) (n int, err error) {
	for _, d := range found {
		if secret(d.Name) {
			continue
		}
		there, err := p.load(d.Name)
		if err != nil {
			return 0, err
		}
		if there != "" && compact(there) != compact(d.Content) {
			n++
		}
	}
	return n, nil
}

func compact(text string) string {
	v, err := record.ParseValue([]byte(text))
	if err != nil {
		return text
	}
	return string(v.AppendJSON(nil))
}

// read reads the lines of an exported state.
func (t *tree) read(ctx context.Context, path string) ([]state.Document, error) {
	text, err := t.ReadText(ctx, path, largest)
	if err != nil {
		return nil, err
	}
	var all []state.Document
	for n, l := range lines(text) {
		v, err := record.ParseValue(l)
		name, content := v.Field("name"), v.Field("content")
		if err != nil || name.Kind() != record.KindString || content.Kind() == record.KindAbsent {
			return nil, fault.Errorf(fault.Usage, "%s, line %d: it is nothing that state export writes; nothing was changed", say.File(path), n+1)
		}
		d := state.Document{Name: name.Text(), Content: string(content)}
		if content.Kind() == record.KindString {
			d.Content = content.Text()
		}
		all = append(all, d)
	}
	return all, nil
}
