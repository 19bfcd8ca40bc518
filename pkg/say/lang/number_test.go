package lang_test

import (
	"regexp"
	"testing"
)

var (
	// plural is a number and the word for many of something behind it; the number may be 1, and nobody writes "1 rows".
	plural = regexp.MustCompile(`%(?:\[\d+\])?d (?:[a-z]+ )?([a-z]+s|people|are|were|have)\b`)
	// afterLimit is what stands before a number that is a limit of genba or of a vendor, which is never 1.
	afterLimit = regexp.MustCompile(`(^|\s)(than|most|to|the|first|last|takes|only) $`)
	// ordinal is what stands before a number that says which one: row 1 does, column 1 has.
	ordinal = regexp.MustCompile(`(^|[\s(])(row|line|column|character|job|process|HTTP|offset|request)s? $`)
	// singular are words that end with s and are about one.
	singular = regexp.MustCompile(`^(is|was|has|does|this|less|ms|names|lies|fits)$`)
	agreed   = regexp.MustCompile(`\{[^{}|]*\|[^{}|]*\}`)
)

// neverOne are messages that are said of more than one alone, and why.
var neverOne = map[string]string{
	"%d days": "a length of time of two days or more",
	"FlexCRM gives only one of the %s an answer where %d were asked for; %d came":                         "more than one",
	"one person is meant here, and %d are named; nothing was sent":                                        "more than one",
	"%d characters, where a cell holds %d":                                                                "more than a cell holds",
	"%d columns, where a sheet has %d":                                                                    "more than a sheet has",
	"%d minutes are more than two days":                                                                   "more than 2,880",
	"%d rows came out; one request takes %d; nothing was written":                                         "more than a request takes",
	"%d rows; one request takes %d (§1): push cuts the file into several":                                 "more than a request takes",
	"%d rows; the conversion takes %d (§1)":                                                               "more than the conversion takes",
	"%d rows; this command writes one; nothing was sent":                                                  "more than one",
	"%d sheets are named %q; give the id":                                                                 "more than one",
	"%d sheets have something in them, and which one is meant would be a guess":                           "more than one",
	"a sheet has %d rows":                                                                                 "a limit",
	"has %d values; a field of this kind takes one":                                                       "more than one",
	"row %d makes a message of %d bytes; %s takes %d":                                                     "more than the channel takes",
	"the input has %d records; a request has one body":                                                    "none or more than one",
	"the list of %s changed each time it was read (%d times), so that it may not be whole; none is given": "a limit",
	"%s reached %d rows, where LOGIMETER leaves out the rest of the day":                                  "a limit",
	"job %d reached %d rows, where LOGIMETER leaves out the rest":                                         "a limit",
	"%d of %d files were put in their places, and then: %w":                                               "of two files or more",
}

// A number that may be 1 agrees with its noun: "%d {row is|rows are}", or the number comes last: "rows that are left: %d".
func TestNumbersAgreeWithTheirNouns(t *testing.T) {
	said := map[string]bool{}
	for message := range read(t, "en").Messages {
		shown := agreed.ReplaceAllString(message, "…")
		for _, at := range plural.FindAllStringSubmatchIndex(shown, -1) {
			before, noun := shown[:at[0]], shown[at[2]:at[3]]
			if singular.MatchString(noun) || afterLimit.MatchString(before) || ordinal.MatchString(before) {
				continue
			}
			said[message] = true
			if neverOne[message] == "" {
				t.Errorf("%q: 1 %s: write %%d {one|many}", message, noun)
			}
		}
	}
	for message := range neverOne {
		if !said[message] {
			t.Errorf("no message %q", message)
		}
	}
}

// A language without plurals chooses no words.
func TestJapaneseChoosesNoWordsByNumber(t *testing.T) {
	for key, text := range read(t, "ja").Messages {
		if agreed.MatchString(text) {
			t.Errorf("%q: %q", key, text)
		}
	}
}
