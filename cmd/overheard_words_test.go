package cmd_test

import (
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/cmd"
)

// othersWords returns texts of others that scripts provoke: they are shown as they came.
func othersWords() []string {
	return []string{
		// the vendors of the scripts
		"token expired", "no such organization", "one left out", "internal trouble", "bad request", "Endpoint request timed out", "Unknown file field", "User not found", "Record not found", "Table not found", "Application not found",
		"Space not found", "Webhook not found", "API key not valid. Please pass a valid API key", "You don't have permission to send message in this room",
		// an argument as the usage line has it
		"RECORD (or --pkey VALUE)",
		// jq, and Go's templates
		"jq: expected an object but got: boolean", "jq: expected an object but got: number", "unclosed action",
		// the results file of an earlier run, which is in English for whatever reads it
		"new record of tbl_customer: ", "the connection was closed without an answer; the request may or may not have taken effect, and was not sent again",
		": interrupted; the request may or may not have taken effect, and was not sent again", "staffs: 127.0.0.1",
	}
}

// names are lower-case words that are the same in every language: of vendors, formats, programs, columns, codes, and what scripts
// call their profiles, files and fields.
const names = `
account active activities admin age amount asc attachment attributes bash bind birthday cells changed chmod cmd command code
column completion concurrent connect created crlf cumulative day days decimal default desc device dial difference dists doc
docx effort email employment en end entered exec fail failed false field fish flags folder form format frame fuser
future gender generic gif gzip htm html http https id in inbox interests ja jobcan jpeg jpg json kana key label last
later left local loopback lsof mail match me member memo minutes mkdir moneyforward msg ndjson needed newline
nipodefaultgroup no none nonsense nosuch notation note nowhere null obc observer odp ods off ok open osaka other out
outbox parent participants password pca pdf pending pipe png postgres powershell ppt pptx previous problem quantity rank raw readed record
readfrom remarks role rounding rtf sex sh sign skip slot ss start stat stt subgroups tags tcp tel test text tif time
timezone titel title today total true tsv txt unfinished unix unknown updated url utc visit width write written wrong
xdw xls xlsm xlsx xml yaml yayoi yesterday zip zsh zzz
`

// typedWords returns every word of the command line.
func typedWords() map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(names) {
		all[word] = true
	}
	var add func(c *cobra.Command)
	add = func(c *cobra.Command) {
		for _, word := range append(strings.Fields(c.Use), c.ValidArgs...) {
			all[word] = true
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) { all[f.Name] = true })
		for _, child := range c.Commands() {
			add(child)
		}
	}
	add(cmd.Tree())
	return all
}

var (
	quotedText = regexp.MustCompile(`"(\\.|[^"\\])*"|'[^']*'`)
	plainWord  = regexp.MustCompile(`[A-Za-z0-9_./\\=@$*<>{}%+~'-]+`)
	lowerCase  = regexp.MustCompile(`^[a-z]+('[a-z]+)?$`)
)

// englishIn returns the words of a Japanese text that are English.
func englishIn(japanese string, known map[string]bool) []string {
	for _, words := range othersWords() {
		japanese = strings.ReplaceAll(japanese, words, " ")
	}
	var found []string
	for _, word := range plainWord.FindAllString(quotedText.ReplaceAllString(japanese, " "), -1) {
		word = strings.TrimRight(word, ".")
		if len(word) > 1 && lowerCase.MatchString(word) && !known[word] {
			found = append(found, word)
		}
	}
	return slices.Compact(found)
}
