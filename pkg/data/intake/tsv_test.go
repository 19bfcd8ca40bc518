package intake_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// What -o tsv wrote goes back in; what would mean another thing by who wrote it is refused, and never becomes other data.
func TestTSVOfEitherKind(t *testing.T) {
	for text, want := range map[string]string{
		"id\tmemo\n1\t[{\"a\":1}]\n":       `{"id":"1","memo":"[{\"a\":1}]"}`,
		"id\tmemo\n1\tsay \"hello\"\n":     `{"id":"1","memo":"say \"hello\""}`,
		"id\tmemo\n1\t\"a\tb\"\n":          `{"id":"1","memo":"a\tb"}`,
		"id\tmemo\n1\t\"a\\nb\"\n":         `{"id":"1","memo":"a\\nb"}`,
		"id\tmemo\n1\tC:\\work\\new\n":     `{"id":"1","memo":"C:\\work\\new"}`,
		"id\tmemo\n1\tend\\\n":             `{"id":"1","memo":"end\\"}`,
		"id\tmemo\n1\ta\\nb\n":             `a.tsv: line 2, column "memo": \n stands for another character where genba, jq or a database wrote the file, and for itself where a spreadsheet did`,
		"id\tmemo\n1\tC:\\\\work\\\\new\n": `a.tsv: line 2, column "memo": \\ stands for another character where genba, jq or a database wrote the file, and for itself where a spreadsheet did`,
	} {
		rows, err := intake.Read(strings.NewReader(text), intake.Options{Name: "a.tsv"})
		switch {
		case err != nil && (err.Error() != want || fault.KindOf(err) != fault.Usage):
			t.Errorf("%q: %v", text, err)
		case err == nil && string(rows[0].Object(nil)) != want:
			t.Errorf("%q: %s", text, rows[0].Object(nil))
		}
	}
	// Whoever knows that genba wrote it has it back as it was.
	for text, want := range map[string]string{
		"id\tmemo\n1\ta\\nb\n":                    `{"id":"1","memo":"a\nb"}`,
		"id\tmemo\n1\tC:\\\\new\\\\t\\r\\n\\t.\n": `{"id":"1","memo":"C:\\new\\t\r\n\t."}`,
		"id\tmemo\n1\t\"a\\nb\"\n":                `{"id":"1","memo":"\"a\nb\""}`,
		"id\tmemo\n1\tC:\\q\n":                    `a.tsv: line 2, column "memo": a backslash without t, n, r or another backslash behind it`,
	} {
		rows, err := intake.Read(strings.NewReader(text), intake.Options{Name: "a.tsv", Format: intake.EscapedTSV})
		switch {
		case err != nil && (err.Error() != want || fault.KindOf(err) != fault.Usage):
			t.Errorf("%q: %v", text, err)
		case err == nil && string(rows[0].Object(nil)) != want:
			t.Errorf("%q: %s", text, rows[0].Object(nil))
		}
	}
}
