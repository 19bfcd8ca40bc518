package sandbox

// person is a name with its reading. Invented; the odd ones are what breaks programs.
type person struct{ last, first, lastKana, firstKana string }

// oddPeople come first in the company, right after the administrator.
var oddPeople = []person{
	{"髙橋", "恵", "タカハシ", "メグミ"},                 // a variant that CP932 has, JIS X 0208 has not
	{"山﨑", "翔太", "ヤマザキ", "ショウタ"},               // another
	{"𠮷野", "さくら", "ヨシノ", "サクラ"},                // four bytes in UTF-8, two units in UTF-16; not in CP932
	{"张", "伟", "チョウ", "イ"},                     // three bytes; not in CP932
	{"辻\U000E0100", "浩二", "ツジ", "コウジ"},         // a variation selector follows
	{"山田", "太郎", "ﾔﾏﾀﾞ", "ﾀﾛｳ"},                // half-width kana
	{"Sato, Jr.", "Ken \"K\"", "サトウ", "ケン"},    // comma and quotes
	{"=山本", "陽子", "ヤマモト", "ヨウコ"},               // a formula to a spreadsheet
	{"@小林", "-1+2", "コバヤシ", "プラス"},             // two more
	{"Nguyễn", "Thị Hà", "グエン", "ティハ"},         // not in CP932
	{"伊藤　", " 誠", "イトウ", "マコト"},                // a wide space after, a space before
	{"田中", "一郎", "", ""},                       // no reading: null
	{"田中", "一郎", "タナカ", "イチロウ"},                // the same name again
	{"Ｔａｎａｋａ", "Ｊｉｒｏ", "タナカ", "ジロウ"},           // full-width letters
	{"長谷川", "O'Hara Ⅲ ①㈱", "ハセガワ", "オハラ"},      // NEC special characters
	{"〇", "〜", "マル", "ナミ"},                     // wave dash U+301C: CP932 decoders give U+FF5E instead
	{"小野寺", "<b>愛</b> & 'x'", "オノデラ", "アイ"},    // markup
	{"勅使河原", "左衛門五郎之介権兵衛", "テシガワラ", "サエモンゴロウ"}, // long
}

var families = [][2]string{
	{"佐藤", "サトウ"},
	{"鈴木", "スズキ"},
	{"高橋", "タカハシ"},
	{"渡辺", "ワタナベ"},
	{"中村", "ナカムラ"},
	{"加藤", "カトウ"},
	{"吉田", "ヨシダ"},
	{"佐々木", "ササキ"},
	{"松本", "マツモト"},
	{"井上", "イノウエ"},
	{"木村", "キムラ"},
	{"林", "ハヤシ"},
	{"斎藤", "サイトウ"},
	{"齋藤", "サイトウ"},
	{"清水", "シミズ"},
	{"阿部", "アベ"},
	{"森", "モリ"},
	{"池田", "イケダ"},
	{"橋本", "ハシモト"},
	{"石川", "イシカワ"},
	{"前田", "マエダ"},
	{"藤田", "フジタ"},
	{"後藤", "ゴトウ"},
	{"五十嵐", "イガラシ"},
}

var givens = [][3]string{
	{"健太", "ケンタ", "男"},
	{"大輔", "ダイスケ", "男"},
	{"直樹", "ナオキ", "男"},
	{"蓮", "レン", "男"},
	{"拓也", "タクヤ", "男"},
	{"悠斗", "ユウト", "男"},
	{"修", "オサム", "男"},
	{"茂", "シゲル", "男"},
	{"龍之介", "リュウノスケ", "男"},
	{"誠", "マコト", "男"},
	{"美咲", "ミサキ", "女"},
	{"由美子", "ユミコ", "女"},
	{"陽菜", "ヒナ", "女"},
	{"結衣", "ユイ", "女"},
	{"真理", "マリ", "女"},
	{"久美子", "クミコ", "女"},
	{"凛", "リン", "女"},
	{"花", "ハナ", "女"},
	{"和子", "カズコ", "女"},
	{"みゆき", "ミユキ", "女"},
}

// remarks are given out in turn; most people have none.
var remarks = []string{
	"", "", "", "備考欄の記述", "", "",
	"1行目\n2行目\r\n\"引用\",カンマ", "", "9時〜18時、週4日", "",
	"時短勤務\t16:00まで", "", "=HYPERLINK(\"http://example.invalid\",\"x\")", "", "端末操作 \x1b[31m赤\x1b[0m", "",
}

var tags = []string{"", "", "フォークリフト", "", "フォークリフト,衛生管理者", "", "", "新入社員, リーダー"}
