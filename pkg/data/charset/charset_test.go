package charset_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestParseEncoding(t *testing.T) {
	for name, want := range map[string]charset.Encoding{
		"utf-8": charset.UTF8, "UTF8": charset.UTF8,
		"utf-8-bom": charset.UTF8BOM,
		"cp932":     charset.CP932, "CP932": charset.CP932, "Shift_JIS": charset.CP932, "shift-jis": charset.CP932,
		"sjis": charset.CP932, "Windows-31J": charset.CP932,
	} {
		if got, err := charset.ParseEncoding(name); err != nil || got != want {
			t.Errorf("%q: %v, %v; want %v", name, got, err, want)
		}
	}
	for _, name := range charset.Names() {
		if got, err := charset.ParseEncoding(name); err != nil || got.String() != name {
			t.Errorf("%q: %v, %v", name, got, err)
		}
	}
}

func TestParseEncodingRefuses(t *testing.T) {
	for name, near := range map[string]string{"cp923": `did you mean "cp932"?`, "utf8-b0m": `did you mean "utf-8-bom"?`, "latin-1": "", "": ""} {
		_, err := charset.ParseEncoding(name)
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), near) || !strings.Contains(fault.HintOf(err).String(), "cp932") {
			t.Errorf("%q: %v, hint %q", name, err, fault.HintOf(err).String())
		}
	}
}

func TestParseUnmappable(t *testing.T) {
	for _, want := range []charset.Unmappable{charset.Fail, charset.Replace} {
		if got, err := charset.ParseUnmappable(want.String()); err != nil || got != want {
			t.Errorf("%v: %v, %v", want, got, err)
		}
	}
	if _, err := charset.ParseUnmappable("ignore"); fault.KindOf(err) != fault.Usage {
		t.Errorf("got %v", err)
	}
}
