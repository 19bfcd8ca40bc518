package lang_test

import (
	"encoding/json"
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

func catalogue(t *testing.T, messages map[string]string) *lang.Catalogue {
	t.Helper()
	text, err := json.Marshal(lang.Catalogue{Messages: messages})
	if err != nil {
		t.Fatal(err)
	}
	c, err := lang.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestText(t *testing.T) {
	c := catalogue(t, map[string]string{
		"; ":                               "。",
		"nothing was sent":                 "何も送信していません",
		"--%s is missing":                  "--%s がありません",
		"%q is not a vendor%s":             "%q というベンダーはありません%s",
		" (did you mean %q?)":              "（%q のことですか）",
		"row %d: %s of %s":                 "%[1]d 行目: %[3]s の %[2]s",
		"cannot read %s: %w":               "%s を読み取れません: %w",
		"tried %d times":                   "%d 回試行",
		", tried %d times":                 "、%d 回試行",
		"%q is none of %s%s; %s":           "%s は %s%s ではありません。%s",
		"line %d: %d of %d cells":          "%d 行目: %d / %d セル",
		" (row %d)":                        "（%d 行目）",
		"100%% of %d":                      "%d の 100%%",
		"the answer is not valid JSON":     "応答が正しい JSON ではありません",
		"staffs":                           "従業員",
		"of %d %s":                         "%[1]d 件中（%[2]s）",
		"genba auth status shows them":     "genba auth status で確認できます",
		"it has: %s":                       "使えるもの: %s",
		"the vendor answered %s; look: %s": "ベンダーの応答は %s。確認: %s",
	})
	for from, want := range map[string]string{
		"":                                    "",
		"nothing was sent":                    "何も送信していません",
		"--file is missing":                   "--file がありません",
		"--file is missing; nothing was sent": "--file がありません。何も送信していません",
		`"akash" is not a vendor`:             `"akash" というベンダーはありません`,
		`"akash" is not a vendor (did you mean "akashi"?)`: `"akash" というベンダーはありません（"akashi" のことですか）`,
		"row 7: x of y": "7 行目: y の x",
		"cannot read a.csv: the answer is not valid JSON":            "a.csv を読み取れません: 応答が正しい JSON ではありません",
		"the answer is not valid JSON, tried 4 times":                "応答が正しい JSON ではありません、4 回試行",
		`"akash" is none of "a", "b" (did you mean "akashi"?); look`: `"akash" は "a", "b"（"akashi" のことですか） ではありません。look`,
		"line 12: 3 of 4 cells":                                      "12 行目: 3 / 4 セル",
		"line x: 3 of 4 cells":                                       "line x: 3 of 4 cells",
		"--file is missing (row 2)":                                  "--file がありません（2 行目）",
		"100% of 5":                                                  "5 の 100%",
		"of 120 staffs":                                              "120 件中（従業員）",
		"stamps: ERR1: 打刻できません":                                      "stamps: ERR1: 打刻できません",
		"nothing was sent\ngenba auth status shows them":             "何も送信していません\ngenba auth status で確認できます",
		"what nobody has translated 100%":                            "what nobody has translated 100%",
	} {
		if got := c.Text(from); got != want {
			t.Errorf("%q: %q, want %q", from, got, want)
		}
	}
	var none *lang.Catalogue
	if none.Text("nothing was sent") != "nothing was sent" || none.Format("%d") != "%d" || none.Command("x").Short != "" {
		t.Error("no catalogue changes nothing")
	}
}
