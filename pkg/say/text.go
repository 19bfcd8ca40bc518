package say

import (
	"fmt"
	"strings"
	"time"
)

// Format is a message of genba's own in English, with the verbs of package fmt. All constants of this type are the
// catalogue that is translated.
type Format string

// Catalogue gives the text of another language for an English format, with the same verbs; the format itself when it has
// none. A nil Catalogue stands for English.
type Catalogue interface{ Format(format string) string }

// Speaker is what can be said in another language: a Text, or an error that holds one.
type Speaker interface{ In(c Catalogue) string }

// Text is a message for people: a format and what is filled in. They stay apart until the message is shown, because a
// message is translated by its format, and what is filled in belongs to the vendor or the operator and stays as it is.
// The zero Text says nothing.
type Text struct {
	format string
	args   []any
	parts  []Text // of a joined text, whose format is the separator
	one    string // what the format reads as in English, where it is a noun in the singular
	given  bool   // the format is somebody's own words: neither filled in nor translated
}

// T returns a text with the verbs of package fmt. Among args, a Text, a Format, and an error that holds a Text, are said in the
// language of the text; all others stay as they are.
func T(format Format, args ...any) Text { return Text{format: string(format), args: args} }

// Verbatim returns a text that is never translated: a vendor's own words, a command to be typed.
func Verbatim(words string) Text { return Text{format: words, given: true} }

// File returns what messages call a file that is read: its path as typed, or standard input for - and for none.
func File(path string) Text {
	if path == "" || path == "-" {
		return T("standard input")
	}
	return Verbatim(path)
}

// Join returns the texts that say something, with the separator between them. The separator is translated, too.
func Join(separator Format, texts ...Text) Text {
	t := Text{format: string(separator)}
	for _, part := range texts {
		if !part.IsZero() {
			t.parts = append(t.parts, part)
		}
	}
	if len(t.parts) == 0 {
		return Text{}
	}
	return t
}

// Words returns words of somebody's own with the separator between them: "3 or 5".
func Words(separator Format, words []string) Text {
	texts := make([]Text, len(words))
	for i, word := range words {
		texts[i] = Verbatim(word)
	}
	return Join(separator, texts...)
}

// Lines returns the texts one below the other.
func Lines(texts ...Text) Text { return Join("\n", texts...) }

// Or returns the first text that says something.
func Or(texts ...Text) Text {
	for _, t := range texts {
		if !t.IsZero() {
			return t
		}
	}
	return Text{}
}

// IsZero reports whether the text says nothing.
func (t Text) IsZero() bool { return t.format == "" && len(t.parts) == 0 }

// String returns the text in English.
func (t Text) String() string { return t.In(nil) }

// In returns the text in the language of the catalogue.
func (t Text) In(c Catalogue) string {
	switch {
	case t.given:
		return t.format
	case len(t.parts) > 0:
		said := make([]string, len(t.parts))
		for i, part := range t.parts {
			said[i] = part.In(c)
		}
		return strings.Join(said, translated(c, t.format))
	}
	format := translated(c, t.format)
	if t.one != "" && format == t.format {
		return t.one
	}
	if len(t.args) == 0 {
		return strings.ReplaceAll(format, "%%", "%")
	}
	args := make([]any, len(t.args))
	for i, arg := range t.args {
		args[i] = argument(arg, c)
	}
	return fmt.Sprintf(plainVerbs(agree(format, args)), args...)
}

// Key returns what the text has in common with texts that say the same of something else: its format, and everything that was
// filled in but what own reports true for. Texts inside it, which own is not asked about, count whole.
func (t Text) Key(own func(arg any) bool) string {
	if t.given || len(t.parts) > 0 {
		return t.String()
	}
	var b strings.Builder
	b.WriteString(t.format)
	for _, arg := range t.args {
		b.WriteByte(0)
		if text, ok := arg.(Text); ok {
			b.WriteString(text.String())
		} else if !own(arg) {
			_, _ = fmt.Fprint(&b, arg) // a Builder takes everything
		}
	}
	return b.String()
}

// Map returns the text with f applied to everything that was filled in, and to words that are not ours. It serves to mask
// secrets.
func (t Text) Map(f func(string) string) Text {
	if t.given || len(t.args)+len(t.parts) == 0 {
		t.format = f(t.format) // of a message made with New, whose caller may have put something in
		return t
	}
	parts, args := t.parts, t.args
	t.parts, t.args = nil, nil
	for _, part := range parts {
		t.parts = append(t.parts, part.Map(f))
	}
	for _, arg := range args {
		t.args = append(t.args, mapped(arg, f))
	}
	return t
}

func mapped(arg any, f func(string) string) any {
	switch arg := arg.(type) {
	case Text:
		return arg.Map(f)
	case Format:
		return arg
	case string:
		return f(arg)
	}
	if shown := fmt.Sprint(arg); f(shown) != shown {
		return f(shown)
	}
	return arg
}

func translated(c Catalogue, format string) string {
	if c == nil || format == "" {
		return format
	}
	return c.Format(format)
}

// argument returns what is filled in for arg: a Text or a Format in the language, an error with what it holds in the
// language.
func argument(arg any, c Catalogue) any {
	switch arg := arg.(type) {
	case Speaker:
		return arg.In(c)
	case error:
		return ErrorIn(arg, c)
	case Format:
		return T(arg).In(c)
	case time.Duration:
		return span(arg, c)
	case string:
		if strings.Contains(arg, `\`) {
			return backslashed(arg)
		}
	}
	return arg
}

// plainVerbs turns %w into %v, which fmt.Sprintf knows.
func plainVerbs(format string) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		end := i + 1
		for end < len(format) && strings.IndexByte("+-# 0123456789.[]*", format[end]) >= 0 {
			end++
		}
		if end == len(format) {
			b.WriteString(format[i:])
			break
		}
		b.WriteString(format[i:end])
		if format[end] == 'w' {
			b.WriteByte('v')
		} else {
			b.WriteByte(format[end])
		}
		i = end
	}
	return b.String()
}
