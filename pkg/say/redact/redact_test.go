package redact_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/genba-cli/genba/pkg/say/redact"
)

func TestSetMasksEveryForm(t *testing.T) {
	var s redact.Set
	s.Add("s3cr/t+\"x")
	s.Add("a&b=c")
	for in, want := range map[string]string{
		`raw s3cr/t+"x end`:             `raw *** end`,
		`?token=s3cr%2Ft%2B%22x&a=1`:    `?token=***&a=1`,
		`/path/s3cr%2Ft+%22x/rest`:      `/path/***/rest`,
		`{"token":"s3cr/t+\"x","n":1}`:  `{"token":"***","n":1}`,
		`{"token":"s3cr\/t+\"x","n":1}`: `{"token":"***","n":1}`,
		`?token=s3cr%2ft%2b%22x&a=1`:    `?token=***&a=1`,
		`{"token":"a&b=c"}`:             `{"token":"***"}`,
		`{"token":"a\u0026b=c"}`:        `{"token":"***"}`,
		`s3cr/t+"xs3cr/t+"x`:            `******`,
		`nothing to see: s3cr/t`:        `nothing to see: s3cr/t`,
	} {
		if got := s.String(in); got != want {
			t.Errorf("String(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLongerSecretGoesFirst(t *testing.T) {
	var s redact.Set
	s.Add("token-1")
	s.Add("token-1-refresh")
	if got := s.String("token-1-refresh token-1"); got != "*** ***" {
		t.Errorf("got %q", got)
	}
}

func TestShortValueAndNilSetMaskNothing(t *testing.T) {
	var s redact.Set
	s.Add("")
	s.Add("abc")
	if got := s.String("abc"); got != "abc" {
		t.Errorf("got %q", got)
	}
	var none *redact.Set
	none.Add("secret")
	if got := none.String("secret"); got != "secret" {
		t.Errorf("got %q", got)
	}
}

func TestWriter(t *testing.T) {
	var s redact.Set
	var out bytes.Buffer
	w := s.Writer(&out)
	s.Add("hunter22")
	n, err := fmt.Fprintln(w, "password hunter22")
	if err != nil || n != len("password hunter22\n") || out.String() != "password ***\n" {
		t.Errorf("n=%d err=%v out=%q", n, err, out.String())
	}
}
