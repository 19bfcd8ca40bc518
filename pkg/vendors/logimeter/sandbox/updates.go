package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// LastRecord is the highest id of a record that can be updated, in each of the three kinds.
const LastRecord = 999_999

// updated is what was set, by kind and id.
type updated map[string]map[int64]map[string]json.RawMessage

func (s *Server) routeUpdates() {
	s.updated = updated{}
	for _, kind := range []string{"sales", "budget_results", "indirect_balances"} {
		s.updated[kind] = map[int64]map[string]json.RawMessage{}
		s.handle("PUT /v3/workplaces/{workplace}/"+kind+"/{id}", s.update(kind))
	}
}

// update sets fields of one record, as the screen does (§4-1). Which fields there are the document does not say: every
// name is taken, and of the values only those that are wrong under any name are refused.
func (s *Server) update(kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		if err != nil || id <= 0 || id > LastRecord {
			s.refuse(w, http.StatusNotFound, codeNotFound, "データが見つかりません。")
			return
		}
		var fields map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&fields); err != nil || len(fields) == 0 {
			s.refuse(w, http.StatusBadRequest, codeInvalid, "更新する項目がありません。")
			return
		}
		for name, value := range fields {
			if complaint := wrongField(name, value); complaint != "" {
				s.refuse(w, http.StatusUnprocessableEntity, codeInvalid, name+": "+complaint)
				return
			}
		}
		s.answer(w, http.StatusOK, s.merge(kind, id, fields))
	}
}

// merge returns the record after the update.
func (s *Server) merge(kind string, id int64, fields map[string]json.RawMessage) map[string]json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	whole := map[string]json.RawMessage{"id": json.RawMessage(strconv.FormatInt(id, 10))}
	for name, value := range s.updated[kind][id] {
		whole[name] = value
	}
	for name, value := range fields {
		whole[name] = value
	}
	s.updated[kind][id] = whole
	return whole
}

// wrongField returns what is wrong with a value: amounts are numbers, days are days, and nothing holds more than one value.
func wrongField(name string, value json.RawMessage) string {
	value = bytes.TrimSpace(value)
	var text string
	_ = json.Unmarshal(value, &text) // stays empty for what is no string
	switch {
	case bytes.HasPrefix(value, []byte("{")) || bytes.HasPrefix(value, []byte("[")):
		return "不正な値です。"
	case name == "id":
		return "更新できません。"
	case (name == "amount" || name == "quantity") && text != "":
		if _, err := strconv.ParseFloat(text, 64); err != nil {
			return "数値ではありません。"
		}
	case (name == "date" || strings.HasSuffix(name, "_date")) && text != "":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return "日付フォーマットが違います。"
		}
	}
	return ""
}
