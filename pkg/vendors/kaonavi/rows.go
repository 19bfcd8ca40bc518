package kaonavi

import (
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Settle gives the values of checked rows the form in which they are sent: true and false of a CSV become booleans.
func (w Write) Settle(rows []intake.Row) {
	if w.kind != ofUsers {
		return
	}
	for _, r := range rows {
		for i, f := range r.Fields {
			switch f.Name {
			case "is_active", "password_locked", "use_smartphone", "use_secure":
				if v := flagValue(f.Value.Text()); v != nil {
					r.Fields[i].Value = v
				}
			}
		}
	}
}

// Objects are settled rows as they are sent. An empty CSV cell says nothing and is left out, except where a whole sheet
// is replaced: there it says that the value is empty.
func (w Write) Objects(rows []intake.Row) []record.Value {
	all := make([]record.Value, len(rows))
	for i, r := range rows {
		if !w.Replaces || w.kind != ofSheet {
			all[i] = r.Object(nil)
			continue
		}
		members := make([]record.Member, len(r.Fields))
		for k, f := range r.Fields {
			members[k] = record.Named(f.Name, f.Value)
		}
		all[i] = record.Object(members...)
	}
	return all
}
