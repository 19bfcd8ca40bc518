package flexcrm

import (
	"context"
	"errors"
	"net/http"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// page is one answer of a list that comes in pages.
type page struct {
	records []record.Record
	ids     []int64
	total   int // what the vendor calls maxCount; -1 when it does not say
	limit   int // the limit that the answer names; -1 when it does not
}

// walk reads a list of the vendor by offset, whole, while records come and go.
//
// Each page begins with the last record of the one before, so that what was removed meanwhile shows: if the page does not begin
// with a record that was read, those after it have moved to the front, and the walk steps back until it does. A page that is
// not full is looked at again, from its last record on; the list ends where that brings nothing new, or, while records are
// added all the time, where all have come that were there when its end was seen (growth). What comes twice is dropped. The
// total decides nothing but how far to read ahead: it may be missing, or the size of a page.
type walk struct {
	unit   say.Text
	size   int // records asked for at once
	most   int // records wanted; 0: all
	atOnce int
	// steady says that the order is that of the ids, in which no record changes its place.
	steady bool
	// rising says that it is also the order in which records are added: what is new comes last.
	rising bool
	fetch  func(ctx context.Context, offset, limit int) (page, error)
	// whole gives the total without any condition, to tell what a total counts; nil: the list has no conditions.
	whole func(ctx context.Context) (int, error)

	seen   idSet
	came   int
	head   int64 // the list's first record
	newest int64 // the largest id of the first pass
	late   int   // records that came in a later pass and may have been there before
}

const (
	mostPasses = 5
	mostIdle   = 50  // answers in a row without anything new, besides those that a long list needs
	mostGaps   = 100 // steps back, besides two for each page that came
	firstStep  = 8   // back; the next one is as many times as long
	few        = 3   // records that may just have been added; a tenth of the longest answer as well
)

// read yields each record once; the error is what ended it.
func (w *walk) read(ctx context.Context, yield func(record.Record) bool) error {
	w.seen = idSet{}
	for n := range mostPasses {
		w.late = 0
		p := pass{walk: w, first: n == 0, step: firstStep, ahead: newAhead(ctx, w)}
		err := p.run(ctx, yield)
		p.ahead.stop()
		switch {
		case err != nil || p.stopped:
			return err
		case w.steady || w.came >= p.reached || n > 0 && w.late == 0:
			return nil
		}
		// Some places of the list held records that had been read: others, edited meanwhile, may have gone where the walk had
		// been. They are found by going over it again.
	}
	return fault.Errorf(fault.Partial, "the list of %s went on changing; %d came, and some that changed their places may be missing", w.unit, w.came).
		WithHint("ask again by id, or when nobody is editing")
}

func refusedAsIs(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Kind == fault.Refused && (f.Status == http.StatusBadRequest || f.Status == http.StatusOK)
}

// want returns how many records to ask for: a page beyond the first has one that is known.
func (w *walk) want(at int) int {
	size := w.size
	if w.most > 0 {
		size = min(size, w.most-w.came)
		if at > 0 {
			size = min(w.size, size+1)
		}
	}
	if at > 0 {
		size = max(size, 2)
	}
	return size
}
