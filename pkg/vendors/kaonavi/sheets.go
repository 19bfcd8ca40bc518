package kaonavi

import (
	"context"
	"errors"
	"net/http"
	"os"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/budget"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// SheetQuery says which sheet is wanted and how.
type SheetQuery struct {
	ID    string // 0: the basic information of all members
	Async bool   // by preset, progress and fetch (§2.12 to §2.14) from the beginning
	Patience
}

// sheetRecords are the names of a sheet's list: §2.8 has data, and so must be meant what §2.14 prints as vdata.
var sheetRecords = []string{"data", "vdata"}

// Sheet returns all of a sheet. One that does not come in time is asked for again by the way that is made for it.
func (c *Client) Sheet(ctx context.Context, q SheetQuery) *Listing {
	l := c.list(ctx, sheetGet, sheetRecords, q.ID)
	if c.o.DryRun {
		return l
	}
	if q.Async {
		if err := sheetPreset.in(c.o.Version); err != nil {
			return failed(err)
		}
	}
	l.open = func(ctx context.Context) (*transport.Response, error) {
		if q.Async {
			return c.prepared(ctx, q)
		}
		got, err := c.inTime(ctx, q.ID)
		late := (*lateError)(nil)
		if !errors.As(err, &late) {
			return got, err
		}
		if bad := sheetPreset.in(c.o.Version); bad != nil {
			f := *late.fault
			f.Hint = say.T("a sheet this large has to be made ready first, which came with v1.1: kaonavi.api_version")
			return nil, &f
		}
		c.o.Tell("the sheet did not come in time (%w); asking Kaonavi to make it ready and fetching it then", late)
		return c.prepared(ctx, q)
	}
	return l
}

// FetchSheet returns a sheet that was made ready (§2.14).
func (c *Client) FetchSheet(ctx context.Context, sheet, id string) *Listing {
	return c.list(ctx, sheetFetch, sheetRecords, sheet, id)
}

// PresetSheet has a sheet made ready (§2.12). Asked for twice it is made twice, which does no harm.
func (c *Client) PresetSheet(ctx context.Context, sheet string) (Job, error) {
	a, err := c.do(ctx, sheetPreset, sheet)
	if err != nil {
		return Job{}, err
	}
	if a.status != "" && a.status != statusOK || len(a.errors) > 0 {
		return Job{}, jobFailed(say.T("the sheet"), a)
	}
	j, err := newJob(say.T("sheet preset"), "", a)
	if err == nil && j.ID == "" && !c.o.DryRun {
		err = unexpected(say.T("sheet preset"), say.T(`"progress_id"`))
	}
	return j, err
}

// prepared has a sheet made ready and opens it.
func (c *Client) prepared(ctx context.Context, q SheetQuery) (*transport.Response, error) {
	begun, err := c.PresetSheet(ctx, q.ID)
	if err != nil {
		return nil, err
	}
	next := say.T("sheet %s, progress %s", q.ID, begun.ID)
	j, err := c.follow(ctx, q.Patience, sheetProgress, q.ID, begun.ID)
	if err == nil {
		err = j.Err
	} else if f := (*fault.Error)(nil); fault.KindOf(err) != fault.Interrupted && errors.As(err, &f) {
		err = &fault.Error{Kind: f.Kind, Message: say.T("sheet %s: %w", q.ID, f), Hint: say.T("it is still being made ready; fetch it later: %s", next), Err: err}
	}
	if err != nil {
		return nil, err
	}
	return c.http.Stream(ctx, c.request(sheetFetch, transport.Read, q.ID, begun.ID))
}

// lateError is a sheet that was too large to come in time.
type lateError struct{ fault *fault.Error }

func (e *lateError) Error() string { return e.fault.Error() }
func (e *lateError) Unwrap() error { return e.fault }

// inTime opens a sheet. What is too large to come in time is a *lateError.
func (c *Client) inTime(ctx context.Context, sheet string) (*transport.Response, error) {
	r := c.request(sheetGet, transport.Read, sheet)
	r.Hook = &punctual{Hook: c.hook(true, time.Time{})}
	return c.http.Stream(ctx, r)
}

// punctual ends the request for a sheet that is late: another attempt would take as long and spend one request more.
type punctual struct {
	*budget.Hook
	sent bool
}

func (h *punctual) End(ctx context.Context, o transport.Outcome) {
	h.sent = o.Sent
	h.Hook.End(ctx, o)
}

func (h *punctual) Wait(ctx context.Context, p *transport.Pause) error {
	f := (*fault.Error)(nil)
	if errors.As(p.Err, &f) && f.Kind == fault.Temporary &&
		(f.Status == http.StatusGatewayTimeout || h.sent && errors.Is(p.Err, os.ErrDeadlineExceeded)) {
		return &lateError{f}
	}
	return h.Hook.Wait(ctx, p)
}

// AskSheetHeaders asks for a sheet's columns alone, by the vendor's dry run (§1.5).
func (c *Client) AskSheetHeaders(ctx context.Context, sheet string) ([]Header, error) {
	return c.askHeaders(ctx, sheetGet, sheet)
}

// isEmpty reports whether a value is absent, null or "".
func isEmpty(v record.Value) bool {
	return len(v) == 0 || v.Kind() == record.KindNull || string(v) == `""`
}
