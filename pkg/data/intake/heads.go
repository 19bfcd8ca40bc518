package intake

import "github.com/genba-cli/genba/pkg/data/charset"

// heads know under which names a file has the columns that rules name otherwise: what is said of a column names it as the
// file does.
type heads struct {
	file     map[string]string // by rule, the first name that was met
	exported bool              // the file calls some column as an export does
}

// note remembers the name of a rule's column.
func (h *heads) note(rule Rule, name string) {
	if _, met := h.file[rule.Name]; met {
		return
	}
	h.file[rule.Name] = name
	h.exported = h.exported || rule.Exported && len(rule.Aliases) > 0 && charset.Same(name, rule.Aliases[0])
}

// called returns the file's name for the column of a rule; a column that the file does not have keeps the rule's.
func (h *heads) called(rule string) string {
	if h == nil {
		return rule
	}
	if name, met := h.file[rule]; met {
		return name
	}
	return rule
}

// of works like called with a column that the file may lack: an exported file would have it as exports do.
func (h *heads) of(rule Rule) string {
	if h == nil {
		return rule.Name
	}
	if _, met := h.file[rule.Name]; !met && h.exported && rule.Exported && len(rule.Aliases) > 0 {
		return rule.Aliases[0]
	}
	return h.called(rule.Name)
}

// Called returns how a message names the column of a rule, which the file of the checked rows may lack: as the file does.
func (t *Rows) Called(column string, rules []Rule) string { return t.heads.find(column, rules) }

// Called works like Rows.Called for a checked row.
func (r Row) Called(column string, rules []Rule) string { return r.heads.find(column, rules) }

func (h *heads) find(column string, rules []Rule) string {
	for _, rule := range rules {
		if rule.Name == column {
			return h.of(rule)
		}
	}
	return h.called(column)
}
