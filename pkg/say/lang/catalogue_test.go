package lang_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/lang"
)

// read returns the committed catalogue of a language.
func read(t *testing.T, language string) *lang.Catalogue {
	t.Helper()
	text, err := os.ReadFile(language + ".json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := lang.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// help returns all help of a catalogue, by where it stands.
func help(c *lang.Catalogue) map[string]string {
	all := map[string]string{}
	for path, command := range c.Commands {
		all[path+" (short)"], all[path+" (long)"] = command.Short, command.Long
		for flag, usage := range command.Flags {
			all[path+" --"+flag] = usage
		}
	}
	return all
}

func TestEveryTextIsInBothLanguages(t *testing.T) {
	en, ja := read(t, "en"), read(t, "ja")
	same := func(what string, english, japanese map[string]string) {
		for key, text := range english {
			switch translated := japanese[key]; {
			case text == "" && !strings.HasSuffix(key, ")"): // a command has no long help where it has no text
				t.Errorf("%s: without English text: %q", what, key)
			case text != "" && translated == "":
				t.Errorf("%s: not in ja.json: %q", what, key)
			case !slices.Equal(lang.Verbs(text), lang.Verbs(translated)):
				t.Errorf("%s: %q has other placeholders than %q", what, translated, text)
			}
		}
		for key := range japanese {
			if _, ok := english[key]; !ok {
				t.Errorf("%s: not in en.json: %q", what, key)
			}
		}
	}
	same("message", en.Messages, ja.Messages)
	same("help", help(en), help(ja))
	same("label", en.Labels, ja.Labels)
}

// The vendor's own term is what both languages show; English readers get a word more.
func TestLabelsKeepTheVendorsTerm(t *testing.T) {
	for _, language := range lang.Names() {
		labels, err := lang.Labels(language)
		if err != nil || len(labels) == 0 {
			t.Fatal(language, err)
		}
		for term, label := range labels {
			if extra := strings.TrimPrefix(label, term); extra == label || (language == "en") != (extra != "") {
				t.Errorf("%s: %q for %q", language, label, term)
			}
		}
	}
}

// example fills a format in, each verb with what is like nothing else.
func example(format string) string {
	verbs := lang.Verbs(format)
	args := make([]any, len(verbs))
	for _, verb := range verbs {
		n, _ := strconv.Atoi(verb[:len(verb)-1])
		switch verb[len(verb)-1] {
		case 'd', 'c', 'U', 'X':
			args[n-1] = 0x3400 + n
		case 'f':
			args[n-1] = 70.5 + float64(n)
		default:
			args[n-1] = fmt.Sprintf("«%d»", n)
		}
	}
	return fmt.Sprintf(regexp.MustCompile(`%(\[\d+\])?w`).ReplaceAllString(format, "%${1}v"), args...)
}

// A message that is filled in is found again: none hides another.
func TestEveryMessageIsFound(t *testing.T) {
	ja := read(t, "ja")
	for from, to := range ja.Messages {
		if from == to || strings.Contains(from, "%s%s") || !regexp.MustCompile(`[A-Za-z]{3}`).MatchString(from) {
			continue // a machine's word, verbs that can't be told apart, or a frame
		}
		if got, want := ja.Text(example(from)), example(to); got != want {
			t.Errorf("%q\n gives %q\n  want %q", from, got, want)
		}
	}
}
