package kaonavi

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// objectWrite is a command that writes one object, which is done at once.
type objectWrite struct {
	cli.List
	rules []intake.Rule
	// there reads the object that is changed, for columns that no request sets; nil: there is none yet.
	there func(ctx context.Context, c *v2.Client, id string) (record.Record, error)
	look  string
	send  func(ctx context.Context, t *tree, args []string, row intake.Row) (record.Record, error)
}

func (t *tree) objectWrite(o objectWrite) *cobra.Command {
	input := cli.Input{Spread: intake.Unfold("role")}
	l := o.List
	l.Flags = input.Register
	l.Run = func(ctx context.Context, args []string) (*cli.Result, error) {
		if err := numbers(args...); err != nil {
			return nil, err
		}
		rows, err := t.rowsV2(ctx, &input)
		if err != nil {
			return nil, err
		}
		if len(rows) > 1 {
			return nil, fault.Errorf(fault.Usage, "%d rows; this command writes one; nothing was sent", len(rows))
		}
		if err := intake.Check(rows, o.rules, nil); err != nil {
			return nil, err
		}
		if err := t.unchanged(ctx, o, args, rows); err != nil {
			return nil, err
		}
		return cli.Write("the write was done", func() (record.Record, error) {
			r, err := o.send(ctx, t, args, rows[0])
			return r, cli.LookFirst(err, cli.MayBeDone(say.T("the write")), cli.LookBeforeSending("%s", o.look))
		}), nil
	}
	return t.v2(t.List(l))
}

// unchanged holds the columns that no request sets against what is there. Without a value in any of them nothing is read.
func (t *tree) unchanged(ctx context.Context, o objectWrite, args []string, rows []intake.Row) error {
	if len(intake.ReadOnlyGiven(rows, o.rules)) == 0 {
		return nil
	}
	var there record.Record
	if o.there != nil {
		c, err := t.clientV2(ctx, reading)
		if err != nil {
			return err
		}
		if there, err = o.there(ctx, c, args[0]); err != nil {
			return err
		}
	}
	return intake.Unchanged(rows, o.rules, func(intake.Row) record.Value { return there.Value() })
}

// readOnly returns the rules of columns that lists have and no request sets.
func readOnly(names ...string) []intake.Rule {
	rules := make([]intake.Rule, len(names))
	for i, name := range names {
		rules[i] = intake.Rule{Name: name, ReadOnly: "Kaonavi makes it itself"}
	}
	return rules
}

// deletion returns a command that deletes one object by its id, when somebody meant it.
func (t *tree) deletion(l cli.List, question func(id string) say.Text, look string, do func(ctx context.Context, c *v2.Client, id string) error) *cobra.Command {
	l.Args = cli.ExactArgs("ID")
	l.Columns = []record.Column{{Name: "id"}, {Name: "status"}}
	l.Run = func(ctx context.Context, args []string) (*cli.Result, error) {
		if err := numbers(args...); err != nil {
			return nil, err
		}
		client, err := t.clientV2(ctx)
		if err != nil {
			return nil, err
		}
		if err := t.Confirm(ctx, question(args[0])); err != nil {
			return nil, err
		}
		return cli.Write("it was deleted", func() (record.Record, error) {
			if err := do(ctx, client, args[0]); err != nil {
				return record.Record{}, cli.LookFirst(err, cli.MayBeDone(say.T("the write")), cli.LookBeforeSending("%s", look))
			}
			return record.Record{}.With("id", record.Value(args[0])).With("status", record.String("deleted")), nil
		}), nil
	}
	return t.v2(t.List(l))
}

// userRules returns the columns of an account.
func userRules(whole bool) []intake.Rule {
	truth := func(name string) intake.Rule {
		return intake.Rule{Name: name, Check: func(r intake.Row) say.Text {
			if text := r.Text(name); !slices.Contains([]string{"", "true", "false"}, text) {
				return say.T("%q is none of true and false", text)
			}
			return say.Text{}
		}}
	}
	return append([]intake.Rule{
		{Name: "email", Required: whole, Text: true, MaxLength: 100},
		{Name: "member_code"},
		{Name: "password", Required: whole, Text: true, Secret: true, Check: func(r intake.Row) say.Text {
			if text := r.Text("password"); text != "" && strings.Trim(text, "*") == "" {
				return say.T("is a mask, and would become the password")
			}
			return say.Text{}
		}},
		{Name: "role.id", Aliases: []string{"role_id"}, Required: whole, Positive: true, Integer: true},
		truth("is_active"), truth("password_locked"), truth("use_smartphone"),
	}, readOnly("id", "role.name", "role.type", "last_login_at")...)
}

