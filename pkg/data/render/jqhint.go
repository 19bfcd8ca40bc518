package render

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// jqInstead says what to write in place of what jq 1.8 has and gojq has not, by the name in gojq's message.
var jqInstead = map[string]say.Format{
	"keys_unsorted/0":     "this jq is gojq, which has keys alone, sorted; CSV shows the columns in the vendor's order",
	"input_filename/0":    "there is no input file: the records come from the command, and . is all of them",
	"input_line_number/0": "there is no input file: the records come from the command; to_entries numbers the elements of a list by .key",
	"debug/0":             "leave debug out and look at the step alone, or | tojson to print it in one line",
	"debug/1":             "leave debug out and look at the step alone, or | tojson to print it in one line",
	"stderr/0":            "leave stderr out; results go to stdout, and genba's own words to stderr",
	"input(s)/0":          "there is one input: . is the whole list, and .[] each record; in NDJSON . is one record",
	"toarray/0":           `if type == "array" then . else [.] end does the same`,
	"leaf_paths/0":        "paths(scalars) does the same",
	"ascii/0":             "[.] | implode does the same for one number",
	"truncate_stream/2":   "truncate_stream(1; STREAM) is written 1 | truncate_stream(STREAM)",
	"get_search_list/0":   "there are no modules: write the definition in front, def f: …; EXPR",
	"$__prog_args":        "there are no arguments to a filter: put the value into the expression",
	"have_decnum/0":       "gojq keeps every digit of whole numbers and of numbers that are passed on",
}

var jqUndefined = regexp.MustCompile(`(?:function|variable) not defined: (\S+)|^(input\(s\)/0)`)

// badJQ returns the error of an expression that does not compile.
func badJQ(expression string, err error) error {
	e := fault.Errorf(fault.Usage, "the jq expression %q: %w", expression, err)
	if m := jqUndefined.FindStringSubmatch(err.Error()); m != nil {
		if instead := jqInstead[m[1]+m[2]]; instead != "" {
			return e.WithHint(instead)
		}
		return e.WithHint("this jq is gojq, which differs from jq 1.8")
	}
	switch {
	case strings.Contains(err.Error(), "cannot load module"):
		return e.WithHint("there are no modules: write the definition in front, def f: …; EXPR")
	case strings.ContainsFunc(expression, func(r rune) bool { return r > unicode.MaxASCII }):
		return e.WithHint(`jq wants quotes around a name in other than ASCII letters: ."氏名"`)
	}
	return e.WithHint("for example .[].name")
}

// jqFailed returns the error of an expression that ends in one.
func jqFailed(err error) error {
	e := fault.Errorf(fault.Other, "jq: %w", err)
	if strings.Contains(err.Error(), "regular expression") {
		return e.WithHint(`the regular expressions are Go's: \p{Han}, no look-ahead (?=…) and no \1`)
	}
	return e.WithHint("the records as JSON are what the expression gets")
}
