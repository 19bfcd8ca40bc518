package akashi

import (
	"context"
	"slices"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// permissionType is the read-only column of staffs list whose code --labels writes as a word.
const permissionType = "permissionGroup.permissionType"

// staffRules returns the fields of §6.3.2 with their kinds. Each also goes by the name that staffs list gives it (§6.4.3); what
// only AKASHI's screen can change may stay in the file as it was listed.
func staffRules() []intake.Rule {
	rules := []intake.Rule{
		{Name: "staff_id", Aliases: []string{"staffId"}, Integer: true, Positive: true, Unique: true}, // which of two updates counts would be a guess
		{Name: "staff_code", Aliases: []string{"staffNum"}, Text: true, Unique: true},
		{Name: "last_name", Aliases: []string{"lastName"}, Text: true, Required: true},
		{Name: "first_name", Aliases: []string{"firstName"}, Text: true, Required: true},
		{Name: "last_name_kana", Aliases: []string{"lastNameKana"}, Text: true},
		{Name: "first_name_kana", Aliases: []string{"firstNameKana"}, Text: true},
		{Name: "organization", Text: true, Check: pathProblem},
		{Name: "employment_category", Aliases: []string{"employmentCategory.name"}, Text: true},
		{Name: "idm_number", Aliases: []string{"idmNum"}, Text: true, Unique: true},
		{Name: "email", Text: true, Unique: true},
		{Name: "tel", Text: true},
		{Name: "sex", Enum: []string{"男", "女"}},
		{Name: "tag", Text: true},
		{Name: "remarks", Text: true},
		{Name: "organization.name", ReadOnly: "the name does not say where the organization is; to move somebody write its path into a column organization"},
	}
	for i := range rules {
		rules[i].Exported = true
	}
	for _, name := range []string{
		"organization.organizationId", "subgroups", "employmentCategory.employmentCategoryId", "cardTypeId",
		"permissionGroup.permissionGroupId", permissionType, "permissionGroup.name", "managedOrganizations",
	} {
		rules = append(rules, intake.Rule{Name: name, ReadOnly: "no request of AKASHI's sets it"})
	}
	return rules
}

// listedStaff makes of a staff in JSON, as staffs list -o json wrote it, the row that a CSV of the same list has. AKASHI answers null
// for what is not set (§5.1.2), and takes none.
func listedStaff(row intake.Row) []intake.Row {
	rows := intake.Unfold("organization", "employmentCategory", "permissionGroup")(row)
	for i, r := range rows {
		rows[i].Fields = slices.DeleteFunc(r.Fields, func(f intake.Field) bool { return f.Value.Kind() == record.KindNull })
	}
	return rows
}

// storedStaffs reads the staffs that AKASHI has, for the columns that no request sets.
func (t *tree) storedStaffs(ctx context.Context, _ *intake.Rows) (func(intake.Row) record.Value, error) {
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	staffs := map[string]record.Record{}
	for r, err := range client.Staffs(ctx) {
		if err != nil {
			return nil, err
		}
		staffs[r.Lookup("staffId").Text()] = r.Clone()
	}
	return func(row intake.Row) record.Value {
		r, listed := staffs[row.Text("staff_id")]
		if !listed {
			return nil
		}
		if word := permissionWord(r); word != "" && row.Text(permissionType) == word {
			return r.With(permissionType, record.String(word)).Value() // the column's name comes before its path
		}
		return r.Value()
	}, nil
}

// listedStaffs reads the staffs for their numbers.
func (t *tree) listedStaffs(ctx context.Context) (cli.Records, error) {
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	return client.Staffs(ctx), nil
}

// permissionWord returns AKASHI's word for the staff's permission type.
func permissionWord(r record.Record) string {
	for _, c := range akashi.StaffColumns() {
		if c.Name == permissionType {
			return c.Labels[r.Lookup("permissionGroup", "permissionType").Text()]
		}
	}
	return ""
}