// userBody returns an account as it is sent. An empty member_code takes the link away.
func userBody(r intake.Row) record.Value {
	text := func(name string) record.Member {
		if r.Text(name) == "" {
			return record.Named(name, nil)
		}
		return record.Named(name, record.String(r.Text(name)))
	}
	truth := func(name string) record.Member {
		if r.Text(name) == "" {
			return record.Named(name, nil)
		}
		return record.Named(name, record.Bool(r.Text(name) == "true"))
	}
	member, role := text("member_code"), record.Named("role", nil)
	if v := r.Value("member_code"); v.Kind() == record.KindNull || string(v) == `""` {
		member = record.Named("member_code", record.Null())
	}
	if id, ok := r.Value("role.id").Int(); ok {
		role = record.Named("role", record.Object(record.Named("id", record.Int(id))))
	}
	return record.Object(text("email"), member, text("password"), role, truth("is_active"), truth("password_locked"), truth("use_smartphone"))
}

const userFileColumns = `Columns: email, member_code, password, role.id (genba kaonavi roles list), is_active, password_locked, use_smartphone (true or
false). A password given with --set is seen in the list of processes and in the shell's history: -f - reads it from elsewhere.`

func (t *tree) userWrites() []*cobra.Command {
	return []*cobra.Command{
		t.objectWrite(objectWrite{
			List: cli.List{
				Use: "create (-f FILE | --set email=… …)", Short: "Make an account", Columns: v2.UserColumns(),
				Long: "Make an account (Kaonavi v2 POST /users). It is active, not locked and without smartphone unless said otherwise.\n\n" + userFileColumns,
				Example: `  genba kaonavi users create -f new-user.csv
  genba kaonavi users create --set email=mori@example.jp --set member_code=A0002 --set role.id=2 --set password=Sakura2025`,
			},
			rules: userRules(true), look: "genba kaonavi users list",
			send: func(ctx context.Context, t *tree, _ []string, row intake.Row) (record.Record, error) {
				c, err := t.clientV2(ctx)
				if err != nil {
					return record.Record{}, err
				}
				return c.CreateUser(ctx, userBody(row))
			},
		}),
		t.objectWrite(objectWrite{
			List: cli.List{
				Use: "update ID (-f FILE | --set is_active=false …)", Short: "Change an account", Columns: v2.UserColumns(), Args: cli.ExactArgs("ID"),
				Long: "Change an account (Kaonavi v2 PATCH /users/{user_id}): only what is given. An empty member_code takes the link away.\n\n" + userFileColumns,
				Example: `  genba kaonavi users update 2 --set password_locked=true
  genba kaonavi users update 2 --set role.id=3 --set member_code=A0012`,
			},
			rules: userRules(false), there: func(ctx context.Context, c *v2.Client, id string) (record.Record, error) { return c.User(ctx, id) }, look: "genba kaonavi users list",
			send: func(ctx context.Context, t *tree, args []string, row intake.Row) (record.Record, error) {
				c, err := t.clientV2(ctx)
				if err != nil {
					return record.Record{}, err
				}
				return c.UpdateUser(ctx, args[0], userBody(row))
			},
		}),
		t.deletion(cli.List{
			Use: "delete ID", Short: "Delete an account", Long: "Delete an account, by its id (Kaonavi v2 DELETE /users/{user_id}). The member stays.",
			Example: "  genba kaonavi users delete 12 --yes\n  genba kaonavi users delete 11 --dry-run",
		}, func(id string) say.Text { return say.T("Delete account %s from Kaonavi for good?", id) }, "genba kaonavi users list", func(ctx context.Context, c *v2.Client, id string) error {
			return c.DeleteUser(ctx, id)
		}),
	}
}

// webhookRules returns the columns of a webhook.
func webhookRules(whole bool) []intake.Rule {
	return append([]intake.Rule{
		{Name: "url", Required: whole, Text: true, Check: func(r intake.Row) say.Text {
			if text := r.Text("url"); text != "" && !strings.HasPrefix(text, "https://") {
				return say.T("must begin with https://")
			}
			return say.Text{}
		}},
		{Name: "events", Required: whole, Check: func(r intake.Row) say.Text {
			seen := map[string]bool{}
			for _, e := range v2.Texts(r.Value("events")) {
				if !slices.Contains(v2.WebhookEvents(), e) || seen[e] {
					return say.T("%q is none of %s, or is there twice", e, strings.Join(v2.WebhookEvents(), ", "))
				}
				seen[e] = true
			}
			return say.Text{}
		}},
		{Name: "secret_token", Required: whole, Text: true, Secret: true, Check: func(r intake.Row) say.Text {
			if exported := r.Has("id"); masked(r.Text("secret_token")) && (whole || !exported) {
				return say.T("is a mask, and would become the secret")
			}
			return say.Text{}
		}},
	}, readOnly("id", "updated_at", "created_at")...)
}

