package kaonavi_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
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

// checked runs a write's rules over a file, with records being there, and gives the columns under which its first row
// would be sent.
func checked(t *testing.T, w kaonavi.Write, sheet, name, text string, l kaonavi.Labels, records ...string) (string, error) {
	t.Helper()
	rows, err := intake.Read(strings.NewReader(text), intake.Options{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	f := &kaonavi.File{Write: w, Sheet: sheet, Labels: l, Rows: rows}
	if err := f.Check(); err != nil {
		return "", err
	}
	stored, err := kaonavi.NewStored(f, func(yield func(record.Record, error) bool) {
		for _, text := range records {
			r, err := record.Of([]byte(text))
			if !yield(r, err) {
				return
			}
		}
	})
	if err == nil {
		err = f.Settle(stored)
	}
	if err != nil {
		return "", err
	}
	return string(f.Objects()[0]), nil
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
		{
			kaonavi.AddUsers, "in.csv", "email,is_active,use_secure,password_locked,use_smartphone,created_at\nx,TRUE,-,false,,2025/06/01 09:00:00\n",
			`{"email":"x","is_active":true,"use_secure":"-","password_locked":false,"created_at":"2025/06/01 09:00:00"}`,
		},
		{kaonavi.OverwriteUsers, "in.csv", "email,created_at,password\nx,2025/06/01,\n", `{"email":"x"}`},
		{kaonavi.AddDepartments, "in.csv", "department_code1,department_name1,department_code2,department_name2,memo\n1,a,,,\n", `{"department_code1":"1","department_name1":"a"}`},
	} {
		got, err := checked(t, c.Write, "5", c.name, c.text, nil)
		if err != nil || got != c.want {
			t.Errorf("%s: %s %v", c.text, got, err)
		}
	}
}

// What came from Kaonavi may go back as it came, of the one record that it came with.
func TestWhatGoesBack(t *testing.T) {
	dated := labels(t, "d.json", `[{"id":1,"name":"取得日","type":"date"}]`)
	user := `{"email":"x","password":"****","name":"\u0007","type":"一\r\n般\u000b","last_logined_at":"2025-06-07 09:01:32","created_at":"2016-10-07 10:54:12","last_modified_by":"人事","last_modified_at":"2025/06/13 17:56:53"}`
	entry := `{"member_code":"a","definition_1":"2025/13/01","definition_2":"x\u0007","last_modified_by":"人事","last_modified_at":"2025/06/13 17:56:53"}`
	second := `{"member_code":"a","definition_1":"","definition_2":"","last_modified_by":"総務","last_modified_at":"2025/07/01 08:00:00"}`
	for _, c := range []struct {
		kaonavi.Write
		text, problem string
		there         []string
	}{
		{kaonavi.OverwriteUsers, user, "", []string{user}},
		{kaonavi.OverwriteUsers, `{"email":"x","type":"一\n般\u000b"}`, "", []string{user}}, // as Excel ends lines
		{kaonavi.OverwriteUsers, `{"email":"x","password":"****"}`, "", []string{user}},
		{kaonavi.OverwriteUsers, `{"email":"y","password":"****"}`, "is how Kaonavi masks a password", []string{user}},
		{kaonavi.OverwriteUsers, `{"email":"x","password":"***"}`, "is how Kaonavi masks a password", []string{user}},
		{kaonavi.AddUsers, `{"email":"x","password":"****"}`, "is how Kaonavi masks a password", []string{user}},
		{kaonavi.AddUsers, `{"email":"x","name":"\u0007"}`, "control character", []string{user}},
		{kaonavi.OverwriteUsers, `{"email":"x","name":"\u0007\u0007"}`, "control character", []string{user}},
		{kaonavi.OverwriteUsers, `{"email":"x","created_at":"2016-10-08 10:54:12"}`, `changed from "2016-10-07 10:54:12" to "2016-10-08 10:54:12": Kaonavi fills it in itself`, []string{user}},
		{kaonavi.OverwriteUsers, `{"email":"x","created_at":"2015-10-08 10:54:12"}`, `"created_at": changed`, []string{user}},
		{kaonavi.OverwriteUsers, `{"email":"x","created_at":"2016/10/7 10:54"}`, "", []string{user}}, // as Excel writes it
		{kaonavi.OverwriteUsers, `{"email":"x","last_logined_at":"2025-06-01 00:00:00"}`, "", []string{user}},
		{kaonavi.OverwriteUsers, `{"email":"x","last_logined_at":"2025-06-08 00:00:00"}`, `"last_logined_at": changed`, []string{user}},
		{kaonavi.OverwriteUsers, `{"email":"new","created_at":"2015-10-08 10:54:12"}`, "", []string{user}},
		{kaonavi.UpdateSheet, entry, "", []string{entry}},
		{kaonavi.UpdateSheet, entry, "", []string{second, entry}},
		{kaonavi.UpdateSheet, second, "", []string{entry, second}}, // a row before it was taken out of the file
		{kaonavi.UpdateSheet, entry, "is no day", []string{second}},
		{kaonavi.UpdateSheet, entry, "is no day", nil},
		{kaonavi.UpdateSheet, `{"member_code":"a","最終更新ユーザー":"わたし"}`, `"最終更新ユーザー": changed from "人事" to "わたし"`, []string{entry}},
		{kaonavi.UpdateSheet, `{"member_code":"a","last_modified_by":"前の人","last_modified_at":"2025/06/12 00:00:00"}`, "", []string{entry}},
		{kaonavi.UpdateSheet, `{"member_code":"a","last_modified_by":"わたし","last_modified_at":"2025/6/13 17:56"}`, `"last_modified_by": changed`, []string{entry}},
		{kaonavi.UpdateSheet, `{"member_code":"a","definition_1":["x"]}`, "a single value is expected", []string{`{"member_code":"a","definition_1":["x"]}`}},
		{kaonavi.DeleteSheet, `{"member_code":" a\u0007"}`, "", []string{`{"member_code":" a\u0007"}`}},
		{kaonavi.DeleteSheet, `{"member_code":" a"}`, "has blanks around it", []string{`{"member_code":"a"}`}},
		{kaonavi.DeleteSheet, `{"member_code":"a","last_modified_by":"わたし"}`, "", []string{entry}},
	} {
		_, err := checked(t, c.Write, "5", "in.json", c.text, dated, c.there...)
		if c.problem == "" && err != nil {
			t.Errorf("%s: %v %s", c.text, err, fault.HintOf(err).String())
		} else if c.problem != "" {
			wantError(t, err, fault.Usage, c.problem)
		}
	}
	got, err := checked(t, kaonavi.OverwriteUsers, "", "in.json", user, nil, user)
	if want := `{"email":"x","name":"\u0007","type":"一\r\n般\u000b"}`; err != nil || got != want {
		t.Errorf("%s %v", got, err)
	}
}

// A radar chart's column is the column's fault, told once; its type may be written in either of Unicode's spellings.
func TestRadarColumns(t *testing.T) {
	l := labels(t, "d.json", `[{"id":1,"name":"能力","type":"レータ\u3099ーチャート"},{"id":2,"name":"適性","type":"RadarChart"},{"id":3,"name":"レーダー","type":"String"}]`)
	_, err := checked(t, kaonavi.UpdateSheet, "5", "in.csv", "member_code,能力,definition_2,definition_3\na,1,2,3\nb,2,,4\n", l)
	wantError(t, err, fault.Usage, "in.csv: 2 problems", `line 2, column "能力": a radar chart's column can't be used`, `line 2, column "definition_2": a radar`)
	// Without a type nobody can know.
	if _, err := checked(t, kaonavi.UpdateSheet, "5", "in.csv", "member_code,definition_1\na,1\n", nil); err != nil {
		t.Error(err)
	}
}

// Labels are compared composed (か and U+3099 are が), also where two columns differ only in that, and the fixed columns
// have labels that another column may have, too.
func TestLabelsComposed(t *testing.T) {
	l := labels(t, "l.json", `[{"column":"definition_1","label":"資格がある"},{"column":"definition_2","label":"資格か\u3099ある"},{"column":"definition_3","label":"備考か\u3099"},`+
		`{"column":"member_code","label":"社員番号"},{"column":"definition_4","label":"社員番号"},{"column":"last_modified_at","label":"最終更新日時"},{"column":"definition_5","label":"最終更新日時"}]`)
	for column, want := range map[string]string{
		"definition_1": "資格がある (definition_1)", "definition_2": "資格か\u3099ある (definition_2)", "definition_3": "備考か\u3099",
		"member_code": "社員番号 (member_code)", "last_modified_at": "最終更新日時 (last_modified_at)",
	} {
		if got := l.Name(column); got != want {
			t.Errorf("%s: %q, want %q", column, got, want)
		}
	}
	const text = "社員番号 (member_code),資格がある (definition_2),備考が,社員番号 (definition_4),最終更新日時 (last_modified_at),最終更新日時 (definition_5)\na,1,2,3,2025/06/13 17:56:53,4\n"
	got, err := checked(t, kaonavi.UpdateSheet, "5", "in.csv", text, l, `{"member_code":"a","last_modified_at":"2025/06/13 17:56:53"}`)
	if want := `{"member_code":"a","definition_2":"1","definition_3":"2","definition_4":"3","definition_5":"4"}`; err != nil || got != want {
		t.Errorf("%s %v", got, err)
	}
	for heading, both := range map[string]string{"資格がある": "definition_1 and definition_2", "資格か\u3099ある": "definition_1 and definition_2", "備考が": ""} {
		f := &kaonavi.File{Write: kaonavi.UpdateSheet, Sheet: "5", Labels: l, Rows: read(t, "member_code,"+heading+"\na,1\n")}
		err := f.Ambiguous()
		if both == "" && err != nil {
			t.Error(err)
		} else if both != "" {
			wantError(t, err, fault.Usage, "stands for "+both)
		}
	}
	// フリガナ with a decomposed カ+U+3099 needs no request for labels.
	f := &kaonavi.File{Write: kaonavi.UpdateSheet, Sheet: "5", Rows: read(t, "社員番号,フリカ\u3099ナ,最終更新日時\na,ア,\n")}
	if f.NeedsLabels() {
		t.Error("a label of the document's own is taken for one that is not known")
	}
}
