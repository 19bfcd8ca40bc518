package cmd_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// hrFile is an HR system as a file: joiners, a mover, somebody on loan, a leaver of long ago and one to come, a new family name, and what
// services can't take: names without a blank, a department that nobody has, a field that is missing.
const hrFile = `number,name,kana,mail,department,concurrent,entered,left,employment,雇用区分,備考
000001,長谷川 恵,ハセガワ メグミ,m.hasegawa@example.jp,総務部,,2015-04-01,,,正社員,
000002,鈴木 直樹,,,物流部,,2016-04-01,,,,主任
000003,渡辺 美咲,,,,,2016-04-01,2025-10-31,,,
000004,中村 蓮,,,,,,2099-03-31,,,
000006,吉田 拓也,ヨシダ タクヤ,yoshida@example.jp,営業部/営業一課,総務部、物流部/第一倉庫,2026-10-01,,,契約社員,
000008,髙橋 恵子,,,,,,,,,
000009,田中 結衣,タナカ ユイ,,,,,,,,
000010,木村 修,,,営業部/営業二課,,,,,,
000012,清水,,,,,,,,,
000021,藤田 凪,フジタナギ,,,,,,,パート,
000097,東 碧,,higashi@example.jp,,,2099-04-01,,,,
000098,山本一,,yama@example.jp,無い部,,2026-10-01,,,,
000099,新井 空,アライ ソラ,arai@example.jp,第一倉庫,,2026-10-01,,,正社員,x
`

// TestWhatAPlanWritesIsEmptyAfterwards imports the files of roster plan with the commands that it names itself, and runs those for
// leavers, for every pair of a source and a service that can be written: nothing of what can be written differs then, and a second plan
// has nothing to send.
func TestWhatAPlanWritesIsEmptyAfterwards(t *testing.T) {
	folder := t.TempDir()
	var files []string
	for _, source := range []string{"csv:hr.csv", "akashi", "kaonavi", "flexcrm", "nipoplus", "logimeter"} {
		for _, target := range []string{"akashi", "kaonavi", "flexcrm"} {
			if source == target {
				continue
			}
			path := filepath.Join(folder, strings.TrimPrefix(source, "csv:")+"_"+target+".txtar")
			if err := os.WriteFile(path, []byte(pairScript(source, target)), 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, path)
		}
	}
	testscript.Run(t, testscript.Params{
		Files: files, Setup: setup(t), RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"company": company(t), "decide": decide, "exits": exits},
	})
}

func pairScript(source, target string) string {
	mapped := "kaonavi akashi flexcrm nipoplus"
	if source == "logimeter" { // which makes a file for each look
		mapped += " logimeter"
	}
	return strings.NewReplacer("SOURCE", source, "TARGET", target, "MAPPED", mapped).Replace(`company
exec genba auth store init
exec genba people init MAPPED -O map.csv
decide map.csv
env GENBA_PEOPLE_MAP=map.csv
exec sh -c 'genba roster plan SOURCE TARGET -O plan.csv >leavers.sh 2>told.txt; code=$?; cat told.txt >&2; [ $code = 0 ] || [ $code = 6 ]'
exec sed -n 's/^plan.*; for: //p' told.txt
cp stdout import.sh
exec sh -e import.sh
exec sh -e leavers.sh
exits 0 genba roster diff SOURCE TARGET --writable --check
cmp stdout nothing.csv
# Those who were left out are told once more.
exec sh -c 'genba roster plan SOURCE TARGET -O again.csv 2>told.txt; code=$?; cat told.txt >&2; [ $code = 0 ] || [ $code = 6 ]'
! stdout .
! stderr 'rows: '
-- nothing.csv --
kind,person,name,target,field,source_value,target_value,source_key,target_key,date
-- hr.csv --
` + hrFile)
}

// decide does what a person does with a people map: what a note says may be somebody else's moves to the first whose account of that
// service is free.
func decide(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: decide MAP")
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ts.ReadFile(args[0]), "\ufeff"))).ReadAll()
	ts.Check(err)
	header := rows[0]
	note := slices.Index(header, "note")
	var kept [][]string
	for _, row := range rows {
		if !slices.ContainsFunc(strings.Split(row[note], "; "), func(maybe string) bool {
			person, _, _ := strings.Cut(maybe, " ")
			at := slices.IndexFunc(kept, func(other []string) bool { return other[0] == person })
			return at >= 0 && moved(kept[at], row, header)
		}) {
			kept = append(kept, row)
		}
	}
	var text strings.Builder
	w := csv.NewWriter(&text)
	ts.Check(w.WriteAll(kept))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text.String()), 0o600))
}

// moved moves the accounts of one row of a map into another one where they are free.
func moved(to, from, header []string) bool {
	for i := range header {
		if i > 1 && i < 7 && from[i] != "" && to[i] != "" {
			return false
		}
	}
	for i := range header {
		if i > 1 && i < 7 && from[i] != "" {
			to[i] = from[i]
		}
	}
	return true
}
