package kaonavi

import (
	"context"
	"strconv"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// clientV2 returns the client of the active profile for version 2.
func (t *tree) clientV2(ctx context.Context, change ...func(*v2.Options)) (*v2.Client, error) {
	who, err := t.credentials(ctx)
	if err != nil {
		return nil, err
	}
	o, err := t.optionsV2(who, true)
	if err != nil {
		return nil, err
	}
	for _, f := range change {
		f(&o)
	}
	return v2.New(o)
}

// optionsV2 returns those of a client for a company.
func (t *tree) optionsV2(who access.Credentials, mayLock bool) (v2.Options, error) {
	hour, err := t.number("requests_per_hour")
	if err != nil {
		return v2.Options{}, err
	}
	minute, err := t.number("updates_per_minute")
	if err != nil {
		return v2.Options{}, err
	}
	account, err := t.account(who, mayLock, "kaonavi-v2-", v2.Limits(hour, minute))
	return v2.Options{Account: account}, err
}

// number returns a setting that must be a number from 1.
func (t *tree) number(key string) (int, error) {
	text, err := t.value(key)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fault.Errorf(fault.Usage, "kaonavi.%s %q is not a number from 1", key, text)
	}
	return n, nil
}
