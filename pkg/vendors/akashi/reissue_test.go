package akashi_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func TestReissueToken(t *testing.T) {
	base, requests := recording(t, 200, `{"success":true,"response":{"login_company_code":"sample01","staff_id":7,"agency_manager_id":null,"token":"new-token","expired_at":"2025/04/10 00:00:00"}}`)
	token, err := newClient(t, base).ReissueToken(t.Context())
	want := time.Date(2025, 4, 9, 15, 0, 0, 0, time.UTC) // midnight in Japan
	if err != nil || token.Value != "new-token" || !token.ExpiresAt.Equal(want) {
		t.Fatalf("got %v, %v", token, err)
	}
	if all := requests(); len(all) != 1 || all[0] != (seen{"POST", "/token/reissue/sample01", "", `{"token":"` + secret + `"}`}) {
		t.Errorf("sent %v", all)
	}
}

// The old token may be dead: whatever else is wrong, a new one that came is given.
func TestReissueTokenNeverLosesIt(t *testing.T) {
	for name, body := range map[string]string{
		"no expiry":         `{"success":true,"response":{"token":"new-token"}}`,
		"unreadable expiry": `{"success":true,"response":{"token":"new-token","expired_at":"soon"}}`,
		"null expiry":       `{"success":true,"response":{"token":"new-token","expired_at":null}}`,
		"errors beside it":  `{"success":true,"response":{"token":"new-token"},"errors":[{"code":"E","message":"甲"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			token, err := newClient(t, answers(t, 200, body)).ReissueToken(t.Context())
			if err != nil || token.Value != "new-token" || !token.ExpiresAt.IsZero() {
				t.Errorf("got %v, %v", token, err)
			}
		})
	}
}

func TestReissueTokenWithoutOne(t *testing.T) {
	for name, body := range map[string]string{
		"no token":    `{"success":true,"response":{"staff_id":7}}`,
		"empty":       `{"success":true,"response":{"token":""}}`,
		"null":        `{"success":true,"response":{"token":null}}`,
		"a number":    `{"success":true,"response":{"token":123456}}`,
		"no response": `{"success":true}`,
		"and errors":  `{"success":true,"response":{},"errors":[{"code":"E","message":"甲"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			token, err := newClient(t, answers(t, 200, body)).ReissueToken(t.Context())
			wantError(t, err, fault.Other, "without a new token", "may no longer work")
			if token.Value != "" || !strings.Contains(fault.HintOf(err).String(), "check the token") {
				t.Errorf("got %v, hint %q", token, fault.HintOf(err).String())
			}
		})
	}
}

// From the moment it is there the new token is masked like the old one.
func TestReissueTokenIsASecretAtOnce(t *testing.T) {
	set := &redact.Set{}
	base := answers(t, 200, `{"success":true,"response":{"token":"new-token"}}`)
	c := newClientWith(t, transport.Options{BaseURL: base, Redact: set}, func(context.Context) (string, error) { return secret, nil })
	token, err := c.ReissueToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := set.String("old " + secret + ", new " + token.Value); got != "old ***, new ***" {
		t.Errorf("got %q", got)
	}
}
