package nipoplus

import (
	"slices"
	"strings"
	"testing"
)

func TestFileNames(t *testing.T) {
	long := strings.Repeat("長", 100)
	for _, c := range []struct {
		templates []template
		want      []string
	}{
		{[]template{{"a1", "作業日報"}, {"b2", "点検/安全 2025"}, {"c3", `..\:*?"<>|x`}}, []string{"作業日報", "点検_安全 2025", "_.________x"}},
		{[]template{{"a1", "日報"}, {"b2", "日報"}, {"c3", "日 報"}}, []string{"日報-a1", "日報-b2", "日 報"}},
		{[]template{{"a1", "Report"}, {"b2", "report"}, {"c3", "a/b"}, {"d4", "a:b"}}, []string{"Report-a1", "report-b2", "a_b-c3", "a_b-d4"}},
		{[]template{{"a1", ""}, {"", ""}, {"b/2", " . "}}, []string{"a1", "no-template", "b_2"}},
		{[]template{{"a1", "nul"}, {"b2", "../../etc/passwd"}, {"c3", "改\n行\x1b[31m"}}, []string{"nul_", "_._.._etc_passwd", "改_行_[31m"}},
		{[]template{{"a1", long}, {"b2", long + "い"}}, []string{strings.Repeat("長", 40) + "-a1", strings.Repeat("長", 40) + "-b2"}},
	} {
		if got := fileNames(c.templates); !slices.Equal(got, c.want) {
			t.Errorf("%q became %q, want %q", c.templates, got, c.want)
		}
	}
}
