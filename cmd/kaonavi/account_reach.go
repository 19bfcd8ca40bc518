package kaonavi

import (
	"context"
	"strings"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// reach asks version 2 which of its reads are switched on.
func (t *tree) reach(ctx context.Context) ([]cli.Reach, error) {
	if second, err := t.second(); err != nil || !second {
		return nil, err
	}
	who, err := t.credentials(ctx)
	if fault.KindOf(err) == fault.Auth {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	o, err := t.optionsV2(who, true)
	if err != nil {
		return nil, err
	}
	o.NoWait, o.Transport.DryRun = true, nil
	client, err := v2.New(o)
	if err != nil {
		return nil, err
	}
	reads, err := client.Reads(ctx)
	return reached(reads), err
}

// reached sorts reads by whether they answer.
func reached(reads []v2.Reach) (all []cli.Reach) {
	var on, off []string
	for _, r := range reads {
		if r.Off {
			off = append(off, r.Screen)
		} else {
			on = append(on, r.Name)
		}
	}
	if len(on) > 0 {
		all = append(all, cli.Reach{Text: say.T("Kaonavi answers: %s", strings.Join(on, ", "))})
	}
	if len(off) > 0 {
		all = append(all, cli.Reach{
			Text: say.T("switched off at Kaonavi: %s", strings.Join(off, ", ")), Off: true,
			Hint: say.T("to switch them on: 管理者機能トップ > 公開API v2 情報 > 操作対象の管理; sheets are switched on one by one"),
		})
	}
	if len(reads) > 0 {
		all = append(all, cli.Reach{Text: say.T("whether a write is switched on shows when it is sent: none was sent to find out")})
	}
	return all
}
