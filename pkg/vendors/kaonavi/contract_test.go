package kaonavi_test

import (
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	sandbox "github.com/genba-cli/genba/pkg/vendors/kaonavi/sandbox"
)

// ways returns all the ways in which the sandbox can answer.
func ways() iter.Seq2[string, sandbox.Options] {
	return func(yield func(string, sandbox.Options) bool) {
		for _, spelling := range []sandbox.Spelling{sandbox.Document, sandbox.Tidy, sandbox.Late} {
			if !yield(string(spelling), sandbox.Options{Spelling: spelling, TaskTime: time.Millisecond}) {
				return
			}
		}
	}
}

func TestContractReads(t *testing.T) {
	for way, o := range ways() {
		t.Run(way, func(t *testing.T) {
			r, ctx := withSandbox(t, o), t.Context()
			c := r.client()
			users := all(t, c.Users(ctx).Records)
			if len(users) != 12 || users[3].Lookup("password_locked").Text() != "true" {
				t.Errorf("%d users, %s", len(users), users[3].JSON())
			}
			for _, column := range kaonavi.UserColumns() {
				if users[0].Lookup(column.Name) == nil {
					t.Errorf("no user has %s", column.Name)
				}
			}
			departments := c.Departments(ctx)
			if n := len(all(t, departments.Records)); n != 5 {
				t.Errorf("%d departments", n)
			}
			if got := columnsOf(departments.Headers()); got != "department_code1 department_name1 department_code2 department_name2 department_code3 department_name3 leader_member_code leader_member_name memo" {
				t.Errorf("columns %s", got)
			}
			for _, q := range []kaonavi.SheetQuery{{ID: "5"}, {ID: "5", Async: true}, {ID: "900"}} {
				checkSheet(t, c, way, q)
			}
			headers, err := c.AskSheetHeaders(ctx, "6")
			if err != nil || columnsOf(headers) != "member_code member_name definition_60 definition_61 definition_62 last_modified_by last_modified_at" {
				t.Errorf("%v %v", headers, err)
			}
		})
	}
}

// columnsKnown says when the columns of a sheet are known, by how the sandbox spells its answers and how the sheet is asked
// for: before the first record, at the end, or not at all.
var columnsKnown = map[string]map[kaonavi.SheetQuery]string{
	"tidy":     {{ID: "5"}: "before", {ID: "5", Async: true}: "before", {ID: "900"}: "before"},
	"document": {{ID: "5"}: "never", {ID: "5", Async: true}: "before", {ID: "900"}: "before"},
	"late":     {{ID: "5"}: "at the end", {ID: "5", Async: true}: "at the end", {ID: "900"}: "at the end"},
}

func checkSheet(t *testing.T, c *kaonavi.Client, way string, q kaonavi.SheetQuery) {
	t.Helper()
	sheet := c.Sheet(t.Context(), q)
	first, n := "", 0
	for row, err := range sheet.Records {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 1 {
			first = columnsOf(sheet.Headers())
			if row.Lookup("member_code").Text() != "a0001" {
				t.Errorf("%s", row.JSON())
			}
		}
	}
	known, last := "never", columnsOf(sheet.Headers())
	switch {
	case first != "" && first == last:
		known = "before"
	case first == "" && last != "":
		known = "at the end"
	}
	if n != 120 || known != columnsKnown[way][q] {
		t.Errorf("%s, %+v: %d records, columns known %s: %q, then %q", way, q, n, known, first, last)
	}
}

