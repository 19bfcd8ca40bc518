package kaonavi_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
)

func labels(t *testing.T, name, text string) kaonavi.Labels {
	t.Helper()
	l, err := kaonavi.ReadLabels(strings.NewReader(text), intake.Options{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// checked runs a write's rules over a file and gives the columns under which its first row would be sent.
func checked(t *testing.T, w kaonavi.Write, sheet, name, text string, l kaonavi.Labels) (string, error) {
	t.Helper()
	rows, err := intake.Read(strings.NewReader(text), intake.Options{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	kaonavi.Strip(rows, w.Own(rows))
	if err := intake.Check(rows, w.Rules(sheet, rows, l), w.Extra(l)); err != nil {
		return "", err
	}
	w.Settle(rows)
	return string(w.Objects(rows)[0]), nil
}

// All forms in which people have the labels.
func TestLabelForms(t *testing.T) {
	for name, text := range map[string]string{
		"rows.csv":        "column,label\ndefinition_46,取得日\ndefinition_47,資格\n",
		"rows.json":       `[{"column":"definition_46","label":"取得日"},{"column":"definition_47","label":"資格"}]`,
		"definition.json": `{"sheet_id":"5","name":"資格","definitions":[{"id":46,"name":"取得日","type":"date"},{"id":"47","name":"資格","type":"String"}]}`,
		"list.json":       `[{"id":46,"name":"取得日","type":"Date"},{"id":47,"name":"資格","type":"String"}]`,
		"headers.json":    `{"member_code":"社員番号","definition_46":"取得日","definition_47":"資格"}`,
		"labels.json":     `{"取得日":"definition_46","資格":"definition_47"}`,
		"mixed.json":      `{"取得日":"definition_46","definition_47":"資格"}`,
	} {
		l := labels(t, name, text)
		got, err := checked(t, kaonavi.UpdateSheet, "5", "in.csv", "社員番号,取得日,資格 (definition_47)\n007,2025/03/01,フォーク\n", l)
		if want := `{"member_code":"007","definition_46":"2025/03/01","definition_47":"フォーク"}`; err != nil || got != want {
			t.Errorf("%s: %s %v", name, got, err)
		}
	}
	for name, text := range map[string]string{
		"a.csv": "column,label\nlead,x\n", "b.csv": "x,y\n1,2\n", "c.json": `{"x":"y"}`, "d.json": `{"definition_1":2}`, "e.json": `[{"definition_1":"x"}]`,
		"f.json": `{"definitions":[{"id":"x","name":"y"}]}`, "g.json": `{"definition_01":"x"}`,
	} {
		_, err := kaonavi.ReadLabels(strings.NewReader(text), intake.Options{Name: name})
		wantError(t, err, fault.Usage, "names no column and label")
	}
}

// A label that stands for several columns, or looks like a column, goes with the column's own name.
func TestNamesOfColumns(t *testing.T) {
	headers := []kaonavi.Header{{"member_code", "社員番号"}, {"definition_1", "備考"}, {"definition_2", "備考"}, {"definition_3", "definition_4"}, {"definition_4", ""}, {"definition_5", "a.b"}}
	var names, plain []string
	for _, c := range kaonavi.Columns(headers, true) {
		names = append(names, c.Name)
	}
	for _, c := range kaonavi.Columns(headers, false) {
		plain = append(plain, c.Name)
	}
	if got := strings.Join(names, "|"); got != "社員番号|備考 (definition_1)|備考 (definition_2)|definition_4 (definition_3)|definition_4|a.b" {
		t.Error(got)
	}
	if got := strings.Join(plain, "|"); got != "member_code|definition_1|definition_2|definition_3|definition_4|definition_5" {
		t.Error(got)
	}
}

func TestValuesOfSheets(t *testing.T) {
	dated := labels(t, "d.json", `[{"id":1,"name":"日","type":"date"},{"id":2,"name":"番号","type":"String"},{"id":4,"name":"能力","type":"radar_chart"}]`)
	for _, c := range []struct {
		text, problem string
	}{
		{`{"member_code":"a","definition_1":"2025-02-28","definition_2":"4月"}`, ""},
		{`{"member_code":"a","definition_1":"","definition_2":null,"definition_3":1.5,"definition_5":true}`, ""},
		{`{"member_code":"a","definition_1":"20250228"}`, "is no day"},
		{`{"member_code":"a","definition_1":"4月"}`, "is no day"},
		{`{"member_code":"a","definition_1":"2025/02-28"}`, "is no day"},
		{`{"member_code":"a","definition_1":"2024-02-29"}`, ""},
		{`{"member_code":"a","definition_1":"2025-02-29"}`, "is no day"},
		// Only a column that is known as a day is held for one; numbers of other things look like days, too.
		{`{"member_code":"a","definition_2":"1234-56-78"}`, ""},
		{`{"member_code":"a","definition_2":"2025/13/01"}`, ""},
		{`{"member_code":"a","definition_2":"0000-00-00"}`, ""},
		{`{"member_code":"a","definition_4":"3"}`, "a radar chart's column can't be used by this API (§2.8)"},
		{`{"member_code":"a","definition_2":{}}`, "a single value is expected"},
		{`{"member_code":"a","definition_2":"一\n二\t三"}`, ""},
		{`{"member_code":"a","definition_2":"\u0007"}`, "control character"},
		{`{"member_code":"a\n"}`, "blanks around it"},
		{`{"member_code":null}`, "empty; a value is required"},
		{`{"member_name":"x"}`, `"member_code": the column is missing`},
		{`{"member_code":"a","definition_-1":"x"}`, "unknown column"},
		{`{"member_code":"a","definition_1":"","日":""}`, "given twice"},
	} {
		_, err := checked(t, kaonavi.UpdateSheet, "5", "in.json", c.text, dated)
		if c.problem == "" && err != nil {
			t.Errorf("%s: %v %s", c.text, err, fault.HintOf(err).String())
		} else if c.problem != "" {
			wantError(t, err, fault.Usage, c.problem)
		}
	}
	// Several entries of one member are right in a sheet, and wrong among the members.
	const twice = "member_code\na\na\n"
	if _, err := checked(t, kaonavi.OverwriteSheet, "6", "in.csv", twice, nil); err != nil {
		t.Error(err)
	}
	for _, w := range []kaonavi.Write{kaonavi.OverwriteSheet, kaonavi.DeleteSheet} {
		_, err := checked(t, w, "0", "in.csv", twice, nil)
		wantError(t, err, fault.Usage, "already in line 2")
	}
}

// What an empty cell means, and how switches are sent.
func TestWhatIsSent(t *testing.T) {
	for _, c := range []struct {
		kaonavi.Write
		name, text, want string
	}{
		{kaonavi.UpdateSheet, "in.csv", "member_code,definition_1,last_modified_at\n007,,x\n", `{"member_code":"007"}`},
		{kaonavi.UpdateSheet, "in.json", `{"member_code":"007","definition_1":""}`, `{"member_code":"007","definition_1":""}`},
		{kaonavi.AddSheet, "in.csv", "member_code,definition_1\n007,\n", `{"member_code":"007"}`},
		{kaonavi.OverwriteSheet, "in.csv", "member_code,definition_1,last_modified_by\n007,,x\n", `{"member_code":"007","definition_1":""}`},
		{kaonavi.AddUsers, "in.csv", "email,is_active,use_secure,password_locked,use_smartphone,created_at\nx,TRUE,-,false,,2025/06/01 09:00:00\n",
			`{"email":"x","is_active":true,"use_secure":"-","password_locked":false,"created_at":"2025/06/01 09:00:00"}`},
		{kaonavi.OverwriteUsers, "in.csv", "email,created_at,password\nx,2025/06/01,\n", `{"email":"x"}`},
		{kaonavi.AddDepartments, "in.csv", "department_code1,department_name1,department_code2,department_name2,memo\n1,a,,,\n", `{"department_code1":"1","department_name1":"a"}`},
	} {
		got, err := checked(t, c.Write, "5", c.name, c.text, nil)
		if err != nil || got != c.want {
			t.Errorf("%s: %s %v", c.text, got, err)
		}
	}
}
