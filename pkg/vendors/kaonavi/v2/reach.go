package v2

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Reach is whether Kaonavi answers a read.
type Reach struct {
	Name   string // as it is typed: "sheet get 1001"
	Screen string // what the administrator ticks
	Off    bool   // Kaonavi answered 403
}

// mostSheets bounds how many sheets are asked for, each in a request of its own.
const mostSheets = 100

// Reads asks for each read whether it is switched on, by a request whose answer is not read. Lists that know updated_since are
// asked for what will have changed tomorrow. Writes are not asked: there is no way to ask that might not write.
func (c *Client) Reads(ctx context.Context) ([]Reach, error) {
	nothing := since(c.o.Now().AddDate(0, 0, 2).Format(time.DateOnly))
	var all []Reach
	for _, probe := range []struct {
		operation
		query  url.Values
		places []string
	}{
		{memberLayout, nil, nil},
		{memberList, nothing, nil},
		{faceList, nothing, nil},
		{departmentList, nil, nil},
		{userList, nil, nil},
		{roleList, nil, nil},
		{permissionList, nil, []string{"member"}},
		{optionList, nil, nil},
		{webhookList, nil, nil},
		{taskGet, nil, []string{"1"}},
	} {
		off, err := c.off(ctx, probe.operation, probe.query, probe.places...)
		if err != nil {
			return all, err
		}
		all = append(all, Reach{string(probe.name), probe.screen, off})
	}
	return c.readSheets(ctx, all, nothing)
}

// readSheets asks for the sheets one by one, as they are switched on one by one.
func (c *Client) readSheets(ctx context.Context, all []Reach, nothing url.Values) ([]Reach, error) {
	var sheets []Reach
	var ids []string
	for r, err := range c.SheetLayouts(ctx, false) {
		if f := (*fault.Error)(nil); errors.As(err, &f) && f.Status == http.StatusForbidden {
			return append(all, Reach{string(sheetLayouts.name), sheetLayouts.screen, true}), nil
		}
		if err != nil {
			return all, err
		}
		id := r.Lookup("id").Text()
		ids = append(ids, id)
		sheets = append(sheets, Reach{Name: string(sheetGet.name) + " " + id, Screen: sheetGet.screen + " (" + r.Lookup("name").Text() + ")"})
	}
	all = append(all, Reach{string(sheetLayouts.name), sheetLayouts.screen, false})
	for i := range sheets[:min(len(sheets), mostSheets)] {
		var err error
		if sheets[i].Off, err = c.off(ctx, sheetGet, nothing, ids[i]); err != nil {
			return all, err
		}
		all = append(all, sheets[i])
	}
	return all, nil
}

// off reports whether an operation is switched off. Of its answer nothing is read; one that there is no such thing is one.
func (c *Client) off(ctx context.Context, o operation, query url.Values, places ...string) (bool, error) {
	r := o.request(places...)
	r.Query = query
	got, err := c.send(ctx, c.http.Stream, o, r)
	if err == nil {
		return false, got.Stream.Close()
	}
	f := (*fault.Error)(nil)
	switch {
	case !errors.As(err, &f):
		return false, err
	case f.Status == http.StatusForbidden:
		return true, nil
	case f.Kind == fault.Refused:
		return false, nil
	}
	return false, err
}
