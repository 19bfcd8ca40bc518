package nipoplus

import (
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
)

// ReportColumns returns the columns of a report but for what its template asks for (日報のJSON構造). Tables show times in loc.
func ReportColumns(loc *time.Location) []record.Column {
	return []record.Column{
		{Name: "id"},
		{Name: "no"},
		{Name: "state"},
		clockColumn("userTs", loc),
		{Name: "owner"},
		{Name: "templateId"},
		{Name: "distId"},
		{Name: "dists"},
		{Name: "observer"},
		{Name: "readed"},
		{Name: "tags"},
		{Name: "sign"},
		{Name: "account"},
		{Name: "taskId"},
		clockColumn("createTs", loc), clockColumn("updateTs", loc),
	}
}

// GroupColumns come first where several groups are read.
func GroupColumns() []record.Column { return []record.Column{{Name: "groupId"}, {Name: "groupName"}} }

// TemplateColumns returns the columns of a template (テンプレートのJSON構造).
func TemplateColumns(loc *time.Location) []record.Column {
	return []record.Column{
		{Name: "id"},
		{Name: "name"},
		{Name: "active"},
		{Name: "prefix"},
		{Name: "memo"},
		{Name: "noruma"},
		{Name: "tags"},
		clockColumn("ts", loc),
		{Name: "body"},
	}
}

// TimecardColumns returns the columns of a timecard (タイムカードのJSON構造); the spellings are the vendor's.
func TimecardColumns(loc *time.Location) []record.Column {
	columns := []record.Column{
		{Name: "staffId"},
		{Name: "date", Day: true},
		{Name: "start", Hour: true},
		{Name: "end", Hour: true},
		{Name: "breaks"},
		{Name: "calcData.editStart", Hour: true},
		{Name: "calcData.editEnd", Hour: true},
	}
	columns = append(columns, sums("calcData.")...)
	return append(columns, record.Column{Name: "isHolydayWork"}, record.Column{Name: "redacted"}, record.Column{Name: "memo"},
		record.Column{Name: "generator"}, record.Column{Name: "id"}, clockColumn("day", loc), clockColumn("createTs", loc), clockColumn("updateTs", loc))
}

// TotalColumns returns the columns of the vendor's totals.
func TotalColumns() []record.Column {
	return append([]record.Column{{Name: "staffId"}, {Name: "from", Day: true}, {Name: "to", Day: true}, {Name: "count"}}, sums("totalCalc.")...)
}

// sums returns minutes (calcData の中身).
func sums(prefix string) []record.Column {
	var columns []record.Column
	for _, name := range []string{
		"totalWorkTime", "overWorkTime", "dayWork", "nightWork", "dayWorkHolyDay", "nightWorkHolyDay", "calcBreakTimeDay", "calcBreakTimeNight",
	} {
		columns = append(columns, record.Column{Name: prefix + name})
	}
	return columns
}

// clockColumn returns a time in milliseconds, which people see as one.
func clockColumn(name string, loc *time.Location) record.Column {
	return record.Column{Name: name, Show: ShowTime(loc), Time: true}
}

// ShowTime shows milliseconds since 1970 as the time in loc.
func ShowTime(loc *time.Location) func(string) string {
	return func(text string) string {
		ms, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return text
		}
		return time.UnixMilli(ms).In(loc).Format(time.DateTime)
	}
}
