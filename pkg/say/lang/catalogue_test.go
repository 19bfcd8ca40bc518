package lang_test

import (
	"maps"
	"os"
	"reflect"
	"slices"
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

// The file of a language is not read whole for one message.
func TestEveryMessageIsFoundInItsFile(t *testing.T) {
	whole, looked := read(t, "ja"), lang.Open("ja")
	for key, text := range whole.Messages {
		if got := looked.Format(key); got != text {
			t.Errorf("%q gives %q, want %q", key, got, text)
		}
	}
	for _, key := range []string{"", "a", "zzz", "%", "~", "\n", "no such message", "interrupte", "interruptedd"} {
		if got := looked.Format(key); got != key {
			t.Errorf("%q gives %q", key, got)
		}
	}
	if len(whole.Messages) < 1500 {
		t.Errorf("only %d messages", len(whole.Messages))
	}
}

// Nor is it for the help of one command, nor for the labels of one table.
func TestHelpAndLabelsAreFoundInTheirFile(t *testing.T) {
	whole, looked := read(t, "ja"), lang.Open("ja")
	for path, want := range whole.Commands {
		if got := looked.Short(path); got != want.Short {
			t.Errorf("%q is in short %q, want %q", path, got, want.Short)
		}
		if got := looked.Command(path); !reflect.DeepEqual(got, want) {
			t.Errorf("%q gives %+v, want %+v", path, got, want)
		}
	}
	for _, path := range []string{"nosuch", "akash", "short", "flags"} {
		if got := looked.Command(path); !reflect.DeepEqual(got, lang.Command{}) || looked.Short(path) != "" {
			t.Errorf("%q gives %+v", path, got)
		}
	}
	if len(whole.Commands) < 100 {
		t.Errorf("only %d commands", len(whole.Commands))
	}
	for _, language := range lang.Names() {
		if labels, err := lang.Labels(language); err != nil || !maps.Equal(labels, read(t, language).Labels) {
			t.Errorf("%s: %v, %v", language, labels, err)
		}
	}
}
