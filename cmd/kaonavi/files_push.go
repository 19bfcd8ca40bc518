package kaonavi

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/wire/batch"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// accepted is the status of a file whose task was not waited for; the others are those of package batch.
const accepted batch.Status = "accepted"

// maxPart is how many bytes of files go in one request at most, though more files may: they are held in memory.
const maxPart = 16 << 20

// push is a command that sends the files of a folder.
type push struct {
	t        *tree
	most     int // files in one request
	replace  bool
	input    cli.Input // where the files are named one by one, instead of a folder
	wait     waitFlags
	ask      bool
	look     string
	patience v2.Patience
	send     func(ctx context.Context, c *v2.Client, files []v2.Upload, replace bool) (v2.Task, error)
}

func (p *push) register(c *cobra.Command) {
	p.input.Register(c)
	p.wait.registerV2(c)
	c.Flags().BoolVar(&p.ask, "ask-vendor", false, "with --dry-run: send it with Kaonavi's own Dry-Run")
	c.Flags().BoolVar(&p.replace, "replace", false, "send also what replaces a file that is there")
}

const wayOfPushes = `

DIR is what pull writes: a name is a member's code, or begins with one and _. -f names the files one by one instead: code, file
(a path), file_name (the name at Kaonavi; without it that of the file), as pull and push print them. Kinds, sizes (5 MB) and owners
are checked before anything is sent. A file that is there already is refused, and replaced with --replace. Hidden files and folders are left alone.

Columns: code, file_name, file, status, task_id, error; a row for each file. Kaonavi does the work later: without --wait the status
is accepted, and genba kaonavi task get ID shows what becomes of it. With --wait: ok, failed, pending (not sent) or unknown.`

func pushColumns() []record.Column {
	return []record.Column{{Name: "code"}, {Name: "file_name"}, {Name: "file"}, {Name: "status"}, {Name: "task_id"}, {Name: "error"}}
}

// codes returns those of all members.
func codes(ctx context.Context, c *v2.Client) ([]string, error) {
	var all []string
	for r, err := range c.Members(ctx, "") {
		if err != nil {
			return nil, err
		}
		all = append(all, r.Lookup("code").Text())
	}
	return all, nil
}

// refuseTaken refuses files that are there already, unless they are to be replaced.
func (p *push) refuseTaken(files []local) error {
	var taken []string
	for _, f := range files {
		if f.replaces {
			taken = append(taken, f.path)
		}
	}
	if len(taken) > 0 && !p.replace {
		return fault.Errorf(fault.Usage, "Kaonavi has %d of the files already: %s; nothing was sent", len(taken), cli.FirstOf(taken)).WithHint("--replace replaces them")
	}
	return nil
}

// verdict returns the error of a run whose rows were all shown.
func (p *push) verdict(counts map[batch.Status]int) error {
	bad := counts[batch.Failed] + counts[batch.Unknown] + counts[batch.Pending]
	switch good := counts[batch.OK] + counts[accepted]; {
	case bad == 0:
		return nil
	case good == 0 && counts[batch.Unknown] == 0 && counts[batch.Pending] == 0:
		return fault.Errorf(fault.Refused, "none of %d {file|files} was taken", bad)
	default:
		return fault.Errorf(fault.Partial, "%d {file|files} failed, of %d it is not known, %d {was|were} not sent", counts[batch.Failed], counts[batch.Unknown], counts[batch.Pending]).
			WithHint("look before you send them again: %s", p.look)
	}
}

