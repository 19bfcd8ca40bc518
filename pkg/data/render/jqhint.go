package render

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// jqInstead says what to write in place of what jq 1.8 has and gojq has not, by the name in gojq's message; "" for any other name.
func jqInstead(name string) say.Format {
	switch name {
	case "keys_unsorted/0":
		return "this jq is gojq, which has keys alone, sorted; CSV shows the columns in the vendor's order"
	case "input_filename/0":
		return "there is no input file: the records come from the command, and . is all of them"
	case "input_line_number/0":
		return "there is no input file: the records come from the command; to_entries numbers the elements of a list by .key"
	case "debug/0", "debug/1":
		return "leave debug out and look at the step alone, or | tojson to print it in one line"
	case "stderr/0":
		return "leave stderr out; results go to stdout, and genba's own words to stderr"
	case "input(s)/0":
		return "there is one input: . is the whole list, and .[] each record; in NDJSON . is one record"
	case "toarray/0":
		return `if type == "array" then . else [.] end does the same`
	case "leaf_paths/0":
		return "paths(scalars) does the same"
	case "ascii/0":
		return "[.] | implode does the same for one number"
	case "truncate_stream/2":
		return "truncate_stream(1; STREAM) is written 1 | truncate_stream(STREAM)"
	case "get_search_list/0":
		return "there are no modules: write the definition in front, def f: …; EXPR"
	case "$__prog_args":
		return "there are no arguments to a filter: put the value into the expression"
	case "have_decnum/0":
		return "gojq keeps every digit of whole numbers and of numbers that are passed on"
	}
	return ""
}

// badJQ returns the error of an expression that does not compile.
func badJQ(expression string, err error) error {
	e := fault.Errorf(fault.Usage, "the jq expression %q: %w", expression, err)
	if m := regexp.MustCompile(`(?:function|variable) not defined: (\S+)|^(input\(s\)/0)`).FindStringSubmatch(err.Error()); m != nil {
		if instead := jqInstead(m[1] + m[2]); instead != "" {
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
