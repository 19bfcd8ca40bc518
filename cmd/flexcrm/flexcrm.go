// Package flexcrm is the command tree of FlexCRM: flags in, records out. It must not know HTTP, JSON or CSV.
package flexcrm

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// tree holds what the commands of this vendor share.
type tree struct {
	*cli.App
	vendor vendors.Vendor
}

// Vendor returns what the other trees need of FlexCRM's.
func Vendor(app *cli.App) cli.Vendor {
	t := newTree(app)
	return cli.Vendor{Vendor: t.vendor, Commands: t.commands, Account: t.account(), Send: func(ctx context.Context, r transport.Request) (*transport.Response, error) {
		return cli.SendRaw(ctx, r, t.client)
	}}
}

// commands returns the whole tree.
func (t *tree) commands() *cobra.Command {
	c := cli.Group(t.vendor.Name, cli.Short(t.vendor),
		t.flexdb(),
		cli.Plural(t.workflow(), "workflows"),
		cli.Plural(t.resource(flexcrm.Users(), "people who log in", "list", "get", "create", "update"), "user"),
		cli.Plural(t.resource(flexcrm.Groups(), "groups of users", "list", "get", "update"), "group"),
		cli.Plural(t.resource(flexcrm.Departments(), "departments", "list", "get", "create", "update"), "department"),
		cli.Plural(t.resource(flexcrm.Positions(), "positions (職責)", "list", "get"), "position"),
		cli.Plural(t.schedules(), "schedule"),
	)
	cite(c)
	return c
}

// cite writes each command's endpoint into its help. NOUN_VERB is its name in the table, and NOUN_VERB_pkey that of the
// same by a table's own key.
func cite(tree *cobra.Command) {
	texts := map[string]string{}
	for _, e := range flexcrm.Endpoints() {
		text := e.Method + " " + e.Path
		if e.Inferred {
			text += " (inferred, in no public document; config: flexcrm.endpoints." + e.Name + ")"
		}
		name := strings.TrimSuffix(e.Name, "_pkey")
		if first := texts[name]; first != "" {
			text = first + ", " + text
		}
		texts[name] = text
	}
	for _, noun := range tree.Commands() {
		for _, verb := range noun.Commands() {
			for _, below := range verb.Commands() {
				cli.Cite(below, texts[verb.Name()+"_"+below.Name()])
			}
			cli.Cite(verb, texts[noun.Name()+"_"+verb.Name()])
			if verb.Name() == "list" && noun.Name() != "flexdb" {
				cli.Limit(verb, "an answer holds 100 records, or as many as --page-size says; genba asks until it has all of them")
			}
		}
	}
}

func newTree(app *cli.App) *tree {
	v, _ := vendors.Lookup("flexcrm")
	return &tree{App: app, vendor: v}
}

// client returns the FlexCRM client of the active profile.
func (t *tree) client() (*flexcrm.Client, error) {
	return t.clientWith(t.SecretSource(t.vendor, "api_key"))
}

// clientWith returns the same with a key of the caller's choice.
func (t *tree) clientWith(key transport.Source) (*flexcrm.Client, error) {
	options, err := t.Transport(t.vendor)
	if err != nil {
		return nil, err
	}
	c, err := t.Config()
	if err != nil {
		return nil, err
	}
	site, _ := c.Value(t.vendor.Name, "site_id")
	if options.BaseURL, err = flexcrm.BaseURL(options.BaseURL, site); err != nil {
		return nil, err
	}
	replaced := flexcrm.Replacements{}
	for _, setting := range c.List() { // also those whose name is no endpoint's: they would be passed over in silence
		if name, ok := strings.CutPrefix(setting.Key, t.vendor.Name+".endpoints."); ok {
			replaced[name] = setting.Value
		}
	}
	return flexcrm.New(options, replaced, key)
}
