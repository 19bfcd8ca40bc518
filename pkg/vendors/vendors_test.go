package vendors_test

import (
	"slices"
	"testing"

	"github.com/genba-cli/genba/pkg/vendors"
)

func TestTable(t *testing.T) {
	if got := vendors.Names(); !slices.Equal(got, []string{"logimeter", "akashi", "kaonavi", "nipoplus", "flexcrm"}) {
		t.Fatalf("Names = %v", got)
	}
	akashi, ok := vendors.Lookup("akashi")
	if !ok {
		t.Fatal("akashi is missing")
	}
	if got := akashi.Env("company_id"); got != "GENBA_AKASHI_COMPANY_ID" {
		t.Errorf("Env = %q", got)
	}
	if _, ok := akashi.Secret("token"); !ok {
		t.Error("akashi has no secret token")
	}
	if _, ok := akashi.Key("token"); ok {
		t.Error("a secret must not be a config key")
	}
	if _, ok := vendors.Lookup("Akashi"); ok {
		t.Error("names are matched as typed")
	}
}
