package kaonavi

import (
	"context"
	"net/http"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// raw sends a request as it was typed. Its dry run is genba's own, which sends nothing: what the vendor makes of dryrun
// in a request that genba does not know is uncertain.
func (t *tree) raw(ctx context.Context, r transport.Request) (*transport.Response, error) {
	if second, err := t.second(); err != nil {
		return nil, err
	} else if second {
		return t.rawV2(ctx, r)
	}
	switch {
	case issuesTokens(r.Path):
		return nil, fault.New(fault.Usage, "this would print an access token and spend one of the five; nothing was sent").
			WithHint("genba auth token kaonavi prints the one that is kept")
	case r.Method != http.MethodPost:
		return nil, fault.Errorf(fault.Usage, "Kaonavi's API v1 knows POST only, also to read; nothing was sent").
			WithHint("genba api kaonavi POST %s", r.Path)
	}
	if r.Body != nil && string(r.Body.Data) == "{}" {
		r.Body = nil // the reads have none
	}
	who, err := t.credentials(ctx)
	if err != nil {
		return nil, err
	}
	o, err := t.options(who, true)
	if err != nil {
		return nil, err
	}
	if o.DryRun {
		o.DryRun, o.Transport.DryRun = false, t.Streams.Out
	}
	client, err := kaonavi.New(o)
	if err != nil {
		return nil, err
	}
	return client.Raw(ctx, r)
}

// rawV2 sends a request of version 2 as it was typed.
func (t *tree) rawV2(ctx context.Context, r transport.Request) (*transport.Response, error) {
	if issuesTokens(r.Path) {
		return nil, fault.New(fault.Usage, "this would print an access token; nothing was sent").
			WithHint("genba auth token kaonavi prints the one that is kept")
	}
	client, err := t.clientV2(ctx)
	if err != nil {
		return nil, err
	}
	return client.Raw(ctx, r)
}

// issuesTokens reports whether a path is one by which either version has a token issued.
func issuesTokens(path string) bool { return cli.HasSegment(path, "get_token", "token") }
