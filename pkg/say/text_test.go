package say_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

type catalogue map[string]string

func (c catalogue) Format(format string) string {
	if t, ok := c[format]; ok {
		return t
	}
	return format
}

var japanese = catalogue{
	"cannot read %s (profile %s)":          "%s を読み取れません（プロファイル %s）",
	"days":                                 "日",
	"not found":                            "見つかりません",
	"row %d: %s of %s":                     "%[1]d 行目: %[3]s の %[2]s",
	"%s; nothing was sent":                 "%s。何も送信していません",
	"%s, tried %d times":                   "%s、%d 回試行",
	"; ":                                   "。",
	"the answer is damaged: %w":            "応答が壊れています: %w",
	"100%% of it":                          "その 100%%",
	"mend it":                              "直してください",
	"AKASHI gave no message":               "AKASHI からの説明はありません",
	"put it into %[1]s or into %[1]s_FILE": "%[1]s か %[1]s_FILE に設定する",
}

func TestTextIsTranslatedByItsFormat(t *testing.T) {
	for name, c := range map[string]struct {
		text   say.Text
		en, ja string
	}{
		"what was typed stays":           {say.T("cannot read %s (profile %s)", "days", "days"), "cannot read days (profile days)", "days を読み取れません（プロファイル days）"},
		"a vendor's word stays":          {say.T("%s; nothing was sent", "not found"), "not found; nothing was sent", "not found。何も送信していません"},
		"a vendor's whole message stays": {say.Verbatim("not found"), "not found", "not found"},
		"a text in a text":               {say.T("%s; nothing was sent", say.T("AKASHI gave no message")), "AKASHI gave no message; nothing was sent", "AKASHI からの説明はありません。何も送信していません"},
		"another order":                  {say.T("row %d: %s of %s", 7, "x", "y"), "row 7: x of y", "7 行目: y の x"},
		"one argument twice":             {say.T("put it into %[1]s or into %[1]s_FILE", "A"), "put it into A or into A_FILE", "A か A_FILE に設定する"},
		"joined":                         {say.Join("; ", say.T("days"), say.Text{}, say.Verbatim("days")), "days; days", "日。days"},
		"lines":                          {say.Lines(say.T("mend it"), say.T("days")), "mend it\ndays", "直してください\n日"},
		"a per cent":                     {say.T("100%% of it"), "100% of it", "その 100%"},
		"per cents of a vendor":          {say.Verbatim("100%% of %d"), "100%% of %d", "100%% of %d"},
		"not in the catalogue":           {say.T("so what, %q?", "days"), `so what, "days"?`, `so what, "days"?`},
		"a format in a text":             {say.T("%s; nothing was sent", say.Format("days")), "days; nothing was sent", "日。何も送信していません"},
		"one of many":                    {say.T("%s; nothing was sent", say.T("days").Of(1)), "day; nothing was sent", "日。何も送信していません"},
		"one of what has no translation": {say.T("hours").Of(1), "hour", "hour"},
		"nothing":                        {say.Text{}, "", ""},
		"nothing joined":                 {say.Join("; ", say.Text{}), "", ""},
		"the first that says something":  {say.Or(say.Text{}, say.Verbatim(""), say.T("days")), "days", "日"},
	} {
		if got := c.text.String(); got != c.en {
			t.Errorf("%s: %q, want %q", name, got, c.en)
		}
		if got := c.text.In(japanese); got != c.ja {
			t.Errorf("%s: %q, want %q", name, got, c.ja)
		}
		if c.text.IsZero() != (c.en == "") {
			t.Errorf("%s: IsZero is %t", name, c.text.IsZero())
		}
	}
}

