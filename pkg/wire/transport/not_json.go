package transport

import (
	"errors"
	"io"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// NotJSON returns the verdict of a Check whose vendor answers in JSON, and says success with a body that err says is none: one that was cut is
// worth another try (fault.Temporary), one that is simply something else is not (fault.Other).
func NotJSON(r *Response, err error) *fault.Error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return &fault.Error{Kind: fault.Temporary, Status: r.Status, Message: say.T("the answer is empty or was cut short"), Err: err}
	}
	return &fault.Error{
		Kind: fault.Other, Status: r.Status, Message: say.T("the answer is not valid JSON: %w", err), Err: err,
		Hint: say.T("check base_url and any proxy on the way"),
	}
}
