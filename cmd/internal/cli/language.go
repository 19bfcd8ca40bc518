package cli

import (
	"fmt"
	"maps"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/lang"
)

// speech returns how things are said to who reads them. It is made when something is to be said, so that a quiet run reads no
// catalogue.
func (a *App) speech() speech {
	a.speak.Do(func() {
		a.spoken.wording = a.Wording()
		maps.Copy(a.spoken.wording, shellWording(a.ShellAtHand(), runsOnWindows()))
		a.spoken.language = lang.Open(a.language())
	})
	return a.spoken
}

// words returns the catalogue of the language that is wanted; nil for English.
func (a *App) words() *lang.Catalogue { return a.speech().language }

// language returns the one that is wanted: by --lang, GENBA_LANG, the config file or the locale.
func (a *App) language() string {
	variable := a.Getenv("GENBA_LANG")
	wanted := a.Flags.Lang
	if wanted == "" && variable == "" {
		// Not a.Config(), which may have something to say itself. What is wrong with the file others will tell.
		if c, err := config.Load(config.Options{Path: a.Flags.Config, Profile: a.Flags.Profile, Getenv: a.Getenv}); err == nil {
			wanted, _ = c.Global("lang")
		}
	}
	return lang.Choose(a.Getenv, systemLanguages, wanted, variable)
}

// in returns a text, or an error, in the language of who reads it.
func (a *App) in(t say.Speaker) string {
	if a.Overhear != nil {
		a.Overhear(t)
	}
	return t.In(a.speech())
}

// English returns a text, or an error, in English whoever reads it: what machines read is not translated.
func (a *App) English(t say.Speaker) string { return t.In(speech{wording: a.speech().wording}) }

// In returns a text in the language of who reads it, for commands that print texts themselves.
func (a *App) In(t say.Speaker) string { return a.in(t) }

// sayf returns the same for one that is still to be filled in.
func (a *App) sayf(format say.Format, args ...any) string { return a.in(say.T(format, args...)) }

// Tell prints a line for people on stderr that is no warning.
func (a *App) Tell(format say.Format, args ...any) {
	fmt.Fprintln(a.Streams.Err, a.sayf(format, args...))
}

// translate puts a command's help, its flags and the lines about the commands below it into the language.
func (a *App) translate(c *cobra.Command) {
	words := a.words()
	if words == nil {
		return
	}
	help := words.Command(Path(c))
	c.Short, c.Long = or(help.Short, c.Short), or(help.Long, c.Long)
	flag := func(f *pflag.Flag) {
		usage := ""
		for at := c; at != nil && usage == ""; at = at.Parent() { // where the flag was defined
			usage = words.Command(Path(at)).Flags[f.Name]
		}
		if usage == "" {
			usage = a.in(cobrasWords(f.Usage))
		}
		f.Usage = usage
	}
	c.LocalFlags().VisitAll(flag)
	c.InheritedFlags().VisitAll(flag)
	for _, child := range c.Commands() {
		child.Short = or(words.Short(Path(child)), child.Short)
	}
	for _, g := range c.Groups() {
		g.Title = a.sayf(say.Format(g.Title))
	}
}

// cobrasWords returns a heading or a flag's usage of cobra's own, with the command that stands in some of them.
func cobrasWords(words string) say.Text {
	for _, format := range []say.Format{
		"help for %s", "version for %s", `Use "%s [command] --help" for more information about a command.`,
	} {
		before, after, _ := strings.Cut(string(format), "%s")
		rest, begins := strings.CutPrefix(words, before)
		if command, ends := strings.CutSuffix(rest, after); begins && ends {
			return say.T(format, command)
		}
	}
	return say.T(say.Format(words))
}

func or(text, otherwise string) string {
	if text != "" {
		return text
	}
	return otherwise
}

// usage returns cobra's part of a help page, whose headings are its own.
func (a *App) usage(c *cobra.Command, all bool) string {
	page := c.UsageString()
	if !all && c.HasParent() {
		page = a.withoutGlobals(c, page)
	}
	if a.words() == nil {
		return page
	}
	lines := strings.Split(page, "\n")
	for i, line := range lines {
		if line != "" && line[0] != ' ' {
			lines[i] = a.in(cobrasWords(line))
			continue
		}
		// pflag ends the line of a flag with its default.
		if text, value, ok := cutLast(line, " (default "); ok && strings.HasSuffix(value, ")") {
			lines[i] = text + a.sayf(" (default %s)", strings.TrimSuffix(value, ")"))
		}
	}
	return strings.Join(lines, "\n")
}

// cutLast works like strings.Cut around the last separator.
func cutLast(s, separator string) (before, after string, found bool) {
	at := strings.LastIndex(s, separator)
	if at < 0 {
		return s, "", false
	}
	return s[:at], s[at+len(separator):], true
}
