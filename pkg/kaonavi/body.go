package kaonavi

import (
	"bytes"

	"github.com/genba-cli/genba/pkg/record"
)

// member is one name of a body and its value.
type member struct {
	name  string
	value record.Value
}

func object(members ...member) record.Value {
	body := []byte{'{'}
	for i, m := range members {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(append(append(body, record.String(m.name)...), ':'), m.value...)
	}
	return append(body, '}')
}

func array(rows []record.Value) record.Value {
	texts := make([][]byte, len(rows))
	for i, row := range rows {
		texts[i] = row
	}
	return append(append([]byte{'['}, bytes.Join(texts, []byte{','})...), ']')
}
