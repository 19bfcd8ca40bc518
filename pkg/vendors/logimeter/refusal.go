package logimeter

import (
	"bytes"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// refusal holds the vendor's own words in an answer that refuses a request. The zero refusal is no refusal.
type refusal struct {
	code, message string
	bare          bool // the answer only says that it refuses
}

// noReason says that the vendor gave no words of its own.
func noReason() say.Text { return say.T("LOGIMETER refused the request and gave no reason") }

// refusalOf reads the forms in which APIs of this kind say no: {"error": "code", "error_description": "…"} of OAuth,
// {"error": {"code": …, "message": …}}, {"errors": [{"code": …, "message": …}]}, {"errors": ["…"]},
// {"errors": {"field": ["…"]}}, {"error": "…"}, and {"code": …, "message": …} if failed, or success=false, says that it is a
// refusal.
func refusalOf(body []byte, failed bool) refusal {
	if !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return refusal{}
	}
	v, err := record.ParseValue(body)
	if err != nil {
		return refusal{}
	}
	bare := false
	if success, known := v.Field("success").Bool(); known && !success {
		failed, bare = true, true
	}
	if several := refusalIn(v.Field("errors")); several != (refusal{}) {
		return several
	}
	description := v.Field("error_description", "message").Text()
	one := refusalIn(v.Field("error"))
	switch {
	case one.message != "" && one.code == "" && description != "":
		return refusal{code: one.message, message: description}
	case one == (refusal{}) && failed:
		return refusal{code: v.Field("code").Text(), message: description, bare: bare}
	}
	return one
}

// refusalIn reads what stands under "error" or "errors".
func refusalIn(v record.Value) refusal {
	switch v.Kind() {
	case record.KindString, record.KindNumber:
		return refusal{message: v.Text()}
	case record.KindArray:
		var all []refusal
		for item := range v.Elements() {
			if one := refusalIn(item); one != (refusal{}) {
				all = append(all, one)
			}
		}
		return joinRefusals(all)
	case record.KindObject:
		if message := v.Field("message", "detail", "error_description").Text(); message != "" {
			return refusal{code: v.Field("code").Text(), message: message}
		}
		return fieldRefusals(v)
	}
	return refusal{}
}

// fieldRefusals reads {"field": ["message"]}.
func fieldRefusals(v record.Value) refusal {
	var all []refusal
	for name, value := range v.Fields() {
		if one := refusalIn(value); one != (refusal{}) {
			all = append(all, refusal{message: name + ": " + one.words()})
		}
	}
	return joinRefusals(all)
}

// joinRefusals returns the first code, and a message of all messages, the others with their codes.
func joinRefusals(all []refusal) refusal {
	if len(all) == 0 {
		return refusal{}
	}
	messages := []string{all[0].message}
	for _, r := range all[1:] {
		messages = append(messages, r.words())
	}
	return refusal{code: all[0].code, message: strings.Join(messages, "; ")}
}

// words returns the vendor's code and message.
func (r refusal) words() string {
	return strings.TrimPrefix(r.code+": "+r.message, ": ")
}

// text returns the vendor's words, or says that there are none.
func (r refusal) text() say.Text {
	message := say.Verbatim(r.message)
	if r.bare {
		message = say.Or(message, noReason())
	}
	if r.code == "" {
		return message
	}
	return say.T("%s: %s", r.code, say.Or(message, say.T("no message")))
}

// challengeOf reads error and error_description of a WWW-Authenticate header (RFC 6750), which may be all that comes.
func challengeOf(header string) refusal {
	return refusal{code: parameter(header, "error"), message: parameter(header, "error_description")}
}

// parameter returns the quoted value of a parameter in a header.
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
