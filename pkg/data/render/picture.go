package render

import "slices"

// Picture says how a page draws its rows, beside their text.
type Picture struct {
	Kind PictureKind

	// Calendar: a line for each of what Keys tell apart, a cell for each day of From to To. More days than a page is wide are no calendar.
	Keys     []string          // columns, in the calendar's order; the first tells the lines apart
	Day      string            // column of the day, as 2006-01-02
	Word     string            // column of what is there on the day
	Marks    map[string]string // what stands in a cell for a code of Word
	From, To string            // days
	Off      []string          // days of them on which nobody works, besides weekends

	// Bars and Pairs: amounts of minutes.
	Value, Other string    // columns; Other is the second of a pair
	Names        [2]string // of a pair
	After        string    // column behind which the bars stand; "": the last
	Open         string    // Bars: column with the number of days that are not in the amount; "": none
	Lines        []Line    // Bars: amounts at which a line stands
	NoSum        []string  // columns of numbers of which no sum is one
}

// Line is an amount that bars are held against.
type Line struct {
	At   int    `json:"at"`
	Name string `json:"name"`
}

// PictureKind is a way to draw.
type PictureKind string

// The kinds of pictures.
const (
	Calendar PictureKind = "calendar"
	Bars     PictureKind = "bars"
	Pairs    PictureKind = "pairs"
)

// described returns the picture for the page's script, with the places of the columns; nil where one is not among them.
func (p *Picture) described(cols []Column) map[string]any {
	if p == nil {
		return nil
	}
	missing := false
	place := func(name string) int {
		i := slices.IndexFunc(cols, func(c Column) bool { return c.Name == name })
		missing = missing || i < 0 && name != ""
		return i
	}
	d := map[string]any{"kind": p.Kind}
	switch p.Kind {
	case Calendar:
		keys := []int{}
		for _, name := range p.Keys {
			keys = append(keys, place(name))
		}
		word, marks := place(p.Word), map[string]string{}
		for code, mark := range p.Marks {
			if word >= 0 && cols[word].Labels[code] != "" {
				code = cols[word].Labels[code]
			}
			marks[code] = mark
		}
		d["keys"], d["day"], d["word"], d["marks"] = keys, place(p.Day), word, marks
		d["from"], d["to"], d["off"] = p.From, p.To, p.Off
	default:
		after := len(cols) - 1
		if i := place(p.After); i >= 0 {
			after = i
		}
		d["value"], d["other"], d["names"], d["open"], d["lines"] = place(p.Value), place(p.Other), p.Names, place(p.Open), p.Lines
		d["after"] = after
		noSum := []int{}
		for _, name := range p.NoSum {
			noSum = append(noSum, slices.IndexFunc(cols, func(c Column) bool { return c.Name == name }))
		}
		d["noSum"] = noSum
	}
	if missing {
		return nil
	}
	return d
}
