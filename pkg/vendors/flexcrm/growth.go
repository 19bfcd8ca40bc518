package flexcrm

import (
	"context"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// growth tells a list that grows while its end is read from one of which each answer holds only a few records: both bring
// next to nothing with each answer.
type growth struct {
	leap   int // how far ahead was looked the last time
	length int // places that the list is known to have
	enough int // records after which all have come that were there when its end was seen; 0: not seen yet
}

// grows reports whether what comes, little by little, are records that were added after the reading began, so that the list is
// whole without them. An empty place ahead is the proof: in the order of the ids what was there before lies in front of it.
func (w *pass) grows(ctx context.Context) (bool, error) {
	switch {
	case w.enough > 0:
		return w.came >= w.enough, nil
	case w.reached < w.length, !w.rising && w.short < mostIdle:
		return false, nil
	}
	w.leap = max(few, 2*w.leap)
	for {
		place := w.reached + w.leap
		found, err := w.fetch(ctx, place, 2)
		switch {
		case err != nil:
			return false, err
		case len(found.ids) > 0:
			w.length, w.short = place, 0
			return false, nil
		case w.leap > few:
			w.leap = few // how near the end is shows only from close by
			continue
		case w.rising:
			w.enough = w.came + few + firstStep // so many may have moved to the front since the last answer, see back
			return false, nil
		}
		return false, fault.Errorf(fault.Partial, "the list of %s went on growing while its end was read; %d came, and some may be missing", w.unit, w.came).
			WithHint("ask again by id, or when nobody is adding records")
	}
}
