package notify

import (
	"cmp"
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/notify"
)

// flags are those of a channel.
type flags struct {
	input          cli.Input
	template       string
	templateFile   string
	once           []string
	digest, flush  bool
	quietOnDaysOff bool
	room, bot      string
}

func (f *flags) register(c *cobra.Command) {
	f.input.Register(c)
	f.messages(c)
	cli.ListVar(c.Flags(), &f.once, "once-per", "columns whose values are told once: what was posted with them is not posted again")
	c.Flags().BoolVar(&f.flush, "flush", false, "post what waits from earlier runs, and read nothing")
	c.Flags().BoolVar(&f.quietOnDaysOff, "quiet-on-days-off", false, "on weekends and holidays keep the messages for the next run on a working day")
}

// messages adds the flags that say what a message looks like.
func (f *flags) messages(c *cobra.Command) {
	c.Flags().StringVar(&f.template, "template", "", "text of a message, in Go's text/template over the record: '{{.name}}: {{.kind}}' (default: all values)")
	c.Flags().StringVar(&f.templateFile, "template-file", "", "file that holds the template")
	c.Flags().BoolVar(&f.digest, "digest", false, "one message of all records, a line each")
	cli.NotTogether(c, "template", "template-file")
}

func (t *tree) channel(channel notify.Channel) *cobra.Command {
	f := &flags{}
	target, kind := "", "webhook URL"
	command := "genba notify " + channel.Name
	if channel.Name == "chatwork" {
		command += " --room 12345678"
		target, kind = " --room ROOM", "API token"
	}
	return t.Report(cli.Report{
		Use: channel.Name + target + " [-f FILE]", Short: "Post a message to " + channel.Title + " for each record",
		Long: `Post a message for each record of the input: NDJSON, JSON or CSV, from standard input or -f FILE. All messages are made before
the first is posted, and kept on disk until they are: one that can't be posted now waits for the next run of the channel,
which posts it first (exit code 5). One that the channel refuses for good is left out (4). One whose answer was lost may
have arrived: it is marked unsure and not posted again.

The ` + kind + ` is a secret: genba auth login notify-` + channel.Name + `.

--once-per person,stage tells each person and stage once, over all runs in this profile.

Results: sent, handed-over (the channel took it and does not tell whether it was posted), skipped (told before), failed, kept,
unsure. A row without a number is a message of an earlier run.`,
		Example: "  genba akashi gaps list --from last-business-day --all -o ndjson | " + command + " --digest --template '{{.name}} {{.date}}: {{.kind}}'\n" +
			"  " + command + " --flush",
		Columns: columns(), After: "the messages are posted",
		Flags: func(c *cobra.Command) {
			f.register(c)
			if channel.Name == "chatwork" || channel.Name == "lineworks" {
				c.Flags().StringVar(&f.room, "room", "", "id of the room (Chatwork), of the bot's channel (LINE WORKS)")
			}
			if channel.Name == "lineworks" {
				c.Flags().StringVar(&f.bot, "bot", "", "id of a bot, instead of the incoming webhook app; its access token is the secret token")
			}
		},
		Run: func(ctx context.Context, _ []string) (cli.Records, error) { return t.post(ctx, channel, f) },
	})
}

func columns() []record.Column {
	return []record.Column{{Name: "row"}, {Name: "status"}, {Name: "error"}}
}

func (t *tree) post(ctx context.Context, channel notify.Channel, f *flags) (cli.Records, error) {
	made, err := t.made(ctx, channel, f)
	if err != nil {
		return nil, err
	}
	if t.Flags.DryRun {
		return nil, t.show(made)
	}
	poster, err := t.poster(ctx, channel, f)
	if err != nil {
		return nil, err
	}
	config, err := t.Config()
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(credential.DataDir(t.Getenv), "notify", config.ProfileName(), channel.Name)
	shared, err := t.Shared()
	if err != nil {
		return nil, err
	}
	q, err := notify.OpenQueue(ctx, notify.QueueOptions{Dir: dir, Clock: t.Now, Shared: shared, Name: "once/" + config.ProfileName() + "/" + channel.Name})
	if err != nil {
		return nil, err
	}
	defer func() { _ = q.Close() }()
	if files, err := q.UnsureFiles(); err == nil && len(files) > 0 {
		t.Warn("messages of earlier runs that may have arrived and are not posted again: %d; they are the files %s, to be deleted when that is settled",
			len(files), filepath.Join(dir, "*.unsure"))
	}
	return t.through(ctx, q, poster, made, f)
}

