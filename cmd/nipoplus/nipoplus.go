// Package nipoplus is the command tree of NipoPlus: flags in, records out. It must not know HTTP, JSON or CSV.
package nipoplus

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
)

// tree holds what the commands of this vendor share.
type tree struct {
	*cli.App
	vendor vendors.Vendor
}

// New makes the tree.
func New(app *cli.App) *cobra.Command {
	t := newTree(app)
	return cli.Group("nipoplus", "NipoPlus: daily reports",
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

// client is the NipoPlus client of the active profile.
func (t *tree) client() (*nipoplus.Client, error) {
	return t.clientWith(t.SecretSource(t.vendor, "api_key"))
}

// clientWith is the same with a key of the caller's choice.
func (t *tree) clientWith(key nipoplus.KeySource) (*nipoplus.Client, error) {
	options, err := t.Transport(t.vendor)
	if err != nil {
		return nil, err
	}
	return nipoplus.New(options, key)
}

// location is the zone in which tables show times; a config that can't be read is another one's error.
func (t *tree) location() *time.Location {
	now, err := t.LocalNow()
	if err != nil {
		return time.UTC
	}
	return now.Location()
}
