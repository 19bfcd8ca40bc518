package convert

import "slices"

// check finds what is wrong between the keys of a rule.
func (p *ruleParser) check() {
	r := p.rule
	p.checkMissing()
	p.checkKind()
	if r.Date.None() || p.lines["format"] > 0 && p.count > 0 {
		return // what follows would report the same
	}
	if p.lines["day_change"] > 0 && r.DayChange > 0 && r.Time.None() {
		p.addf(p.lines["day_change"], "day_change needs the time; name its column: time")
	}
	for _, c := range r.columns() {
		if c.Name != "" && r.HeaderLines == 0 {
			p.addf(c.line, "column %s is named, but header_lines is 0: only the last header line has names", c)
		}
	}
	for _, t := range r.timeColumns() {
		if len(t.layouts) == 0 {
			p.addf(t.column.line, "column %s should hold %s, which the format %q does not have", t.column, t.needs(), r.FormatText)
		}
	}
}

// checkMissing reports the keys that are missing.
func (p *ruleParser) checkMissing() {
	r := p.rule
	missing := func(absent bool, key, example string) {
		if absent && !p.hasProblem(key) {
			p.addf(p.lines[key], "%s is missing, for example %s", key, example)
		}
	}
	missing(r.Kind == "", "kind", "kind: actual")
	missing(len(r.Key) == 0, "key", "key: [2, 3]")
	missing(r.Date.None(), "date", "date: 1")
	missing(r.Quantity.None(), "quantity", "quantity: 4")
	missing(r.Kind == Actual && r.Time.None(), "time", "time: 2")
	// Without it genba would have to guess whether the vendor adds a row to its total or replaces the total.
	missing(r.Kind == Actual && p.dataType == "", "data_type", "data_type: difference")
	switch inline, file := p.lines["processes"] > 0, p.lines["processes_file"] > 0; {
	case inline && file:
		p.addf(p.lines["processes_file"], "processes and processes_file exclude each other")
	case !inline && !file:
		p.addf(0, "processes is missing, for example processes: {アパレル_出荷: 8338837}, or processes_file: table.csv")
	case len(r.Processes) == 0 && p.count == 0:
		p.addf(max(p.lines["processes"], p.lines["processes_file"]), "there are no processes")
	}
}

// hasProblem reports whether the line of a key has a problem already.
func (p *ruleParser) hasProblem(key string) bool {
	line := p.lines[key]
	return line > 0 && slices.ContainsFunc(p.first, func(known problem) bool { return known.Line == line })
}

// checkKind reports what a plan can't have, and processes whose accounting dates contradict.
func (p *ruleParser) checkKind() {
	r := p.rule
	if r.Kind == Plan {
		if !r.Effort.None() {
			p.addf(p.lines["effort"], "a plan has no effort (5-6)")
		}
		if p.dataType == "difference" {
			p.addf(p.lines["data_type"], "a plan is the total of its day, never a difference (5-6)")
		}
		if r.Slot != 0 {
			p.addf(p.lines["slot"], "a plan is for whole days (5-6); slot is file, or left out")
		}
	}
	byID := map[int64]Process{}
	for _, key := range sortedKeys(r.Processes) {
		process := r.Processes[key]
		if process.Accounting && r.AccountingDate.None() {
			p.addf(p.lines["accounting_date"], "process %d is summed by accounting date, but accounting_date names no column", process.ID)
			break
		}
		if other, ok := byID[process.ID]; ok && other.Accounting != process.Accounting {
			p.addf(process.line, "process %d has an accounting date under one key and none under another", process.ID)
			break
		}
		byID[process.ID] = process
	}
}

func sortedKeys(processes map[string]Process) []string {
	var keys []string
	for key := range processes {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// columns returns all columns that the rule names.
func (r *Rule) columns() []Column {
	list := slices.Concat(r.Key, []Column{r.Date, r.AccountingDate, r.Time, r.Quantity, r.Effort.Start, r.Effort.End, r.Effort.Hours})
	return slices.DeleteFunc(list, Column.None)
}
