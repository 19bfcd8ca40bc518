package fault_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestExitCode(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want int
	}{
		"nil":                       {nil, 0},
		"plain error":               {errors.New("x"), 1},
		"other":                     {fault.New(fault.Other, "x"), 1},
		"usage":                     {fault.New(fault.Usage, "x"), 2},
		"auth":                      {fault.New(fault.Auth, "x"), 3},
		"refused":                   {fault.New(fault.Refused, "x"), 4},
		"temporary":                 {fault.New(fault.Temporary, "x"), 5},
		"partial":                   {fault.New(fault.Partial, "x"), 6},
		"found by --check":          {fault.New(fault.Found, "x"), 7},
		"interrupted":               {fault.New(fault.Interrupted, "x"), 130},
		"wrapped":                   {fmt.Errorf("outer: %w", fault.New(fault.Refused, "x")), 4},
		"cancelled context":         {fmt.Errorf("outer: %w", context.Canceled), 130},
		"cancelled inside a fault":  {&fault.Error{Kind: fault.Temporary, Err: context.Canceled}, 130},
		"deadline":                  {context.DeadlineExceeded, 5},
		"deadline inside a refusal": {&fault.Error{Kind: fault.Refused, Err: context.DeadlineExceeded}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fault.ExitCode(c.err); got != c.want {
				t.Errorf("ExitCode = %d, want %d", got, c.want)
			}
		})
	}
}

func TestErrorIsOneLineWithCodeAndStatus(t *testing.T) {
	err := &fault.Error{Code: "ERR300003", Message: say.T("the token has expired"), Status: 401}
	if got, want := err.Error(), "ERR300003: the token has expired (HTTP 401)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestErrorfKeepsTheCause(t *testing.T) {
	cause := errors.New("disk full")
	err := fault.Errorf(fault.Other, "write a.csv: %w", cause)
	if !errors.Is(err, cause) || err.Error() != "write a.csv: disk full" {
		t.Errorf("got %q, wraps cause: %v", err, errors.Is(err, cause))
	}
}

func TestHintOfLooksInside(t *testing.T) {
	inner := fault.New(fault.Auth, "no token").WithHint("genba auth login %s", "akashi")
	err := fmt.Errorf("outer: %w", &fault.Error{Kind: fault.Auth, Message: say.T("x"), Err: inner})
	if got := fault.HintOf(err).String(); got != "genba auth login akashi" {
		t.Errorf("got %q", got)
	}
	if got := fault.HintOf(errors.New("x")); !got.IsZero() {
		t.Errorf("got %q, want none", got)
	}
}
