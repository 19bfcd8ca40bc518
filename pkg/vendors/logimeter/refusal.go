package logimeter

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// refusal is what an answer says against a request, as it was sent. The zero refusal says nothing.
type refusal struct{ code, message string }

// refusalOf reads the forms in which APIs of this kind say no: {"error": "code", "error_description": "…"} of OAuth,
// {"error": {"code": …, "message": …}}, {"errors": [{"code": …, "message": …}]}, {"errors": ["…"]},
// {"errors": {"field": ["…"]}}, {"error": "…"}, and {"code": …, "message": …} where failed or success=false says that it
// is one.
func refusalOf(body []byte, failed bool) refusal {
	if !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return refusal{}
	}
	v, err := record.ParseValue(body)
	if err != nil {
		return refusal{}
	}
	otherwise := ""
	if success, known := v.Field("success").Bool(); known && !success {
		failed, otherwise = true, "LOGIMETER refused the request and gave no reason"
	}
	if several := said(v.Field("errors")); several != (refusal{}) {
		return several
	}
	description := v.Field("error_description", "message").Text()
	one := said(v.Field("error"))
	switch {
	case one.message != "" && one.code == "" && description != "":
		return refusal{one.message, description}
	case one == (refusal{}) && failed:
		return refusal{v.Field("code").Text(), cmp.Or(description, otherwise)}
	}
	return one
}

// said is what stands under "error" or "errors".
func said(v record.Value) refusal {
	switch v.Kind() {
	case record.KindString, record.KindNumber:
		return refusal{message: v.Text()}
	case record.KindArray:
		var all []refusal
		for item := range v.Elements() {
			if one := said(item); one != (refusal{}) {
				all = append(all, one)
			}
		}
		return joined(all)
	case record.KindObject:
		if message := v.Field("message", "detail", "error_description").Text(); message != "" {
			return refusal{v.Field("code").Text(), message}
		}
		return ofFields(v)
	}
	return refusal{}
}

// ofFields is {"field": ["message"]}.
func ofFields(v record.Value) refusal {
	var all []refusal
	for name, value := range v.Fields() {
		if one := said(value); one != (refusal{}) {
			all = append(all, refusal{message: name + ": " + one.text()})
		}
	}
	return joined(all)
}

// joined keeps the first one's code apart, and the others with theirs in the message.
func joined(all []refusal) refusal {
	if len(all) == 0 {
		return refusal{}
	}
	messages := []string{all[0].message}
	for _, r := range all[1:] {
		messages = append(messages, r.text())
	}
	return refusal{all[0].code, strings.Join(messages, "; ")}
}

func (r refusal) text() string {
	if r.code == "" {
		return r.message
	}
	return r.code + ": " + cmp.Or(r.message, "no message")
}

// challenged reads error and error_description of a WWW-Authenticate header (RFC 6750), which may be all that comes.
func challenged(header string) refusal {
	return refusal{parameter(header, "error"), parameter(header, "error_description")}
}

func parameter(header, name string) string {
	for rest := header; ; {
		_, after, found := strings.Cut(rest, name+"=\"")
		if !found {
			return ""
		}
		before := strings.TrimSuffix(rest, name+"=\""+after)
		value, _, closed := strings.Cut(after, "\"")
		if closed && (before == "" || strings.HasSuffix(before, " ") || strings.HasSuffix(before, ",")) {
			return value
		}
		rest = after
	}
}
