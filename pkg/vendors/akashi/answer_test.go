package akashi_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// AKASHI's reason is found wherever an answer has it: in a list of errors, of texts, or beside an empty one.
func TestTheReasonOfARefusal(t *testing.T) {
	for body, want := range map[string]struct {
		kind fault.Kind
		text string
	}{
		`{"success":false,"errors":[{"code":" E1","message":"甲"}]}`:              {fault.Refused, "E1: 甲"},
		`{"success":false,"errors":[{"code":"E1","messages":["甲","乙"]}]}`:        {fault.Refused, "E1: 甲; 乙"},
		`{"success":false,"message":"甲","code":"E2","errors":[]}`:                {fault.Refused, "E2: 甲"},
		`{"success":false,"messages":["甲"],"response":{}}`:                       {fault.Refused, "甲"},
		`{"success":false,"message":"上","errors":[{"code":"E1","message":"甲"}]}`: {fault.Refused, "E1: 甲"},
		`{"success":false,"message":"トークンが不正です。","code":"E2","errors":[]}`:       {fault.Auth, "E2: トークンが不正です。"},
	} {
		base, _ := recording(t, 200, body)
		_, err := newClient(t, base).Staff(t.Context(), 7)
		wantError(t, err, want.kind, want.text)
	}
}