func TestContractWrites(t *testing.T) {
	for way, o := range ways() {
		t.Run(way, func(t *testing.T) {
			r, ctx := withSandbox(t, o), t.Context()
			c := r.client()
			for _, w := range []struct {
				kaonavi.Write
				sheet, row, wrong, reason string
			}{
				{kaonavi.AddUsers, "", `{"email":"x@example.jp","password":"Sakura2025","is_active":"-"}`, `{"email":"y@example.jp"}`, "パスワードは必須です。"},
				{kaonavi.AddDepartments, "", `{"department_code1":"900","department_name1":"研究所"}`, `{"department_code1":"100","department_name1":"本社"}`, "既に存在します。"},
				{kaonavi.AddSheet, "0", `{"member_code":"n1","member_name":"森 碧"}`, `{"member_code":"n1","member_name":"森 碧"}`, "既に存在します。"},
				{kaonavi.UpdateSheet, "5", `{"member_code":"a0002","definition_46":"2025-04-01"}`, `{"member_code":"a0002","definition_46":"4月"}`, "日付が正しくありません。"},
				{kaonavi.DeleteSheet, "5", `{"member_code":"a0003"}`, `{"member_code":"zz"}`, "存在しません。"},
				{kaonavi.OverwriteSheet, "6", `{"member_code":"a0003","definition_60":""}`, `{"member_code":"a0003","definition_99":"x"}`, "カラム definition_99 は存在しません。"},
				{kaonavi.OverwriteDepartments, "", `{"department_code1":"100","department_name1":"本社"}`, `{"department_code1":"1","department_name1":"a","department_code2":"2","department_name2":"b"}`, "上位の所属 1 が存在しません。"},
				{kaonavi.OverwriteUsers, "", `{"email":"a0001@example.jp","use_secure":true}`, `{"email":"z@example.jp","password":"q","member_code":"zz"}`, "社員番号 zz は存在しません。"},
			} {
				job, err := c.Send(ctx, w.Write, w.sheet, rows(t, w.row))
				if err != nil || job.Err != nil || job.ID == "" {
					t.Fatalf("%s: %+v %v", w.Name(), job, err)
				}
				done, err := c.FollowTask(ctx, job.ID, kaonavi.Patience{Interval: time.Millisecond})
				if err != nil || done.Err != nil || done.Record.Lookup("status").Text() != "OK" {
					t.Errorf("%s: %s %v %v", w.Name(), done.Record.JSON(), done.Err, err)
				}
				// What is wrong is the same in a dry run and for real.
				for _, client := range []*kaonavi.Client{r.client(dry), c} {
					job, err = client.Send(ctx, w.Write, w.sheet, rows(t, w.wrong))
					if err != nil {
						t.Fatal(err)
					}
					if job.ID != "" {
						if job, err = c.FollowTask(ctx, job.ID, kaonavi.Patience{Interval: time.Millisecond}); err != nil {
							t.Fatal(err)
						}
					}
					wantError(t, job.Err, fault.Refused, "NG: ", w.reason)
					if len(job.Errors) != 1 || job.Record.Lookup(kaonavi.ErrorList).Kind() != record.KindArray {
						t.Errorf("%s: %q, %s", w.Name(), job.Errors, job.Record.JSON())
					}
				}
				r.Clock.Pass(time.Hour) // room for the next
			}
			if n := len(all(t, c.Users(ctx).Records)); n != 1 {
				t.Errorf("%d users after the overwrite", n)
			}
		})
	}
}

func dry(o *kaonavi.Options) { o.DryRun = true }

// A dry run of a read gives headers, of a write errors; it changes nothing and leaves the steps that only look alone.
func TestContractDryRun(t *testing.T) {
	r, ctx := withSandbox(t, sandbox.Options{}), t.Context()
	c := r.client(dry)
	for name, seq := range map[string]kaonavi.Records{
		"users": c.Users(ctx).Records, "sheet": c.Sheet(ctx, kaonavi.SheetQuery{ID: "5", Async: true}).Records, "departments": c.Departments(ctx).Records,
	} {
		var got []string
		for _, h := range all(t, seq) {
			got = append(got, string(h.JSON()))
		}
		want := map[string]string{"users": `{"column":"email","label":"ログインid"}`, "sheet": `{"column":"member_code","label":"社員番号"}`}[name]
		if want != "" && !slices.Contains(got, want) || name == "departments" && len(got) > 0 {
			t.Errorf("%s: %s", name, got)
		}
	}
	job, err := c.Send(ctx, kaonavi.DeleteSheet, "0", rows(t, `{"member_code":"a0001"}`))
	if err != nil || job.Err != nil || job.ID != "" {
		t.Errorf("%+v %v", job, err)
	}
	d, err := c.Compare(ctx, &kaonavi.File{Write: kaonavi.DeleteSheet, Sheet: "0", Rows: read(t, "member_code\na0001\nzz\n")}, kaonavi.Patience{})
	if err != nil || d.Present != 120 || d.Deleted != 1 || d.Missing != 1 {
		t.Errorf("%+v %v", d, err)
	}
	if n := r.count("dryrun=1"); n != 3 {
		t.Errorf("%d reads in a dry run: %q", n, r.vendor.Requests())
	}
}

