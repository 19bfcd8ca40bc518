package notify

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/notify"
)

// message is the text of one record.
type message struct {
	row  int
	text string
	once string // what --once-per remembers of it; "" for nothing
}

// made reads the records and makes all messages.
func (t *tree) made(ctx context.Context, channel notify.Channel, f *flags) ([]message, error) {
	if f.flush {
		if f.input.File != "" || len(f.input.Set) > 0 || len(f.once) > 0 || f.digest {
			return nil, fault.New(fault.Usage, "--flush posts what waits and reads nothing").WithHint("a run with input posts what waits, too")
		}
		return nil, nil
	}
	text := f.template
	if f.templateFile != "" {
		file, err := os.ReadFile(f.templateFile)
		if err == nil {
			file, err = charset.FromUTF16(file)
		}
		if err != nil {
			return nil, fault.Errorf(fault.Usage, "the template can't be read: %w", err)
		}
		text = strings.ReplaceAll(strings.TrimPrefix(string(file), charset.BOM), "\r\n", "\n")
		text = strings.TrimSuffix(text, "\n")
	}
	template, err := notify.NewTemplate(text, channel)
	if err != nil {
		return nil, err
	}
	if f.input.File == "" && len(f.input.Set) == 0 {
		f.input.File = "-"
	}
	rows, err := f.input.Rows(ctx, t.App)
	if err != nil {
		return nil, err
	}
	var all []message
	for _, row := range rows {
		m, err := messageOf(template, row, f.once)
		if err != nil {
			return nil, err
		}
		if channel.Limit > 0 && len(m.text) > channel.Limit {
			return nil, fault.Errorf(fault.Usage, "row %d makes a message of %d bytes; %s takes %d", row.Number, len(m.text), channel.Title, channel.Limit).
				WithHint("a shorter template; nothing was posted")
		}
		all = append(all, m)
	}
	return all, nil
}

func messageOf(template *notify.Template, row intake.Row, once []string) (message, error) {
	var members []record.Member
	for _, field := range row.Fields {
		members = append(members, record.Named(field.Name, field.Value))
	}
	r, err := record.Of(record.Object(members...))
	if err != nil {
		return message{}, err
	}
	m := message{row: row.Number}
	if m.text, err = template.Message(row.Number, r); err != nil || len(once) == 0 {
		return m, err
	}
	m.once, err = notify.Key(row.Number, r, once)
	return m, err
}

// grouped makes entries of the messages that are not skipped: one each, or with --digest as few as fit the channel. Of those that
// are told once it takes the first.
func grouped(made []message, f *flags, limit int, seen func(once string) bool, skip func(message)) []notify.Entry {
	var entries []notify.Entry
	told := map[string]bool{}
	for _, m := range made {
		if m.once != "" && (told[m.once] || seen(m.once)) {
			skip(m)
			continue
		}
		told[m.once] = m.once != ""
		if n := len(entries) - 1; f.digest && n >= 0 && (limit == 0 || len(entries[n].Text)+1+len(m.text) <= limit) {
			entries[n].Text += "\n" + m.text
			entries[n].Rows = append(entries[n].Rows, m.row)
			entries[n].Once = append(entries[n].Once, m.once)
			continue
		}
		entries = append(entries, notify.Entry{Text: m.text, Rows: []int{m.row}, Once: []string{m.once}})
	}
	return entries
}

// show prints the messages of a dry run.
func (t *tree) show(made []message) error {
	for _, m := range made {
		if _, err := fmt.Fprintln(t.Streams.Out, m.text); err != nil {
			return fault.Errorf(fault.Other, "cannot write standard output: %w", err)
		}
	}
	return nil
}

// stdout returns the channel that shows on stdout what the others would post.
func (t *tree) stdout() *cobra.Command {
	f := &flags{}
	c := &cobra.Command{
		Use: "stdout [-f FILE]", Short: "Print the message of each record, as a rehearsal or for another program",
		Long: `Print the message of each record to stdout, one after another, as the other channels would post it.`,
		Example: "  genba akashi gaps list --from last-business-day --all -o ndjson | genba notify stdout --template '{{.name}} {{.date}}: {{.kind}}'\n" +
			"  genba akashi staffs list --fields staffId,staffNum -o ndjson | genba notify stdout --digest",
		Args: cli.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			made, err := t.made(c.Context(), notify.Channel{Name: "stdout", Title: "stdout"}, f)
			if err != nil {
				return err
			}
			return t.show(made)
		},
	}
	f.input.Register(c)
	f.messages(c)
	return c
}
