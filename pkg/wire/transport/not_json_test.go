package transport_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func TestNotJSONTellsACutBodyFromAnother(t *testing.T) {
	for _, c := range []struct {
		err  error
		kind fault.Kind
	}{
		{fmt.Errorf("byte 7: %w", io.ErrUnexpectedEOF), fault.Temporary},
		{errors.New("byte 7: a value was expected"), fault.Other},
	} {
		e := transport.NotJSON(&transport.Response{Status: 200}, c.err)
		if e.Kind != c.kind || e.Status != 200 || !errors.Is(e, c.err) || e.Hint.IsZero() != (c.kind == fault.Temporary) {
			t.Errorf("%v: %+v", c.err, e)
		}
	}
}
