package notify

import (
	"encoding/json"
	"regexp"
	"strings"
	"text/template"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Template makes messages of records.
type Template struct {
	text   *template.Template // nil: every value with its name
	escape func(string) string
}

// NewTemplate reads a template as Go's text/template has it, for a channel's messages: {{.name}} is a member of a record, and
// {{index . "attributes.ip"}} one whose name is no word. An empty text is every value with its name.
func NewTemplate(text string, c Channel) (*Template, error) {
	t := &Template{escape: c.escape}
	if t.escape == nil {
		t.escape = func(s string) string { return s }
	}
	if text == "" {
		return t, nil
	}
	parsed, err := template.New("").Option("missingkey=error").Parse(text)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "the template can't be read: %s", strings.TrimPrefix(err.Error(), "template: :")).
			WithHint(`for example {{.name}}: {{.date}} {{.kind}}`)
	}
	t.text = parsed
	return t, nil
}

// Message makes the text of one record. row is its number, for the words about one that does not fit.
func (t *Template) Message(row int, r record.Record) (string, error) {
	if t.text == nil {
		var parts []string
		for name, v := range r.Value().Fields() {
			if text := v.Text(); text != "" {
				parts = append(parts, name+": "+t.escape(text))
			}
		}
		return strings.Join(parts, ", "), nil
	}
	var out strings.Builder
	err := t.text.Execute(&out, t.members(r.Value()))
	switch text := out.String(); {
	case err != nil:
		if m := regexp.MustCompile(`\sno\sentry\sfor\skey\s"(.*)"$`).FindStringSubmatch(err.Error()); m != nil {
			return "", fault.Errorf(fault.Usage, "row %d has no %q, which the template names", row, m[1])
		}
		_, cause, _ := strings.Cut(err.Error(), " at ") // behind the place in the template
		return "", fault.Errorf(fault.Usage, "row %d does not fit the template: %s", row, cause)
	case strings.Contains(text, "<no value>"):
		return "", fault.Errorf(fault.Usage, "row %d does not fit the template: it names what the row does not have", row)
	case strings.TrimSpace(text) == "":
		return "", fault.Errorf(fault.Usage, "row %d makes an empty message", row)
	default:
		return text, nil
	}
}

// members returns the values of an object by name, and those inside it by their path with dots, too, as CSV has them.
func (t *Template) members(v record.Value) map[string]any {
	all := map[string]any{}
	for name, member := range v.Fields() {
		all[name] = t.value(member)
		if member.Kind() == record.KindObject {
			for below, value := range t.members(member) {
				if _, taken := all[name+"."+below]; !taken {
					all[name+"."+below] = value
				}
			}
		}
	}
	return all
}

// value returns a value as a template works on it. Numbers keep their digits.
func (t *Template) value(v record.Value) any {
	switch v.Kind() {
	case record.KindObject:
		return t.members(v)
	case record.KindArray:
		list := []any{}
		for e := range v.Elements() {
			list = append(list, t.value(e))
		}
		return list
	case record.KindNumber:
		return json.Number(v.Text())
	case record.KindBool:
		yes, _ := v.Bool()
		return yes
	case record.KindNull:
		return ""
	}
	return t.escape(v.Text())
}
