package intake_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func labelled() []intake.Rule {
	return []intake.Rule{
		{Name: "code", Aliases: []string{"社員番号"}, Required: true},
		{Name: "f1", Aliases: []string{"氏名"}, Exported: true, Required: true, MaxLength: 3},
		{Name: "f2", Aliases: []string{"級"}, Exported: true, Required: true, Check: func(r intake.Row) say.Text {
			for part := range strings.SplitSeq(r.Text("f2"), "、") {
				if part != "" && part != "1級" {
					return say.T("%q is none of its options: %s", part, "1級")
				}
			}
			return say.Text{}
		}},
	}
}

// Problems name a column as the file does; one that it lacks, as an exported file would if it is one.
func TestProblemsNameTheFilesColumns(t *testing.T) {
	for text, hint := range map[string]string{
		"社員番号,氏名\n1,あいうえお\n": `column "級": the column is missing
line 2, column "氏名": "あいうえお" has 5 characters; at most 3 are allowed`,
		"社員番号,f1\n1,あいうえお\n": `column "f2": the column is missing
line 2, column "f1": "あいうえお" has 5 characters; at most 3 are allowed`,
		"氏名,級,部\nあ,1級,\n": `column "部": unknown column
column "code": the column is missing
known columns: code, 氏名, 級`,
		// What has a length of its own, or is about one of several values, is still one fault of the column.
		"code,氏名,級\n1,あいうえ,2級\n2,あいうえお,1級、3級\n3,あいうえおか,4級\n": `column "氏名", 3 rows, first in line 2: "あいうえ" has 4 characters; at most 3 are allowed
column "級", 3 rows, first in line 2: "2級" is none of its options: 1級`,
		"code,f1,級\n1,あ," + strings.Repeat("長", 50) + "\n": `line 2, column "級": "` + strings.Repeat("長", 40) + `…" is none of its options: 1級`,
	} {
		err := intake.Check(rows(t, "a.csv", text), labelled(), nil)
		if got := fault.HintOf(err).String(); got != hint {
			t.Errorf("%q:\n%s\nwant\n%s", text, got, hint)
		}
	}
}

func TestCalledIsTheFilesName(t *testing.T) {
	checked := rows(t, "a.csv", "社員番号,氏名,級\n1,あ,1級\n")
	if err := intake.Check(checked, labelled(), nil); err != nil {
		t.Fatal(err, fault.HintOf(err))
	}
	rules := append(labelled(), intake.Rule{Name: "f3", Aliases: []string{"備考"}, Exported: true})
	for column, want := range map[string]string{"code": "社員番号", "f1": "氏名", "f3": "備考", "f4": "f4"} {
		if got := checked[0].Called(column, rules); got != want {
			t.Errorf("%s is called %s, want %s", column, got, want)
		}
	}
}
