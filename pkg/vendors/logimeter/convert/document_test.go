package convert_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/genba-cli/genba/docs/rules"
	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

// The examples of 5-10 and 5-12, and what 5-11 and 5-13 make of them.
const (
	planFile = `日時,ジャンル,作業,予定
2023-03-10 10:00:00,アパレル,出荷,3000
2023-03-10 10:00:00,アパレル,入荷,1800
2023-03-10 10:00:00,食品,出荷,2000
2023-03-10 10:00:00,食品,入荷,2400
`
	planRows = `8338837,2023-03-10,3000
8338839,2023-03-10,1800
8338873,2023-03-10,2000
8338879,2023-03-10,2400
`
	actualFile = `開始,終了,オーダーid,ジャンル,商品,数量
2023-03-10 10:00:00,2023-03-10 10:20:00,111,アパレル,A,70
2023-03-10 10:00:00,2023-03-10 10:30:00,112,アパレル,A,120
2023-03-10 10:00:00,2023-03-10 10:20:00,113,食品,C,110
2023-03-10 10:00:00,2023-03-10 10:20:00,114,食品,B,130
2023-03-10 11:00:00,2023-03-10 11:20:00,115,食品,C,50
`
	actualRows = `8338837,2023-03-10 10:30,190,1,0.8,1
8338873,2023-03-10 11:20,290,1,1.0,1
`
)

// The rules that are shipped are those of the document's examples.
func TestDocumentExamples(t *testing.T) {
	for _, test := range []struct {
		rule       []byte
		file, rows string
	}{{rules.LogimeterPlan, planFile, planRows}, {rules.LogimeterActual, actualFile, actualRows}} {
		sjis := bytes.Replace(test.rule, []byte("encoding: utf-8"), []byte("encoding: shift-jis"), 1)
		crlf := bytes.Replace(test.rule, []byte("newline: lf"), []byte("newline: crlf"), 1)
		names := strings.NewReplacer("key: [2, 3]", "key: [ジャンル, 作業]", "key: [4]", "key: ジャンル", "\ndate: 1", "\ndate: 日時", "\ndate: 2", "\ndate: 終了",
			"quantity: 4", "quantity: 予定", "quantity: 6", "quantity: 数量", "start: 1", "start: 開始").Replace(string(test.rule))
		equal(t, rows(t, parse(t, string(test.rule)), test.file), test.rows)
		equal(t, rows(t, parse(t, names), test.file), test.rows)
		equal(t, rows(t, parse(t, names), "\ufeff"+strings.TrimSuffix(test.file, "\n")), test.rows)
		equal(t, rows(t, parse(t, string(sjis)), cp932(t, test.file)), test.rows)
		equal(t, rows(t, parse(t, string(crlf)), strings.ReplaceAll(test.file, "\n", "\r\n")), test.rows)
	}
}

// The table of 5-11 has its first two columns swapped under their names, that of 5-13 has not.
func TestDocumentTables(t *testing.T) {
	swapped := "キー項目,工程マスタID,計上日設定\n8338837,アパレル_出荷,なし\n8338839,アパレル_入荷,なし\n8338873,食品_出荷,なし\n8338879,食品_入荷,なし\n"
	right := strings.Replace(swapped, "キー項目,工程マスタID", "工程マスタID,キー項目", 1)
	bare := right[strings.Index(right, "\n")+1:]
	turned := "計上日設定,キー項目,工程名,工程マスタID\nなし,アパレル_出荷,x,8338837\n,アパレル_入荷,y,8338839\nなし,食品_出荷,z,8338873\nなし,食品_入荷,,8338879\n,,,\n"
	keysFirst := "アパレル_出荷,8338837\nアパレル_入荷,8338839\n食品_出荷,8338873\n食品_入荷,8338879\n"
	yaml := "アパレル_出荷: 8338837\nアパレル_入荷: 8338839\n食品_出荷: {id: 8338873}\n食品_入荷: {id: 8338879, accounting_date: なし}\n"
	base, _, _ := strings.Cut(string(rules.LogimeterPlan), "\nprocesses:")
	for name, table := range map[string]string{
		"swapped.csv": swapped, "right.csv": right, "bare.csv": bare, "turned.csv": turned, "keys_first.csv": keysFirst, "table.yaml": yaml,
		"sjis.csv": cp932(t, right), "bom.CSV": "\ufeff" + strings.ReplaceAll(right, "\n", "\r\n"),
	} {
		rule, err := convert.ParseRule("rule.yaml", []byte(base+"\nprocesses_file: "+name+"\n"), func(path string) ([]byte, error) {
			if path != name {
				t.Errorf("asked for %s, want %s", path, name)
			}
			return []byte(table), nil
		})
		if err != nil {
			t.Fatalf("%s: %s", name, said(t, err))
		}
		equal(t, rows(t, rule, planFile), planRows)
	}
}
