package v2_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// What is stored is compared alike, whether the reader noted where the custom fields lie or not, and however they are written.
func TestStoredValuesAreTheSameHoweverTheyLie(t *testing.T) {
	field := func(key, detail string) v2.Field {
		return v2.Field{Key: key, Custom: true, Label: "項目" + key, Detail: detail}
	}
	custom := []v2.Field{field("1", ""), field("2", "check_box"), field("3", "")}
	members := v2.Layout{Fields: append([]v2.Field{{Key: "code"}, {Key: "name"}, {Key: "department", Type: "department"}, {Key: "sub_departments", Type: "department[]"}}, custom...)}
	usual := `[{"id":1,"name":"項目1","values":["p"]},{"id":2,"name":"項目2","values":[]}]`
	lists := []string{
		usual, usual, `[{"id":1,"name":"項目1","values":["q"]},{"id":3,"name":"項目3","values":["\u0041"]}]`, usual, `[{"id":2,"name":"項目2","values":["r","s"]},{"id":1,"name":"項目1","values":["p"]}]`,
		`[{"id":"1","values":[5]},{"values":["x"],"id":3}]`, `[{"id":1,"name":"項目1","values":["p"]},{"id":1,"name":"項目1","values":["q"]}]`, `[]`, `null`, usual,
	}
	for name, c := range map[string]struct {
		form   v2.Form
		list   record.FieldList
		stored func(list string) string
		also   [2]string // columns of the file that are no custom fields, and their cells
	}{
		"members": {
			v2.Form{Layout: members},
			record.FieldList{List: "custom_fields", Key: "id", Values: "values"},
			func(list string) string {
				return `"name":"名","department":{"code":"01","name":"本社"},"sub_departments":[{"code":"02"},{"code":"03"}],"custom_fields":` + list
			},
			[2]string{",name,department.code,sub_departments", ",名前,01,02"},
		},
		"members without a department": {
			v2.Form{Layout: members},
			record.FieldList{List: "custom_fields", Key: "id", Values: "values"},
			func(list string) string { return `"name":null,"department":null,"custom_fields":` + list },
			[2]string{",name,department.code,sub_departments", ",名前,01,02"},
		},
		"a sheet": {
			v2.Form{Layout: v2.Layout{Fields: custom}, Sheet: true},
			record.FieldList{Rows: "records", List: "custom_fields", Key: "id", Values: "values"},
			func(list string) string { return `"records":[{"custom_fields":` + list + `}]` },
			[2]string{},
		},
		"several records": {
			v2.Form{Layout: v2.Layout{Fields: custom, Several: true}, Sheet: true},
			record.FieldList{Rows: "records", List: "custom_fields", Key: "id", Values: "values"},
			func(list string) string {
				return `"records":[{"custom_fields":` + list + `},{"custom_fields":` + usual + `}]`
			},
			[2]string{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			answer, file := `{"member_data":[`, "code,項目1,項目2,項目3"+c.also[0]+"\n"
			for i, list := range lists {
				answer += fmt.Sprintf(`{"code":"A%d",%s},`, i, c.stored(list))
				file += fmt.Sprintf("A%d,p,r、s,A%s\n", i, c.also[1])
			}
			answer = strings.TrimSuffix(answer, ",") + "]}"
			for _, write := range []v2.Write{v2.UpdateMembers, v2.ReplaceMembers, v2.UpdateSheet, v2.ReplaceSheet} {
				c.form.Write = write
				noted, plain := planned(t, c.form, file, answer, c.list), planned(t, c.form, file, answer, record.FieldList{})
				if noted != plain || !strings.Contains(plain, "項目") && !strings.Contains(plain, "custom_fields.1") {
					t.Errorf("%s:\n%s\nplain:\n%s", write.Name(), noted, plain)
				}
			}
		})
	}
}

// planned returns what a write of the file would do, with the fields of the answer noted by the list.
func planned(t *testing.T, form v2.Form, file, answer string, list record.FieldList) string {
	t.Helper()
	rows, err := intake.ReadRows(strings.NewReader(file), intake.Options{Name: "f.csv"})
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	form = form.For(rows)
	if err := rows.Check(form.Rules(), nil); err != nil {
		t.Fatal(err)
	}
	c, err := form.Compare(rows, v2.PlanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	reader := record.NewReader(strings.NewReader(answer), "member_data")
	if list.List != "" {
		reader.Fields(list)
	}
	if err := c.Read(reader.Records()); err != nil {
		t.Fatal(err)
	}
	p, err := c.Plan()
	if err != nil {
		t.Fatal(err)
	}
	said := fmt.Sprintln(c.Present.Total(), c.Present.Filled, p.Changed, p.Deleted, p.Emptied, p.Respelled)
	for _, cell := range p.Cells {
		said += fmt.Sprintln(cell.Code, cell.Record, cell.Field, strings.Join(slices.DeleteFunc(slices.Clone(cell.Before), func(v string) bool { return v == "" }), "|"), cell.After)
	}
	for _, item := range p.Items {
		said += fmt.Sprintln(item.Rows, string(item.Body))
	}
	return said
}
