package cmd_test

import (
	"strings"
	"testing"
)

// Questions are asked in the language; what answers them is the same in all.
func TestQuestionsInJapanese(t *testing.T) {
	d := newDesk(t, nil)
	d.env["GENBA_LANG"] = "ja"
	tty := d.sit(seat{}, "akashi", "staffs", "delete", "1010")
	tty.until("従業員1010をAKASHIから完全に削除しますか？")
	tty.until(" [y/N] ")
	tty.press("n\r")
	if seen := tty.ends(2); !strings.Contains(seen, "\r\ngenba: akashi staffs delete: 確認が得られませんでした。何も送信していません\r\nヒント: ") {
		t.Errorf("the terminal showed %q", seen)
	}
	tty = d.sit(seat{}, "akashi", "staffs", "delete", "1010")
	tty.until(" [y/N] ")
	tty.press("y\r")
	tty.ends(0)

	company, token := d.newcomer()
	tty = d.sit(seat{}, "auth", "login", "akashi")
	tty.until("AKASHIの企業ID: ")
	tty.press(company + "\r")
	tty.until("AKASHI マイページで発行したアクセストークン: ")
	tty.press(token + "\r")
	if seen := tty.ends(0); strings.Contains(seen, token) || !strings.Contains(seen, "\r\nAKASHIにログインしました（プロファイル default）。保存先: ") {
		t.Errorf("the terminal showed %q", seen)
	}
}