// However an error is wrapped on its way up, what genba says in it is translated and what others say is not.
func TestErrorsAreTranslatedWhereverTheyLie(t *testing.T) {
	cause := say.Errorf("the answer is damaged: %w", fs.ErrNotExist)
	vendor := &fault.Error{Kind: fault.Refused, Code: "ERR1", Message: say.Verbatim("not found"), Status: 404}
	for name, c := range map[string]struct {
		err    error
		en, ja string
	}{
		"itself":                     {cause, "the answer is damaged: file does not exist", "応答が壊れています: file does not exist"},
		"by a package of Go":         {&fs.PathError{Op: "open", Path: "days", Err: cause}, "open days: the answer is damaged: file does not exist", "open days: 応答が壊れています: file does not exist"},
		"twice":                      {fmt.Errorf("a: %w", fmt.Errorf("b: %w", cause)), "a: b: the answer is damaged: file does not exist", "a: b: 応答が壊れています: file does not exist"},
		"joined":                     {errors.Join(cause, vendor), "the answer is damaged: file does not exist\nERR1: not found (HTTP 404)", "応答が壊れています: file does not exist\nERR1: not found (HTTP 404)"},
		"in a fault":                 {fault.Errorf(fault.Other, "%s, tried %d times", vendor, 4), "ERR1: not found (HTTP 404), tried 4 times", "ERR1: not found (HTTP 404)、4 回試行"},
		"a fault without a message":  {&fault.Error{Err: cause, Status: 500}, "the answer is damaged: file does not exist (HTTP 500)", "応答が壊れています: file does not exist (HTTP 500)"},
		"somebody else's altogether": {errors.New("days"), "days", "days"},
	} {
		if got := c.err.Error(); got != c.en {
			t.Errorf("%s: %q, want %q", name, got, c.en)
		}
		if got := say.ErrorIn(c.err, japanese); got != c.ja {
			t.Errorf("%s: %q, want %q", name, got, c.ja)
		}
	}
	if !errors.Is(cause, fs.ErrNotExist) {
		t.Error("the cause can't be found")
	}
}

func TestMapReachesEverythingThatWasFilledIn(t *testing.T) {
	mask := func(s string) string {
		if s == "secret" || s == "key secret" {
			return "***"
		}
		return s
	}
	text := say.Join("; ", say.T("%s and %v and %d", "secret", errors.New("key secret"), 7), say.T("%s; nothing was sent", say.Verbatim("secret")), say.T("secret"))
	if got, want := text.Map(mask).String(), "*** and *** and 7; ***; nothing was sent; ***"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if text.String() != "secret and key secret and 7; secret; nothing was sent; secret" {
		t.Error("the text itself has changed")
	}
}

// A path of Windows is shown as it is typed, in quotes or not.
func TestPathsOfWindowsKeepTheirBackslashes(t *testing.T) {
	for _, c := range []struct {
		text say.Text
		want string
	}{
		{say.T("%q is read-only", `C:\勤怠\3月.csv`), `"C:\勤怠\3月.csv" is read-only`},
		{say.T("mkdir %[2]s %[1]q", `D:\a b`, `x\y`), `mkdir x\y "D:\a b"`},
		{say.T("%q", "a\\b\nc"), `"a\\b\nc"`},
		{say.T("%q", `say "a\b"`), `"say \"a\\b\""`},
		{say.T("%-8s|", `a\b`), `a\b     |`},
	} {
		if got := c.text.String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestKeyLeavesOutWhatIsATextsOwn(t *testing.T) {
	own := func(arg any) bool { return arg == "x" || arg == "y" }
	alike := say.T("%q is not one of %s", "x", "a, b").Key(own)
	for name, c := range map[string]struct {
		text say.Text
		same bool
	}{
		"another value":       {say.T("%q is not one of %s", "y", "a, b"), true},
		"another list":        {say.T("%q is not one of %s", "x", "a, c"), false},
		"another format":      {say.T("%q is none of %s", "x", "a, b"), false},
		"the value in a text": {say.T("%q is not one of %s", "x", say.T("%s, b", "x")), false},
		"words of a vendor":   {say.Verbatim(`"x" is not one of a, b`), false},
	} {
		if got := c.text.Key(own); (got == alike) != c.same {
			t.Errorf("%s: %q, beside %q", name, got, alike)
		}
	}
}