// parts returns the files by request: those that replace apart from those that are new, and no more than one request takes.
func (p *push) parts(files []local) (parts [][]local) {
	for _, replaces := range []bool{false, true} {
		var part []local
		var size int64
		for _, f := range files {
			if f.replaces != replaces {
				continue
			}
			if len(part) > 0 && (len(part) == p.most || size+f.size > maxPart) {
				parts, part, size = append(parts, part), nil, 0
			}
			part, size = append(part, f), size+f.size
		}
		if len(part) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// rows sends the parts one after the other. A part that was refused lets the next one go; all else ends it.
func (p *push) rows(ctx context.Context, files []local) cli.Records {
	counts := map[batch.Status]int{}
	rows := func(yield func(record.Record, error) bool) {
		var ended error
		for _, part := range p.parts(files) {
			status, task, err := batch.Pending, v2.Task{}, ended
			if ended == nil {
				status, task, err = p.part(ctx, part)
				if err != nil && fault.KindOf(err) != fault.Refused {
					ended = err
				}
			}
			if errors.Is(err, transport.ErrDryRun) {
				ended = nil
				continue
			}
			for _, f := range part {
				row, result := result(f, status, task, err)
				counts[result]++
				if !yield(row, nil) {
					return
				}
			}
		}
		if ended != nil {
			yield(record.Record{}, ended)
		}
	}
	return cli.Then(rows, func() error { return cli.Verdict(p.verdict(counts)) })
}

// part sends one request, and waits for its task when that is wanted.
func (p *push) part(ctx context.Context, part []local) (batch.Status, v2.Task, error) {
	var uploads []v2.Upload
	for _, f := range part {
		content, err := os.ReadFile(f.path)
		if err != nil {
			return batch.Pending, v2.Task{}, fault.Errorf(fault.Usage, "%s can't be read: %w", f.path, err)
		}
		uploads = append(uploads, v2.Upload{Code: f.code, Name: f.name, Content: content})
	}
	client, err := p.t.clientV2(ctx, func(o *v2.Options) {
		if o.AskVendor = p.ask; p.ask {
			o.Transport.DryRun = nil
		}
	})
	if err != nil {
		return batch.Pending, v2.Task{}, err
	}
	task, err := p.send(ctx, client, uploads, part[0].replaces)
	if err != nil {
		return statusOf(err), task, cli.LookFirst(err, cli.MayBeDone(say.T("the write")), cli.LookBeforeSending("%s", p.look))
	}
	if !p.wait.wait {
		return accepted, task, nil
	}
	end, err := client.Follow(ctx, task.ID, p.patience)
	switch {
	case err != nil:
		return batch.Unknown, task, err
	case end.Err != nil:
		return batch.Failed, end, end.Err
	}
	return batch.OK, task, nil
}

func ambiguous(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Ambiguous
}

// statusOf returns what an error says of the files of a request.
func statusOf(err error) batch.Status {
	switch kind := fault.KindOf(err); {
	case ambiguous(err):
		return batch.Unknown
	case kind == fault.Refused:
		return batch.Failed
	case kind == fault.Usage, kind == fault.Auth, kind == fault.Temporary, kind == fault.Interrupted:
		return batch.Pending
	}
	return batch.Unknown
}

// result returns the row of a file. Where a task failed its messages name codes; whether it has changed the others is not known.
func result(f local, status batch.Status, task v2.Task, err error) (record.Record, batch.Status) {
	why := record.Null()
	if err != nil {
		why = record.String(err.Error())
	}
	if status == batch.Failed && len(task.Messages) > 0 {
		status = batch.Unknown
		for _, message := range task.Messages {
			if names(message, f.code) {
				status, why = batch.Failed, record.String(message)
				break
			}
		}
	}
	id := record.Null()
	if task.ID != "" {
		id = record.String(task.ID)
	}
	return record.Record{}.With("code", record.String(f.code)).With("file_name", record.String(f.name)).With("file", record.String(f.path)).
		With("status", record.String(string(status))).With("task_id", id).With("error", why), status
}

// names reports whether a message has the code as a word of its own.
func names(message, code string) bool {
	letter := func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '_' || r == '-'
	}
	if code == "" {
		return false
	}
	for rest, at := message, 0; ; rest = rest[at+len(code):] {
		if at = strings.Index(rest, code); at < 0 {
			return false
		}
		before, after := strings.TrimRightFunc(rest[:at], letter), strings.TrimLeftFunc(rest[at+len(code):], letter)
		if len(before) == at && len(after) == len(rest)-at-len(code) {
			return true
		}
	}
}

// command makes the command: gather finds and checks the files, before anything is sent.
func (p *push) command(l cli.List, gather func(ctx context.Context, c *v2.Client, args []string) ([]local, error)) *cobra.Command {
	l.Columns, l.Unit = pushColumns(), "files"
	l.Long += wayOfPushes
	l.Run = func(ctx context.Context, args []string) (*cli.Result, error) {
		if p.ask && !p.t.Flags.DryRun {
			return nil, fault.New(fault.Usage, "--ask-vendor is for --dry-run; nothing was sent")
		}
		var err error
		if p.patience, err = p.wait.patienceV2(); err != nil {
			return nil, err
		}
		reader, err := p.t.clientV2(ctx, reading)
		if err != nil {
			return nil, err
		}
		files, err := gather(ctx, reader, args)
		if err != nil {
			return nil, err
		}
		return &cli.Result{Records: p.rows(ctx, files), Done: "the files were sent", OwnDryRun: p.ask}, p.refuseTaken(files)
	}
	return p.t.v2(p.t.List(l))
}
