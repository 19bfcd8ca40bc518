package akashi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

func TestPutStaffsSendsWhatTheDocumentShows(t *testing.T) {
	base, requests := recording(t, 200, `{"success":true,"response":{"login_company_code":"sample01","staffs ":[{"staff_id":1},{"staff_id":2,"staff_code":"A2"}]}}`)
	outcomes, err := newClient(t, base).PutStaffs(t.Context(), rows(t,
		`{"staff_id":1,"last_name":"髙橋","first_name":"実"}`,
		`{"last_name":"佐藤","first_name":"花子","organization":"営業部/営業1課","staff_code":"A2"}`))
	if err != nil {
		t.Fatal(err)
	}
	want := seen{"PATCH", "/sample01/staffs/", "", `{"token":"` + secret + `","staffs":[{"staff_id":1,"last_name":"髙橋","first_name":"実"},` +
		`{"last_name":"佐藤","first_name":"花子","organization":"営業部/営業1課","staff_code":"A2"}]}`}
	if all := requests(); len(all) != 1 || all[0] != want {
		t.Errorf("sent %v, want once %v", all, want)
	}
	var got []string
	for _, o := range outcomes {
		got = append(got, fmt.Sprintf("%s %q %t %s", o.ID, o.Error, o.Unsure, o.Answer.Value()))
	}
	if want := `1 "" false {"staff_id":1}|2 "" false {"staff_id":2,"staff_code":"A2"}`; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

// Each case is rows, the staffs and errors of the answer, and for each row: "ok ID", "failed TEXT" or "unsure TEXT".
func TestPutStaffsTellsTheRowsApart(t *testing.T) {
	const notSaid = "unsure the answer does not say what became of this row"
	for name, c := range map[string]struct {
		rows           []string
		stored, errors string
		want           []string
	}{
		"updates, by id, in any order": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`, `{"staff_id":6,"last_name":"西"}`},
			stored: `{"staff_id":"6"},{"staff_id":5}`,
			want:   []string{"ok 5", "ok 6"},
		},
		"an update refused": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`, `{"staff_id":6,"last_name":"西"}`},
			stored: `{"staff_id":6}`,
			errors: `{"code":" ERR300402","staff_id":"5","name":"東","message":"組織が存在しません。"}`,
			want:   []string{"failed ERR300402: 組織が存在しません。", "ok 6"},
		},
		"two errors for one row": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`, `{"staff_id":6,"last_name":"西"}`},
			stored: `{"staff_id":6}`,
			errors: `{"code":" ERR300402","staff_id":5,"message":"甲"},{"code":" ERR300402","staff_id":5,"message":"乙"}`,
			want:   []string{"failed ERR300402: 甲; ERR300402: 乙", "ok 6"},
		},
		"a new one refused by name": {
			rows:   []string{`{"last_name":"東","first_name":"一"}`, `{"last_name":"西","first_name":"二","staff_code":"B"}`},
			stored: `{"staff_id":70,"staff_code":"B"}`,
			errors: `{"code":" ERR300402","staff_id":"","name":"東一","message":"組織が存在しません。"}`,
			want:   []string{"failed ERR300402: 組織が存在しません。", "ok 70"},
		},
		"names with spaces": {
			rows:   []string{`{"last_name":"東 ","first_name":"一　郎"}`},
			errors: `{"code":"E","staff_id":"","name":"東一郎","message":"甲"}`,
			want:   []string{"failed E: 甲"},
		},
		"without a name": {
			rows:   []string{`{"last_name":"","first_name":""}`, `{"last_name":"西","first_name":"二"}`},
			stored: `{"staff_id":70}`,
			errors: `{"code":" ERR300402","staff_id":"","name":"","message":"姓は必ず入力してください。"}`,
			want:   []string{"failed ERR300402: 姓は必ず入力してください。", "ok 70"},
		},
		"an update and a new one of the same name": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`, `{"last_name":"東"}`},
			stored: `{"staff_id":5}`,
			errors: `{"code":"E","staff_id":"","name":"東","message":"甲"}`,
			want:   []string{"ok 5", "failed E: 甲"},
		},
		"new ones by staff number": {
			rows:   []string{`{"last_name":"東","staff_code":"007"}`, `{"last_name":"西","staff_code":"7"}`},
			stored: `{"staff_id":70,"staff_code":"7","email":null},{"staff_id":71,"staff_code":"007","email":null}`,
			want:   []string{"ok 71", "ok 70"},
		},
		"new ones by e-mail": {
			rows:   []string{`{"last_name":"東","email":"A@example.com"}`, `{"last_name":"西","email":"B@example.com"}`},
			stored: `{"staff_id":70,"staff_code":null,"email":"b@example.com"},{"staff_id":71,"staff_code":null,"email":"a@example.com"}`,
			want:   []string{"ok 71", "ok 70"},
		},
		"an update that takes a number over": {
			rows:   []string{`{"staff_id":5,"last_name":"東","staff_code":"X"}`, `{"last_name":"西","staff_code":"Y"}`},
			stored: `{"staff_id":71,"staff_code":"Y"},{"staff_id":5,"staff_code":"X"}`,
			want:   []string{"ok 5", "ok 71"},
		},
		"the only one left": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`, `{"last_name":"西"}`},
			stored: `{"staff_id":5},{"staff_id":71}`,
			want:   []string{"ok 5", "ok 71"},
		},
		"several left, which is which is not said": {
			rows:   []string{`{"last_name":"東"}`, `{"last_name":"西"}`},
			stored: `{"staff_id":70},{"staff_id":71}`,
			want:   []string{"ok ", "ok "},
		},
		"fewer stored than sent": {
			rows:   []string{`{"last_name":"東"}`, `{"last_name":"西"}`},
			stored: `{"staff_id":70}`,
			want:   []string{notSaid, notSaid},
		},
		"more stored than sent": {
			rows:   []string{`{"last_name":"東"}`},
			stored: `{"staff_id":70},{"staff_id":71}`,
			want:   []string{notSaid},
		},
		"nothing": {
			rows: []string{`{"staff_id":5,"last_name":"東"}`, `{"last_name":"西"}`},
			want: []string{notSaid, notSaid},
		},
		"an update answered with another id": {
			rows:   []string{`{"staff_id":5,"last_name":"東","staff_code":"X","email":"a@example.com"}`},
			stored: `{"staff_id":6,"staff_code":"X","email":"a@example.com"}`,
			want:   []string{notSaid},
		},
		"an update answered with another id and its address": {
			rows:   []string{`{"staff_id":5,"last_name":"東","email":"a@example.com"}`},
			stored: `{"staff_id":6,"email":"a@example.com"}`,
			want:   []string{notSaid},
		},
		"same names, one refused, the other known by number": {
			rows:   []string{`{"last_name":"東","staff_code":"A"}`, `{"last_name":"東","staff_code":"B"}`},
			stored: `{"staff_id":71,"staff_code":"B"}`,
			errors: `{"code":"E","staff_id":"","name":"東","message":"甲"}`,
			want:   []string{"failed E: 甲", "ok 71"},
		},
		"same names, one refused, nobody knows which": {
			rows:   []string{`{"last_name":"東"}`, `{"last_name":"東"}`},
			stored: `{"staff_id":71}`,
			errors: `{"code":"E","staff_id":"","name":"東","message":"甲"}`,
			want:   []string{notSaid + "; AKASHI also says: 東: E: 甲", notSaid + "; AKASHI also says: 東: E: 甲"},
		},
		"same names, two errors": {
			rows:   []string{`{"last_name":"東"}`, `{"last_name":"東"}`},
			errors: `{"code":"E","staff_id":"","name":"東","message":"甲"},{"code":"E","staff_id":"","name":"東","message":"甲"}`,
			want:   []string{notSaid + "; AKASHI also says: 東: E: 甲; 東: E: 甲", notSaid + "; AKASHI also says: 東: E: 甲; 東: E: 甲"},
		},
		"one staff in two rows, both stored": {
			rows:   []string{`{"staff_id":5,"tel":"1"}`, `{"staff_id":5,"tel":"2"}`},
			stored: `{"staff_id":5},{"staff_id":5}`,
			want:   []string{"ok 5", "ok 5"},
		},
		"one staff in two rows, one stored": {
			rows:   []string{`{"staff_id":5,"tel":"1"}`, `{"staff_id":5,"tel":"2"}`},
			stored: `{"staff_id":5}`,
			want:   []string{notSaid, notSaid},
		},
		"an error that fits no row": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`, `{"last_name":"西"}`},
			stored: `{"staff_id":5}`,
			errors: `{"code":"E","message":"権限がありません。"}`,
			want:   []string{"ok 5", notSaid + "; AKASHI also says: E: 権限がありません。"},
		},
		"an error that fits no row, and one left": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`, `{"last_name":"西"}`},
			stored: `{"staff_id":5},{"staff_id":71}`,
			errors: `{"code":"E","message":"甲"}`,
			want:   []string{"ok 5", notSaid + "; AKASHI also says: E: 甲"},
		},
		"an error that fits no row, and all are stored": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`},
			stored: `{"staff_id":5}`,
			errors: `{"code":"E","staff_id":"9","message":"甲"}`,
			want:   []string{"unsure AKASHI says that it stored every row; AKASHI also says: 9: E: 甲"},
		},
		"stored and refused": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`, `{"staff_id":6,"last_name":"西"}`},
			stored: `{"staff_id":5},{"staff_id":6}`,
			errors: `{"code":"E","staff_id":"5","message":"甲"}`,
			want:   []string{"unsure AKASHI says that it stored this row; AKASHI also says: E: 甲", "ok 6"},
		},
		"all refused": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`, `{"last_name":"西"}`},
			errors: `{"code":"E","staff_id":"5","message":"甲"},{"code":"E","staff_id":"","name":"西","message":"乙"}`,
			want:   []string{"failed E: 甲", "failed E: 乙"},
		},
		"an error without words": {
			rows:   []string{`{"staff_id":5,"last_name":"東"}`},
			errors: `{"staff_id":"5"}`,
			want:   []string{"failed AKASHI gave no message"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, key := range []string{"staffs", "staffs "} {
				base := answers(t, 200, fmt.Sprintf(`{"success":true,"response":{"login_company_code":"sample01",%q:[%s]},"errors":[%s]}`, key, c.stored, c.errors))
				outcomes, err := newClient(t, base).PutStaffs(t.Context(), rows(t, c.rows...))
				if err != nil {
					t.Fatal(err)
				}
				if got, want := strings.Join(told(outcomes), "\n"), strings.Join(c.want, "\n"); got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			}
		})
	}
}

