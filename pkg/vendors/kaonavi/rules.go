package kaonavi

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// rules returns what is expected of the columns that the rows have. The document marks no column as required (the marks are
// lost); what a row is known by is.
func (f *File) rules(is returned) []intake.Rule {
	var rules []intake.Rule
	switch f.kind {
	case ofUsers:
		rules = userRules(f.Replaces, is)
	case ofDepartments:
		return departmentRules(f.Rows, is)
	case ofMembers:
		rules = []intake.Rule{codeRule("member_code", true, is, "社員番号")}
	default:
		rules = []intake.Rule{
			// A member of another sheet may have several entries in it.
			codeRule("member_code", f.Sheet == "0", is, "社員番号"),
			{Name: "member_name", Aliases: []string{"氏名"}, Text: true, Check: plain("member_name", is)},
			// §2.14 shows it in a sheet; §2.9 does not name it. Left out, an overwrite would empty it.
			{Name: "member_kana", Aliases: []string{"フリガナ"}, Text: true, Check: plain("member_kana", is)},
		}
	}
	rules = append(rules, f.ownRules()...)
	if f.kind == ofUsers {
		return rules
	}
	for i := range rules { // another column may have the same label, and then headings have the column's name behind it
		for _, alias := range f.Labels.aliases(rules[i].Name) {
			if !slices.Contains(rules[i].Aliases, alias) {
				rules[i].Aliases = append(rules[i].Aliases, alias)
			}
		}
	}
	if f.kind == ofSheet {
		rules = append(rules, f.Labels.rules(f.Rows)...)
		for i := range rules {
			rules[i].Exported = true
		}
	}
	return rules
}

// extra looks at what holds for all the values of a row; nil for nothing.
func (f *File) extra(is returned) func(intake.Row) []intake.Problem {
	switch f.kind {
	case ofSheet:
		return f.Labels.values(is)
	case ofDepartments:
		return departmentTwice()
	}
	return nil
}

func codeRule(name string, unique bool, is returned, aliases ...string) intake.Rule {
	return intake.Rule{Name: name, Aliases: aliases, Required: true, Text: true, Unique: unique, Check: func(r intake.Row) say.Text {
		text := r.Text(name)
		if (strings.TrimSpace(text) != text || strings.ContainsFunc(text, unicode.IsControl)) && !is(r, name) {
			return say.T("%q has blanks around it, or control characters", text)
		}
		return say.Text{}
	}}
}

func userRules(overwrite bool, is returned) []intake.Rule {
	rules := []intake.Rule{
		{Name: "email", Aliases: []string{"ログインid", "ログインID"}, Required: true, Text: true, Unique: true, Check: plain("email", is)},
		{Name: "password", Aliases: []string{"パスワード"}, Text: true, Secret: true, Check: func(r intake.Row) say.Text {
			return passwordProblem(r, is)
		}},
		{Name: "member_code", Aliases: []string{"社員番号"}, Text: true, Check: plain("member_code", is)},
		{Name: "name", Aliases: []string{"氏名"}, Text: true, Check: plain("name", is)},
		{Name: "type", Aliases: []string{"アカウント種別"}, Text: true, Check: plain("type", is)},
		{Name: "role", Aliases: []string{"ロール"}, Text: true, Check: plain("role", is)},
	}
	for _, flag := range []struct{ name, label string }{
		{"is_active", "アカウント状態"}, {"password_locked", "パスワードロック"}, {"use_smartphone", "スマホオプション"}, {"use_secure", "セキュアアクセス"},
	} {
		rules = append(rules, intake.Rule{Name: flag.name, Aliases: []string{flag.label}, Check: switchRule(flag.name, is)})
	}
	if !overwrite {
		rules = append(rules, intake.Rule{Name: "created_at", Aliases: []string{"アカウント作成日時"}, Text: true, Check: func(r intake.Row) say.Text {
			return momentProblem(r.Text("created_at"))
		}})
	}
	return rules
}

// passwordProblem refuses what Kaonavi gives instead of a password (§2.2), unless it is that of the account itself: written
// back it would become the password.
func passwordProblem(r intake.Row, is returned) say.Text {
	text := r.Text("password")
	if masked(text) && !is(r, "password") {
		return say.T("%q is how Kaonavi masks a password; sent, it would become the password", text)
	}
	return controlProblem(text)
}

// switchRule takes true and false, and the - that §2.3 sends.
func switchRule(name string, is returned) func(intake.Row) say.Text {
	return func(r intake.Row) say.Text {
		v := r.Value(name)
		if _, ok := v.Bool(); ok || isEmpty(v) || v.Kind() == record.KindString && flagValue(v.Text()) != nil || is(r, name) {
			return say.Text{}
		}
		return say.T("%q is none of true, false and -", v.Text())
	}
}

