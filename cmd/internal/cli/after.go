package cli

import (
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// afterWrite returns the error of an output that failed although the write itself was done: it must not be
// repeated because of that.
func afterWrite(done say.Format, err error) error {
	return &fault.Error{Kind: fault.KindOf(err), Message: say.T("%s, but: %s", done, message(err)), Hint: say.T("do not send it again"), Err: err}
}