// masked reports whether a secret is as webhooks list shows it.
func masked(text string) bool { return text != "" && strings.Trim(text, "*") == "" }

// webhookBody returns a webhook as it is sent; the API wants all of it, so what is not given is what is there.
func webhookBody(r intake.Row, present record.Record) record.Value {
	text := func(name string) record.Value {
		if given := r.Text(name); given == "" || masked(given) { // the secret stays
			return present.Lookup(name)
		}
		return record.String(r.Text(name))
	}
	events := present.Lookup("events")
	if given := v2.Texts(r.Value("events")); len(given) > 0 {
		var all []record.Value
		for _, e := range given {
			all = append(all, record.String(e))
		}
		events = record.Array(all)
	}
	return record.Object(record.Named("url", text("url")), record.Named("events", events), record.Named("secret_token", text("secret_token")))
}

const webhookFileColumns = `Columns: url (https), events (member_created, member_updated, member_deleted, with 、 between them), secret_token, which is masked
in the answer. A secret given with --set is seen in the list of processes and in the shell's history: -f - reads it from
elsewhere.`

func (t *tree) webhookWrites() []*cobra.Command {
	return []*cobra.Command{
		t.objectWrite(objectWrite{
			List: cli.List{
				Use: "create (-f FILE | --set url=… …)", Short: "Make a webhook", Columns: v2.WebhookColumns(),
				Long: "Make a webhook (Kaonavi v2 POST /webhook).\n\n" + webhookFileColumns,
				Example: `  genba kaonavi webhooks create -f webhook.json
  genba kaonavi webhooks create --set url=https://hooks.example.jp/k --set events=member_created、member_deleted --set secret_token=Tq81`,
			},
			rules: webhookRules(true), look: "genba kaonavi webhooks list",
			send: func(ctx context.Context, t *tree, _ []string, row intake.Row) (record.Record, error) {
				c, err := t.clientV2(ctx)
				if err != nil {
					return record.Record{}, err
				}
				return c.CreateWebhook(ctx, webhookBody(row, record.Record{}))
			},
		}),
		t.objectWrite(objectWrite{
			List: cli.List{
				Use: "update ID (-f FILE | --set url=… …)", Short: "Change a webhook", Columns: v2.WebhookColumns(), Args: cli.ExactArgs("ID"),
				Long: "Change a webhook (Kaonavi v2 PATCH /webhook/{webhook_id}). What is not given stays; it is read first.\n\n" + webhookFileColumns,
				Example: `  genba kaonavi webhooks update 1 --set events=member_deleted
  genba kaonavi webhooks update 1 --set url=https://hooks.example.jp/new`,
			},
			rules: webhookRules(false), there: func(ctx context.Context, c *v2.Client, id string) (record.Record, error) { return c.Webhook(ctx, id) }, look: "genba kaonavi webhooks list",
			send: func(ctx context.Context, t *tree, args []string, row intake.Row) (record.Record, error) {
				reader, err := t.clientV2(ctx, reading)
				if err != nil {
					return record.Record{}, err
				}
				present, err := reader.Webhook(ctx, args[0])
				if err != nil {
					return record.Record{}, err
				}
				c, err := t.clientV2(ctx)
				if err != nil {
					return record.Record{}, err
				}
				return c.UpdateWebhook(ctx, args[0], webhookBody(row, present))
			},
		}),
		t.deletion(cli.List{
			Use: "delete ID", Short: "Delete a webhook", Long: "Delete a webhook, by its id (Kaonavi v2 DELETE /webhook/{webhook_id}).",
			Example: "  genba kaonavi webhooks delete 1 --yes\n  genba kaonavi webhooks delete 1 --dry-run",
		}, func(id string) say.Text { return say.T("Delete webhook %s from Kaonavi?", id) }, "genba kaonavi webhooks list", func(ctx context.Context, c *v2.Client, id string) error {
			return c.DeleteWebhook(ctx, id)
		}),
	}
}
