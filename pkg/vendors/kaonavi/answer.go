package kaonavi

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// The states of a job (§2.11, §2.13). OK is also what a write answers that was only accepted (§2.3).
const (
	statusOK      = "OK"
	statusNG      = "NG"
	statusError   = "ERROR"
	statusWaiting = "WAITING"
	statusRunning = "RUNNING"
)

// answer is what is common to the vendor's answers.
type answer struct {
	whole    record.Value
	status   string
	progress record.Value // a number or a string (§2.3, §2.6)
	message  string
	errors   []string // why it was refused, if it was
}

// parseAnswer reads an answer that is an object.
func parseAnswer(body []byte) (answer, error) {
	v, err := record.ParseValue(body)
	if err != nil {
		return answer{}, err
	}
	return newAnswer(v), nil
}

// newAnswer looks for the members where §2.11 has them, flat, and where §2.12 has them, below data.
func newAnswer(v record.Value) answer {
	if inner := v.Field("data"); inner.Kind() == record.KindObject && v.Field("status", "progress_id") == nil {
		if inner.Field("status", "progress_id") != nil {
			v = inner
		}
	}
	a := answer{whole: v, status: v.Field("status").Text(), progress: v.Field("progress_id"), message: v.Field("message").Text()}
	// errors is what §1.5 names, message what §2.13 shows; a message beside OK or WAITING is no error.
	said := v.Field("errors", "messages", "error")
	a.errors = texts(said)
	switch a.status {
	case statusOK, statusWaiting, statusRunning:
	default:
		if len(a.errors) == 0 && a.message != "" {
			a.errors = []string{a.message}
		}
	}
	if len(a.errors) == 0 && said.Kind() == record.KindNumber { // a code is better than nothing
		a.errors = []string{said.Text()}
	}
	return a
}

// texts reads a list of errors whose shape the document does not give: texts, objects, or a single one.
func texts(v record.Value) []string {
	switch v.Kind() {
	case record.KindAbsent, record.KindNull, record.KindBool, record.KindNumber: // "error": true says that, not what
		return nil
	case record.KindArray:
		var all []string
		for item := range v.Elements() {
			all = append(all, texts(item)...)
		}
		return all
	case record.KindObject:
		code, message := v.Field("code").Text(), v.Field("message", "messages", "detail").Text()
		if message == "" {
			return []string{v.Text()}
		}
		if code != "" {
			message = code + ": " + message
		}
		return []string{message}
	}
	if text := strings.TrimSpace(v.Text()); text != "" {
		return []string{text}
	}
	return nil
}
