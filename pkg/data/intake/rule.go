package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// Rule is what is expected of a column. An empty cell and null count as not given: only Required and
// Check look at them.
type Rule struct {
	Name    string
	Aliases []string // other names that a file may use for the column
	// Exported means that the first of Aliases is what a file calls the column that was exported under the names that people know.
	Exported bool
	// ReadOnly says why no write takes the column: "FlexCRM fills it in itself". Files that were exported have it: its cells
	// are not sent (Row.Object leaves them out) and have to be what is there (Unchanged). "" is a column that is written.
	ReadOnly say.Format
	// Stored is the path of a ReadOnly column's value in what is there, where it is none of the rule's names.
	Stored string
	// Local is a column that is read here and sent to nobody.
	Local bool
	// Answered reports whether a value of a column that is written may be of the form in which the vendor answers, where a request
	// has another, such as the name of a category whose number a request takes. Check leaves such a value to Unchanged: what is
	// there already is not sent.
	Answered  func(record.Value) bool
	Secret    bool // no message shows a value
	Required  bool
	Unique    bool // no two rows may have the same value
	Enum      []string
	MaxLength int  // in characters; 0: any
	Text      bool // a string, in JSON too
	Integer   bool // a whole number within 64 bits, or a string that holds one
	Positive  bool // an Integer above 0
	Date      bool // as ParseDate reads it
	// Check sees the whole row, for what depends on other columns, and says what is wrong or "". It is
	// asked in every row in which the column is otherwise right, though it be empty or absent.
	Check func(Row) say.Text
}

// sent reports whether a vendor gets the column.
func (r *Rule) sent() bool { return !r.Local && r.ReadOnly == "" }

// isEmpty reports whether a value counts as not given.
func isEmpty(v record.Value) bool {
	return v.Kind() == record.KindAbsent || v.Kind() == record.KindNull || string(v) == `""`
}

// shown returns a value in a message.
func (r *Rule) shown(v record.Value) string {
	if r.Secret {
		return "***"
	}
	return shortened(v)
}

// problem returns what is wrong with a value that was given, or "".
func (r *Rule) problem(v record.Value) say.Text {
	k := v.Kind()
	if r.Text && k != record.KindString {
		return say.T("%s; text in quotes is expected, not %s", k, r.shown(v))
	}
	if !r.Text && len(r.Enum) == 0 && r.MaxLength == 0 && !r.Integer && !r.Date {
		return say.Text{}
	}
	if k == record.KindArray || k == record.KindObject {
		return say.T("%s; a single value is expected, not %s", k, r.shown(v))
	}
	text := v.Text()
	shown := func() string {
		if r.Secret {
			return r.shown(v)
		}
		return quoted(text)
	}
	switch {
	case r.Integer:
		n, ok := v.Int()
		if !ok {
			return say.T("%s is not a whole number", shown())
		}
		if r.Positive && n <= 0 {
			return say.T("%s is not a positive number", shown())
		}
	case r.Date:
		if p := dateProblem(text); !p.IsZero() {
			return p
		}
	}
	if len(r.Enum) > 0 && !slices.Contains(r.Enum, text) {
		return say.T("%s is not one of %s", shown(), strings.Join(r.Enum, ", "))
	}
	if r.MaxLength <= 0 || len(text) <= r.MaxLength {
		return say.Text{}
	}
	if n := utf8.RuneCountInString(text); n > r.MaxLength {
		return say.T("%s has %d {character|characters}; at most %d {is|are} allowed", shown(), n, r.MaxLength)
	}
	return say.Text{}
}
