package flexcrm

import (
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// form returns a body as the vendor's page of "FlexDB データの登録" shows it; the document's own samples are JSON.
func form(values url.Values) *transport.Body {
	return &transport.Body{ContentType: "application/x-www-form-urlencoded;charset=UTF-8", Data: []byte(values.Encode())}
}

// formOf returns a row as a form. Lists of choices become "2,3", labels their ids; other lists and objects become JSON text, which is how
// the vendor keeps them; null empties a value.
func formOf(row record.Value, fields Fields) url.Values {
	values := url.Values{}
	for name, v := range row.Fields() {
		f, _ := fields.named(name)
		text := v.Text()
		if f.Kind == Choice {
			if ids, problem := f.choices(v); problem.IsZero() {
				text = strings.Join(ids, ",")
			}
		}
		if f.Theirs != nil {
			text = f.withoutTheirs(v)
		}
		values.Set(name, text)
	}
	return values
}

// Form returns a row, checked with Rules before, as it is sent.
func (f Fields) Form(row record.Value) url.Values { return formOf(row, f) }
