package logimeter

import (
	"strconv"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// CSVType is a kind of data that LOGIMETER makes CSV files of (§4-2).
type CSVType struct {
	Number      int
	Name, Title string // genba's word, the vendor's
	// monthly: targets are set for months. A month may be one row, and must not be cut in two.
	monthly bool
}

// CSVTypes returns all types, by number.
func CSVTypes() []CSVType {
	return []CSVType{
		{Number: 1, Name: "sales", Title: "売上"},
		{Number: 2, Name: "budget-results", Title: "作業予実"},
		{Number: 3, Name: "activities", Title: "作業"},
		{Number: 4, Name: "attendances", Title: "出勤"},
		{Number: 5, Name: "indirect-balances", Title: "間接収支"},
		{Number: 6, Name: "group-profit-targets", Title: "管理グループ 目標利益率", monthly: true},
		{Number: 7, Name: "shipper-profit-targets", Title: "荷主 目標利益率", monthly: true},
	}
}

// CSVTypeNames returns genba's names of all types.
func CSVTypeNames() []string {
	var names []string
	for _, t := range CSVTypes() {
		names = append(names, t.Name)
	}
	return names
}

// ParseCSVType reads a number or a name. Anything else is fault.Usage.
func ParseCSVType(text string) (CSVType, error) {
	for _, t := range CSVTypes() {
		if text == t.Name || text == strconv.Itoa(t.Number) {
			return t, nil
		}
	}
	return CSVType{}, fault.Errorf(fault.Usage, "%q is not a type of CSV%s", text, nearest.Suggest(text, CSVTypeNames())).
		WithHint("see the numbers and names of the types; nothing was sent")
}

// Record returns the type as a row of a list.
func (t CSVType) Record() record.Record {
	return record.Record{}.With("number", record.Int(int64(t.Number))).
		With("name", record.String(t.Name)).With("title", record.String(t.Title))
}

// CSVTypeColumns returns the columns of a type.
func CSVTypeColumns() []record.Column {
	return []record.Column{{Name: "number"}, {Name: "name"}, {Name: "title"}}
}