func TestContractRefusals(t *testing.T) {
	r, ctx := withSandbox(t, sandbox.Options{}), t.Context()
	c := r.client()
	_, err := collect(t, c.Sheet(ctx, kaonavi.SheetQuery{ID: "7"}).Records)
	wantError(t, err, fault.Refused, "NG: レーダーチャートパーツは取得できません。 (HTTP 400)")
	_, err = collect(t, c.FetchSheet(ctx, "5", "99").Records)
	wantError(t, err, fault.Refused, "NG: sheet fetch failed: sheet_idまたはprogress_idが正しくありません。")
	_, err = c.Task(ctx, "9")
	wantError(t, err, fault.Refused, "タスクID 9 は存在しません。")
	// A preset does not know yet that there is no such sheet.
	_, err = collect(t, c.Sheet(ctx, kaonavi.SheetQuery{ID: "77", Async: true, Patience: kaonavi.Patience{Interval: time.Millisecond}}).Records)
	wantError(t, err, fault.Refused, "NG: ")
	r.Who.Secret = "another"
	_, err = collect(t, c.Users(ctx).Records)
	if err != nil {
		t.Errorf("the token that this client has is still good: %v", err)
	}
	_, err = collect(t, r.client().Users(ctx).Records)
	wantError(t, err, fault.Auth, "so nothing was sent: NG: Consumer Key", "then log in")
}

// Each operation is refused in every version before the one that has it, and nothing is sent.
func TestVersions(t *testing.T) {
	r, ctx := withSandbox(t, sandbox.Options{TaskTime: time.Millisecond}), t.Context()
	for _, v := range []struct {
		version string
		lacks   string
	}{{"v1.0", "preset progress fetch async update delete"}, {"v1.1", "update delete"}, {"v1.2", ""}} {
		c := r.client(func(o *kaonavi.Options) { o.Version = v.version })
		for name, do := range map[string]func() error{
			"users":    func() error { _, err := collect(t, c.Users(ctx).Records); return err },
			"sheet":    func() error { _, err := collect(t, c.Sheet(ctx, kaonavi.SheetQuery{ID: "5"}).Records); return err },
			"preset":   func() error { _, err := c.PresetSheet(ctx, "5"); return err },
			"progress": func() error { _, err := c.SheetProgress(ctx, "5", "3"); return err },
			"fetch":    func() error { _, err := collect(t, c.FetchSheet(ctx, "5", "3").Records); return err },
			"async": func() error {
				_, err := collect(t, c.Sheet(ctx, kaonavi.SheetQuery{ID: "5", Async: true}).Records)
				return err
			},
			"update": func() error { return c.Has(kaonavi.UpdateSheet) },
			"delete": func() error {
				_, err := c.Send(ctx, kaonavi.DeleteSheet, "5", rows(t, `{"member_code":"a0009"}`))
				return err
			},
		} {
			before := len(r.vendor.Requests())
			err := do()
			lacking := slices.Contains(strings.Fields(v.lacks), name)
			if lacking {
				wantError(t, err, fault.Usage, "is not in Kaonavi's API "+v.version, "nothing was sent")
				if after := len(r.vendor.Requests()); after != before {
					t.Errorf("%s %s was sent", v.version, name)
				}
			} else if fault.KindOf(err) == fault.Usage {
				t.Errorf("%s %s: %v", v.version, name, err)
			}
		}
		r.Clock.Pass(time.Hour)
	}
	// Too late for one way, and no other in that version.
	_, err := collect(t, r.client(func(o *kaonavi.Options) { o.Version = "v1.0" }).Sheet(ctx, kaonavi.SheetQuery{ID: "900"}).Records)
	wantError(t, err, fault.Temporary, "HTTP 504", "kaonavi.api_version")
	for _, version := range []string{"", "v2", "1.2", "v1.3"} {
		_, err := kaonavi.New(kaonavi.Options{Version: version})
		wantError(t, err, fault.Usage, "is not one that genba speaks")
	}
}

func read(t *testing.T, text string) []intake.Row {
	t.Helper()
	rows, err := intake.Read(strings.NewReader(text), intake.Options{Name: "rows.csv"})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
