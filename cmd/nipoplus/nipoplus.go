// Package nipoplus is the command tree of NipoPlus: flags in, records out. It must not know HTTP, JSON or CSV.
package nipoplus

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/hours"
	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// tree holds what the commands of this vendor share.
type tree struct {
	*cli.App
	vendor vendors.Vendor
	reader *nipoplus.Client  // that has read the staffs in this run and holds their lists; nil: none has
	desk   func() hours.Desk // where the hours of other services come from
}

// Vendor returns what the other trees need of NipoPlus's. desk is where the hours of other services come from.
func Vendor(app *cli.App, desk func() hours.Desk) cli.Vendor {
	t := newTree(app)
	t.desk = desk
	return cli.Vendor{Vendor: t.vendor, Commands: t.commands, Account: t.account(), Send: func(ctx context.Context, r transport.Request) (*transport.Response, error) {
		return cli.SendRaw(ctx, r, t.client)
	}}
}

// commands returns the whole tree.
func (t *tree) commands() *cobra.Command {
	return cli.Group(t.vendor.Name, cli.Short(t.vendor),
		cli.Plural(t.reports(), "report"),
		cli.Plural(t.templates(), "template"),
		cli.Plural(t.logs(), "log"),
		cli.Plural(t.staffs(), "staff"),
		cli.Plural(t.groups(), "group"),
		cli.Plural(t.timecards(), "timecard"),
	)
}

func newTree(app *cli.App) *tree {
	v, _ := vendors.Lookup("nipoplus")
	return &tree{App: app, vendor: v}
}

// client returns the NipoPlus client of the active profile.
func (t *tree) client() (*nipoplus.Client, error) {
	if t.reader != nil {
		return t.reader, nil
	}
	return t.clientWith(t.SecretSource(t.vendor, "api_key"))
}

// clientWith returns the same with a key of the caller's choice.
func (t *tree) clientWith(key transport.Source) (*nipoplus.Client, error) {
	options, err := t.Transport(t.vendor)
	if err != nil {
		return nil, err
	}
	settings, err := t.settings()
	if err != nil {
		return nil, err
	}
	return nipoplus.New(options, settings, key)
}

// settings reads the endpoint that the config may have otherwise: the document spells it in two ways.
func (t *tree) settings() (nipoplus.Settings, error) {
	c, err := t.Config()
	if err != nil {
		return nipoplus.Settings{}, err
	}
	t.WarnOfEndpoints(c, t.vendor, templatesEndpoint)
	text, ok := c.Endpoint(t.vendor.Name, templatesEndpoint)
	method, path, _ := strings.Cut(text, " ")
	if ok && method != http.MethodPost {
		return nipoplus.Settings{}, fault.Errorf(fault.Usage, "%s.endpoints.%s: %s is not POST, by which NipoPlus is asked", t.vendor.Name, templatesEndpoint, method).
			WithHint("genba config set nipoplus.endpoints.templates 'POST /templtes'")
	}
	return nipoplus.Settings{Templates: strings.TrimPrefix(path, "/")}, nil
}

// templatesEndpoint is the name of the list of templates in the config.
const templatesEndpoint = "templates"

// location returns the zone in which tables show times; a config that can't be read is another one's error.
func (t *tree) location() *time.Location {
	now, err := t.LocalNow()
	if err != nil {
		return time.UTC
	}
	return now.Location()
}