// flagValue returns a switch as it is sent: a boolean as §2.2 has it, or "-". nil: neither.
func flagValue(text string) record.Value {
	switch strings.ToLower(text) {
	case "true":
		return record.Bool(true)
	case "false":
		return record.Bool(false)
	case "-":
		return record.String("-")
	}
	return nil
}

// departmentRules name the levels that the rows have.
func departmentRules(rows []intake.Row, is returned) []intake.Rule {
	deepest := 1
	for _, heading := range headings(rows) {
		deepest = max(deepest, level(heading))
	}
	var rules []intake.Rule
	for n := 1; n <= deepest; n++ {
		code, name := departmentCode+strconv.Itoa(n), departmentName+strconv.Itoa(n)
		rules = append(rules,
			intake.Rule{Name: code, Aliases: []string{departmentCodeLabel + strconv.Itoa(n)}, Text: true, Required: n == 1, Check: levelRule(n, is)},
			intake.Rule{Name: name, Aliases: []string{departmentNameLabel + strconv.Itoa(n)}, Text: true, Required: n == 1, Check: plain(name, is)})
	}
	for i, name := range departmentTail {
		rules = append(rules, intake.Rule{Name: name, Aliases: []string{[]string{"責任者社員番号", "責任者氏名", "メモ"}[i]}, Text: true, Check: plain(name, is)})
	}
	return rules
}

// departmentTwice finds a department that is in the file twice.
func departmentTwice() func(intake.Row) []intake.Problem {
	first := map[string]say.Text{}
	return func(r intake.Row) []intake.Problem {
		key := departmentKey(r.Text)
		if before, ok := first[key]; ok && key != "" {
			return []intake.Problem{{Message: say.T("the department is already in %s", before)}}
		}
		first[key] = r.Place()
		return nil
	}
}

// departmentKey returns the codes of all levels, by which a department is known.
func departmentKey(text func(name string) string) string {
	var codes []string
	for n := 1; ; n++ {
		code := text(departmentCode + strconv.Itoa(n))
		if code == "" {
			return strings.Join(codes, " / ")
		}
		codes = append(codes, code)
	}
}

// levelRule wants the levels of a department without a gap, each with code and name.
func levelRule(n int, is returned) func(intake.Row) say.Text {
	code, name, above := departmentCode+strconv.Itoa(n), departmentName+strconv.Itoa(n), departmentCode+strconv.Itoa(n-1)
	return func(r intake.Row) say.Text {
		switch {
		case r.Text(code) == "" && r.Text(name) != "":
			return say.T("empty, but there is a %s", r.Called(name, nil))
		case r.Text(code) != "" && r.Text(name) == "":
			return say.T("there is no %s", r.Called(name, nil))
		case n > 1 && r.Text(code) != "" && r.Text(above) == "":
			return say.T("there is no %s above it", r.Called(above, nil))
		}
		return plain(code, is)(r)
	}
}

// plain refuses what nobody types into Kaonavi: control characters other than line breaks and tabs.
func plain(name string, is returned) func(intake.Row) say.Text {
	return func(r intake.Row) say.Text {
		problem := controlProblem(r.Text(name))
		if !problem.IsZero() && is(r, name) {
			return say.Text{}
		}
		return problem
	}
}

func controlProblem(text string) say.Text {
	if at := strings.IndexFunc(text, func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\r' && c != '\t' }); at >= 0 {
		return say.T("%q holds a control character", text)
	}
	return say.Text{}
}

// days are the ways in which the document writes a day (§1.5, §2.8).
var days = []string{"2006-01-02", "2006/01/02"}

// dayProblem returns what is wrong with a day.
func dayProblem(text string) say.Text {
	for _, layout := range days {
		if _, err := time.Parse(layout, text); err == nil {
			return say.Text{}
		}
	}
	return say.T("%q is no day written as 2025-03-01 or 2025/03/01", text)
}

// dayLike reports whether a text can only be meant as a day.
func dayLike(text string) bool {
	if len(text) != len("2006-01-02") {
		return false
	}
	for i, c := range []byte(text) {
		separator := i == 4 || i == 7
		if separator != (c == '-' || c == '/') || !separator && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// momentProblem returns what is wrong with a time (§2.2 writes it both ways).
func momentProblem(text string) say.Text {
	if text == "" {
		return say.Text{}
	}
	for _, layout := range days {
		for _, l := range []string{layout + " 15:04:05", layout + " 15:04", layout} {
			if _, err := time.Parse(l, text); err == nil {
				return say.Text{}
			}
		}
	}
	return say.T("%q is no time written as 2025-03-01 09:00:00 or 2025/03/01 09:00:00", text)
}
