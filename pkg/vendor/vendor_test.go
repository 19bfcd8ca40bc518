package vendor_test

import (
	"slices"
	"testing"

	"github.com/genba-cli/genba/pkg/vendor"
)

func TestTable(t *testing.T) {
	if got := vendor.Names(); !slices.Equal(got, []string{"logimeter", "akashi", "kaonavi", "nipoplus", "flexcrm"}) {
		t.Fatalf("Names = %v", got)
	}
	akashi, ok := vendor.Lookup("akashi")
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
	if _, ok := vendor.Lookup("Akashi"); ok {
		t.Error("names are matched as typed")
	}
}
