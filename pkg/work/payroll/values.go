package payroll

import (
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Employee is a row: what somebody worked in the period.
type Employee struct {
	Number, Name, Family, Given, Department string
	All, Working, Off, Legal                Part // in all, and by category of the day
}

// Part is days and their minutes.
type Part struct{ Days, Minutes int }

// values returns what a column can hold.
func values() []string {
	return []string{
		"number", "name", "family_name", "given_name", "department", "days", "hours", "days_working", "hours_working",
		"days_off", "hours_off", "days_legal_off", "hours_legal_off", "period", "month", "from", "to",
	}
}

// Period is what is exported.
type Period struct {
	Name     string // 2026-10
	From, To time.Time
}

// cell writes a value of an employee.
func (l *Layout) cell(c Column, e Employee, p Period) (string, error) {
	switch c.Value {
	case "":
		return c.Constant, nil
	case "number":
		return l.Number.write(e.Number)
	case "name":
		return e.Name, nil
	case "family_name":
		return e.Family, nil
	case "given_name":
		return e.Given, nil
	case "department":
		return e.Department, nil
	case "period":
		return p.Name, nil
	case "month":
		return strings.ReplaceAll(p.Name, "-", "/") + "/01", nil
	case "from":
		return p.From.Format("2006/01/02"), nil
	case "to":
		return p.To.Format("2006/01/02"), nil
	}
	part := map[string]Part{"": e.All, "_working": e.Working, "_off": e.Off, "_legal_off": e.Legal}
	if suffix, days := strings.CutPrefix(c.Value, "days"); days {
		return strconv.Itoa(part[suffix].Days), nil
	}
	minutes := part[strings.TrimPrefix(c.Value, "hours")].Minutes
	if l.MostHours > 0 && minutes >= (l.MostHours+1)*60 {
		return "", fault.Errorf(fault.Usage, "employee %s has %s hours, and %s takes at most %d", e.Number, Clock.Write(minutes), l.Product, l.MostHours)
	}
	return l.Hours.Write(minutes), nil
}

// write writes an employee number as the package wants it, and refuses one that would become another.
func (n Number) write(number string) (string, error) {
	if strings.Trim(number, "0123456789") != "" && n.Digits {
		return "", fault.Errorf(fault.Usage, "employee number %q has something else than digits, which the package does not take", number)
	}
	if n.StripZeros {
		number = strings.TrimLeft(number, "0")
	}
	if n.Width > 0 {
		number = strings.Repeat("0", max(n.Width-len(number), 0)) + number
	}
	if most := max(n.Most, n.Width); most > 0 && len(number) > most || number == "" {
		return "", fault.Errorf(fault.Usage, "employee number %q is no number of at most %d characters", number, most)
	}
	return number, nil
}

// unnamed says which values of a column come from a list of people.
func unnamed(e Employee, l *Layout) say.Text {
	switch {
	case l.Wants("family_name", "given_name") && (e.Family == "" || e.Given == ""):
		return say.T("employee %s: family and given name are not both known", e.Number)
	case l.Wants("name") && e.Name == "":
		return say.T("employee %s: the name is not known", e.Number)
	}
	return say.Text{}
}
