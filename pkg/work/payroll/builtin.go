package payroll

import (
	"embed"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

//go:embed layouts
var layouts embed.FS

// Names returns the layouts that genba has.
func Names() []string {
	return []string{"pca", "moneyforward", "kyuryo-o", "yayoi", "obc", "jobcan", "cells", "px4", "generic"}
}

// Builtin returns the text of a layout by name; false: there is none.
func Builtin(name string) ([]byte, bool) {
	if !slices.Contains(Names(), name) {
		return nil, false
	}
	text, err := layouts.ReadFile("layouts/" + name + ".yaml")
	return text, err == nil
}

// UnknownLayout returns the refusal of a name that is neither a layout nor a file.
func UnknownLayout(name string) error {
	return fault.Errorf(fault.Usage, "there is no layout %q, and no file%s", name, nearest.Suggest(name, Names())).
		WithHint("layouts: %s; or a file with a layout of your own", strings.Join(Names(), ", "))
}

// Usable refuses a layout whose questions are not answered.
func (l *Layout) Usable(text []byte) error {
	open := l.unanswered(text)
	if len(open) == 0 {
		return nil
	}
	lines := []say.Text{say.T("answer them in a copy of layout %s, my-%s.yaml", l.Name, l.Name)}
	for _, a := range open {
		lines = append(lines, say.Verbatim("--set "+a.Key+"=…  "+a.Question))
	}
	return fault.Errorf(fault.Usage, "the layout %s is a frame: %d {thing is|things are} your company's own and not answered yet", l.Name, len(open)).
		WithHint("%s", say.Lines(lines...))
}

// Fill writes answers into a layout's text. An answer is written as YAML, so that no character of it means anything.
func Fill(text []byte, asks []Ask, answers map[string]string) ([]byte, error) {
	filled := string(text)
	for _, a := range asks {
		answer, given := answers[a.Key]
		switch {
		case !given:
			continue
		case strings.TrimSpace(answer) == "" || strings.ContainsAny(answer, "\r\n") || strings.Contains(answer, "${"):
			return nil, fault.Errorf(fault.Usage, "%s: %q is no answer", a.Key, answer).WithHint("%s", a.Question)
		case len(a.Choices) > 0 && !slices.Contains(a.Choices, answer):
			return nil, fault.Errorf(fault.Usage, "%s: %q is not one of %s", a.Key, answer, strings.Join(a.Choices, ", ")).WithHint("%s", a.Question)
		}
		quoted := strconv.Quote(answer)
		filled = strings.ReplaceAll(filled, "${"+a.Key+"}", quoted[1:len(quoted)-1])
	}
	for key := range answers {
		if !slices.ContainsFunc(asks, func(a Ask) bool { return a.Key == key }) {
			return nil, fault.Errorf(fault.Usage, "the layout asks nothing called %q%s", key, nearest.Suggest(key, keys(asks)))
		}
	}
	return []byte(filled), nil
}

func keys(asks []Ask) []string {
	var all []string
	for _, a := range asks {
		all = append(all, a.Key)
	}
	return all
}

// Target returns the name of the file of a period: that of the layout, made safe.
func (l *Layout) Target(p Period, now time.Time) string {
	name := strings.NewReplacer(
		"{period}", p.Name, "{period_ja}", p.To.Format("2006年01月"), "{time}", now.Format("20060102-150405"),
	).Replace(l.FileName)
	if name == "" {
		name = "payroll-" + p.Name + "-" + now.Format("20060102-150405") + ".csv"
	}
	return regexp.MustCompile(`[/\\:*?"<>|\x00-\x1f]`).ReplaceAllString(name, "_")
}
