package flexcrm

import (
	"context"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// unpaged reports whether the vendor gives the list from its first record whatever the place that is asked for, as may be with those
// that the document shows without a limit (scheduleList): p, asked for further behind, begins with that record, and
// so does an answer from far behind.
func (w *pass) unpaged(ctx context.Context, p page, at int) (bool, error) {
	if at == 0 || len(p.ids) == 0 || p.ids[0] != w.head {
		return false, nil
	}
	far, err := w.fetch(ctx, at+len(p.ids)+10*w.size, max(2, w.size))
	return err == nil && len(far.ids) > 0 && far.ids[0] == w.head, err
}

// inOne returns the end of a list that is not paged. One that is as long as was asked for, or shorter than its total, may have been cut.
func (w *pass) inOne(p page, asked int) error {
	if n := len(p.ids); n == asked && p.total != n || p.total > n && !ofAPage(p, asked) {
		return fault.Errorf(fault.Partial, "FlexCRM gives the same %d %s whatever place of the list is asked for, and there may be more", n, w.unit).
			WithHint("what came is given; look for the others in FlexCRM's own screens")
	}
	return nil
}
