package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/record"
)

// columnsNote is the annotation that holds the columns that a command prints.
const columnsNote = "columns"

// endpointNote is the annotation that holds the vendor's endpoint.
const endpointNote = "endpoint"

// Cite notes the vendor's endpoint for a command's help, where its text does not name it.
func Cite(c *cobra.Command, endpoint string) {
	annotate(c, endpointNote, endpoint)
}

func annotate(c *cobra.Command, note, text string) {
	if c.Annotations == nil {
		c.Annotations = map[string]string{}
	}
	c.Annotations[note] = text
}

// layoutNote is the annotation of a flag that says how records look and not which they are.
const layoutNote = "layout"

// LayoutOnly notes that a flag says how records look: a cursor goes on from a run without it.
func LayoutOnly(c *cobra.Command, flag string) {
	_ = c.Flags().SetAnnotation(flag, layoutNote, []string{"true"})
}

// limitNote is the annotation that holds a limit of the vendor's.
const limitNote = "limit"

// Limit notes a limit of the vendor's for the help of c, or of all the commands below it.
func Limit(c *cobra.Command, text string) {
	for _, child := range c.Commands() {
		Limit(child, text)
	}
	if !c.HasSubCommands() {
		annotate(c, limitNote, text)
	}
}

// describe gives a command its help.
func describe(c *cobra.Command, short, long string, columns []record.Column) {
	c.Short, c.Long = short, long
	if long == "" {
		c.Long = short + "."
	}
	if len(columns) > 0 {
		c.Annotations = map[string]string{columnsNote: strings.Join(columnNames(columns), ", ")}
	}
}

func columnNames(columns []record.Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return names
}

// completeFields completes --fields a,b,c one column at a time.
func (a *App) completeFields(c *cobra.Command, columns []record.Column) {
	if len(columns) == 0 {
		return
	}
	a.fields[c] = columns
}

// CompleteFields returns the completion of the global flag --fields: the columns of the command it stands with.
func (a *App) CompleteFields(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	done := ""
	if i := strings.LastIndexByte(typed, ','); i >= 0 {
		done = typed[:i+1]
	}
	var words []string
	for _, name := range columnNames(a.fields[c]) {
		if !strings.Contains(","+done, ","+name+",") {
			words = append(words, done+name)
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
