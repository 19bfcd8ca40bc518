package akashi

import (
	"slices"
	"strconv"

	"github.com/genba-cli/genba/pkg/data/record"
)

// StampColumns returns the columns of a stamp (§6.7.3, §6.10.3).
func StampColumns() []record.Column {
	return []record.Column{
		{Name: "staff_id"},
		{Name: "stamped_at", Alt: []string{"stampedAt"}, Time: true},
		stampTypeColumn(),
		{Name: "local_time", Time: true},
		{Name: "timezone"},
		{Name: "attributes.method", Code: true},
		{Name: "attributes.org_id"},
		{Name: "attributes.workplace_id"},
		{Name: "attributes.latitude"},
		{Name: "attributes.longitude"},
		{Name: "attributes.ip"},
	}
}

// Named returns the columns with those that WithNames adds behind the id.
func Named(columns []record.Column) []record.Column {
	return slices.Insert(slices.Clone(columns), 1, NameColumns()...)
}

// PunchColumns returns the columns of the answer to a punch: as the real server spells it, with the document's spellings
// (§6.6.3, §6.6.4) as other forms of the same.
func PunchColumns() []record.Column {
	return []record.Column{
		{Name: "staff_id"},
		stampTypeColumn(),
		{Name: "stampedAt", Alt: []string{"stamped_at", "stamped_aAt"}, Time: true},
		{Name: "alertCount", Alt: []string{"alert_count"}},
		{Name: "overtimeExceeded", Alt: []string{"overtime_exceeded"}},
		{Name: "login_company_code"},
	}
}

func stampTypeColumn() record.Column {
	labels := map[string]string{}
	for _, t := range StampTypes() {
		labels[strconv.Itoa(t.Code)] = t.Text
	}
	return record.Column{Name: "type", Labels: labels}
}

// StaffColumns returns the columns of a staff (§6.4.3).
func StaffColumns() []record.Column {
	return []record.Column{
		{Name: "staffId"},
		{Name: "staffNum"},
		{Name: "lastName"},
		{Name: "firstName"},
		{Name: "lastNameKana"},
		{Name: "firstNameKana"},
		{Name: "organization.organizationId"},
		{Name: "organization.name"},
		{Name: "subgroups"},
		{Name: "employmentCategory.employmentCategoryId"},
		{Name: "employmentCategory.name", Alt: []string{"employmentCategory.Name"}},
		{Name: "tag"},
		{Name: "idmNum"},
		{Name: "cardTypeId"},
		{Name: "remarks"},
		{Name: "permissionGroup.permissionGroupId"},
		{Name: "permissionGroup.permissionType", Labels: map[string]string{"1": "企業管理者", "2": "一般管理者", "3": "従業員"}},
		{Name: "permissionGroup.name"},
		{Name: "managedOrganizations"},
	}
}

// RemovedStaffColumns returns the columns of the answer to a retirement or deletion (§6.5.3).
func RemovedStaffColumns() []record.Column {
	return []record.Column{{Name: "staff_id"}, {Name: "staff_code"}, {Name: "email"}, {Name: "login_company_code"}}
}

// StoredStaffColumns returns what the answer to a write says of a staff (§6.3.3).
func StoredStaffColumns() []record.Column {
	return []record.Column{{Name: "staff_id"}, {Name: "staff_code"}, {Name: "email"}, {Name: "organization_id"}, {Name: "employment_category_id"}}
}

// ReissueColumns returns what the answer to a reissue says beside the token and its expiry (§6.9.3).
func ReissueColumns() []record.Column {
	return []record.Column{{Name: "staff_id"}, {Name: "agency_manager_id"}}
}

// OrganizationColumns returns the columns of an organization (§6.2.3).
func OrganizationColumns() []record.Column {
	return []record.Column{
		{Name: "organizationId"}, {Name: "name"}, {Name: "code"}, {Name: "label"}, {Name: "parentId"}, {Name: "displayPunchTypes"},
	}
}

// AlertColumns returns the columns of an alert (§6.8.3).
func AlertColumns() []record.Column {
	return []record.Column{
		{Name: "staff_id"},
		{Name: "month", Code: true},
		{Name: "date", Day: true},
		{Name: "alert_type", Labels: map[string]string{
			"1": "打刻忘れ", "2": "欠勤疑い", "3": "休憩過小/超過", "4": "出勤打刻乖離", "5": "退勤打刻乖離",
			"6": "休日出勤", "7": "遅刻", "8": "早退", "9": "残業時間閾値超え", "10": "無断出勤",
		}},
	}
}

// WorkingRecordColumns returns the columns of a day. The document has two spellings for the punch times, in the table of
// §6.11.3 and in the example of §6.11.4; a company sees one of them filled.
func WorkingRecordColumns(breaks bool) []record.Column {
	columns := []record.Column{
		{Name: "staff_id"},
		{Name: "date", Day: true},
		{Name: "working_day_category", Labels: map[string]string{"0": "労働日", "1": "所定休日", "2": "法定休日"}},
		{Name: "start_time", Time: true},
		{Name: "end_time", Time: true},
		{Name: "rounded_start_time", Time: true},
		{Name: "rounded_end_time", Time: true},
		{Name: "attendance_punch_time", Time: true},
		{Name: "leaving_punch_time", Time: true},
		{Name: "start_punch_time", Time: true},
		{Name: "end_punch_time", Time: true},
	}
	if breaks {
		for _, name := range []string{"result_break_time_start_time", "result_break_time_end_time", "rounded_break_time_start_time", "rounded_break_time_end_time"} {
			columns = append(columns, record.Column{Name: BreakList + "." + name, Time: true})
		}
	}
	return columns
}

// BreakList is the member of a working record that holds its breaks.
const BreakList = "break_time_results"