func told(outcomes []akashi.Outcome) []string {
	var all []string
	for _, o := range outcomes {
		switch {
		case o.Unsure:
			all = append(all, "unsure "+o.Error.String())
		case !o.Error.IsZero():
			all = append(all, "failed "+o.Error.String())
		default:
			all = append(all, "ok "+o.ID)
		}
	}
	return all
}

// With errors there need be no list; rows that they don't name may have been stored.
func TestPutStaffsErrorsWithoutAList(t *testing.T) {
	for _, response := range []string{`null`, `{}`, `{"staffs":null}`} {
		base := answers(t, 200, `{"success":true,"response":`+response+`,"errors":[{"code":"E","staff_id":"5","message":"甲"}]}`)
		outcomes, err := newClient(t, base).PutStaffs(t.Context(), rows(t, `{"staff_id":5,"last_name":"東"}`, `{"last_name":"西"}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := told(outcomes); got[0] != "failed E: 甲" || !strings.HasPrefix(got[1], "unsure ") {
			t.Errorf("%s: got %v", response, got)
		}
	}
}

func TestPutStaffsThatMayHaveHappened(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
	}{
		"no list":        {200, `{"success":true,"response":{}}`},
		"not a list":     {200, `{"success":true,"response":{"staffs":{"staff_id":1}}}`},
		"no object":      {200, `{"success":true,"response":{"staffs":[1]}}`},
		"not JSON":       {200, `{"success":true,,}`},
		"cut":            {200, `{"success":true,"response":{"staffs":[{"staff`},
		"empty":          {200, ``},
		"no success":     {200, `{"response":{"staffs":[]}}`},
		"a web page":     {200, `<html>`},
		"a gateway":      {502, `<html>`},
		"a server error": {500, `{"success":false,"errors":[{"code":"E","message":"甲"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			base, requests := recording(t, c.status, c.body)
			_, err := newClient(t, base).PutStaffs(t.Context(), rows(t, `{"last_name":"東"}`))
			wantAmbiguous(t, err)
			if n := len(requests()); n != 1 {
				t.Errorf("sent %d times", n)
			}
		})
	}
}

func TestPutStaffsThatCertainlyDidNotHappen(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		kind   fault.Kind
		sent   int
	}{
		"refused":           {400, `{"success":false,"errors":[{"code":"E","message":"甲"}]}`, fault.Refused, 1},
		"refused at 200":    {200, `{"success":false,"errors":[{"code":"E","messages":"甲"}]}`, fault.Refused, 1},
		"refused, no words": {404, ``, fault.Refused, 1},
		"the token":         {401, ``, fault.Auth, 1},
		"too many requests": {429, ``, fault.Temporary, 5},
	} {
		t.Run(name, func(t *testing.T) {
			base, requests := recording(t, c.status, c.body)
			_, err := newClient(t, base).PutStaffs(t.Context(), rows(t, `{"last_name":"東"}`))
			wantError(t, err, c.kind)
			if n := len(requests()); n != c.sent {
				t.Errorf("sent %d times, want %d", n, c.sent)
			}
			if isAmbiguous(err) {
				t.Errorf("%v leaves it open", err)
			}
		})
	}
}
