package lang_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/say/lang"
)

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		want    string
		locale  map[string]string
		choices []string
		system  []string
	}{
		{"ja", nil, []string{"ja"}, nil},
		{"en", map[string]string{"LANG": "ja_JP.UTF-8"}, []string{"", "en"}, nil},
		{"ja", map[string]string{"LANG": "ja_JP.UTF-8"}, []string{"", ""}, nil},
		{"ja", map[string]string{"LC_MESSAGES": "ja"}, nil, nil},
		{"en", map[string]string{"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, nil, nil},
		{"ja", map[string]string{"LC_ALL": "JA_jp.eucjp", "LANG": "en_US.UTF-8"}, nil, nil},
		{"en", map[string]string{"LANG": "jam_JM"}, nil, nil},
		{"en", nil, nil, nil},
		{"ja", map[string]string{"LANG": "ja-JP"}, nil, nil},
		{"ja", nil, nil, []string{"ja-JP", "en-US"}},
		{"en", nil, nil, []string{"en-US", "ja-JP"}},
		{"en", map[string]string{"LANG": "C.UTF-8"}, nil, []string{"ja-JP"}},
		{"en", nil, []string{"en"}, []string{"ja-JP"}},
	} {
		if got := lang.Choose(func(name string) string { return c.locale[name] }, func() []string { return c.system }, c.choices...); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestFormat(t *testing.T) {
	c, err := lang.Parse([]byte(`{"messages": {"hint": "ヒント", "row %d: %s of %s": "%[1]d 行目: %[3]s の %[2]s", " (did you mean %q?)": "（%q のことですか）", "days": "日"}}`))
	if err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]string{
		"":                     "",
		"hint:":                "ヒント:",
		" hint: ":              " ヒント: ",
		"row %d: %s of %s":     "%[1]d 行目: %[3]s の %[2]s",
		" (did you mean %q?)":  "（%q のことですか）",
		"row 7: x of y":        "row 7: x of y",
		"the days":             "the days",
		"what nobody has 100%": "what nobody has 100%",
	} {
		if got := c.Format(from); got != want {
			t.Errorf("%q: %q, want %q", from, got, want)
		}
	}
	var none *lang.Catalogue
	if none.Format("%d") != "%d" || none.Command("x").Short != "" {
		t.Error("no catalogue changes nothing")
	}
}