// through puts the messages into the queue and posts all that is there.
func (t *tree) through(ctx context.Context, q *notify.Queue, poster *notify.Poster, made []message, f *flags) (cli.Records, error) {
	r := &report{}
	waits, err := q.Keys()
	if err != nil {
		return nil, err
	}
	told := func(once string) bool { return q.Seen(once) || waits[once] }
	entries := grouped(made, f, poster.Digest(), told, func(m message) { r.add(m.row, notify.Skipped, nil) })
	if _, err := q.Add(entries); err != nil {
		return nil, err
	}
	earlier, err := q.Waiting()
	if err != nil {
		return nil, err
	}
	ours := map[string]bool{}
	for _, e := range entries {
		ours[e.ID] = true
	}
	if f.quietOnDaysOff {
		working, err := t.worksToday()
		if err != nil {
			return nil, err
		}
		if !working {
			for _, e := range entries {
				r.entry(e, true, notify.Kept, nil)
			}
			t.Warn("today is a day off; messages that wait for a run on a working day: %d", len(earlier))
			return r.records(), nil
		}
	}
	p := t.Progress()
	p.Set(say.T("posting messages"))
	posted := p.Counter(say.T("messages"))
	defer p.Done()
	err = q.Flush(ctx, poster, earlier, func(o notify.Outcome) {
		posted(1)
		r.entry(o.Entry, ours[o.Entry.ID], o.Status, o.Err)
		t.Count("messages", 1)
	})
	return r.records(), cmp.Or(err, r.verdict())
}

// worksToday asks the calendar.
func (t *tree) worksToday() (bool, error) {
	calendar, err := t.Calendar("")
	if err != nil {
		return false, err
	}
	now, err := t.LocalNow()
	if err != nil {
		return false, err
	}
	return calendar.Working(now)
}

// poster finds the secret and makes the poster.
func (t *tree) poster(ctx context.Context, channel notify.Channel, f *flags) (*notify.Poster, error) {
	v := channel.Vendor()
	target := notify.Target{Room: f.room, Bot: f.bot}
	name := channel.Secret
	if f.bot != "" {
		name = "token"
	}
	if name == "token" && f.room == "" {
		return nil, fault.Errorf(fault.Usage, "which room? --room is missing").WithHint("the id of the room, which its address ends with: --room 12345678")
	}
	secret, err := t.Secret(ctx, v, name)
	if err != nil {
		return nil, err
	}
	if name == "token" {
		target.Token, target.URL = secret.Value, cmp.Or(t.Getenv(v.Env("base_url")), apiAddress(channel.Name))
	} else {
		target.URL = strings.TrimSpace(secret.Value)
		for _, part := range notify.SecretParts(target.URL) {
			t.Redact.Add(part)
		}
	}
	options, err := t.Transport(v)
	if err != nil {
		return nil, err
	}
	return notify.NewPoster(channel, target, options)
}

// apiAddress returns where a channel without a webhook is.
func apiAddress(channel string) string {
	if channel == "chatwork" {
		return "https://api.chatwork.com/v2"
	}
	return "https://www.worksapis.com/v1.0"
}

// checkURL returns what auth login can tell of a webhook URL without posting anything.
func checkURL(c notify.Channel) func(context.Context, map[string]string) error {
	return func(_ context.Context, secrets map[string]string) error {
		if secrets["url"] == "" && secrets["token"] != "" {
			return nil
		}
		return c.Refuse(notify.Target{URL: strings.TrimSpace(secrets["url"])})
	}
}
