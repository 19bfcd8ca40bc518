package stage

// FullName returns the name of the i-th member of a company and its reading. They come again from the start; the odd ones are what breaks
// programs.
func FullName(i int) [2]string { return fullNames[i%len(fullNames)] }

var fullNames = [...][2]string{
	{"藤田 凪", "フジタ ナギ"},
	{"髙橋 恵", "タカハシ メグミ"},
	{"山﨑 翔太", "ヤマザキ ショウタ"},
	{"𠮷野 さくら", "ヨシノ サクラ"},
	{"Sato, Jr. Ken", "サトウ ケン"},
	{"=山本 陽子", "ヤマモト ヨウコ"},
	{"小野寺 \"愛\"", "オノデラ アイ"},
	{"张 伟", "チョウ イ"},
	{"前田 蓮", "マエダ レン"},
	{"岡田 湊", "オカダ ミナト"},
	{"石川 葵", "イシカワ アオイ"},
	{"小川 岳", "オガワ ガク"},
	{"森 碧", "モリ アオ"},
	{"池田 律", "イケダ リツ"},
	{"林 修", "ハヤシ オサム"},
	{"阿部 凛", "アベ リン"},
}
