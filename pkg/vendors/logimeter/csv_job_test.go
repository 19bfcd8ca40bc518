package logimeter_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

// A refusal because of unfinished jobs is waited out, in whatever form it comes; any other ends the pull at once.
func TestRefusedJob(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		busy   bool
	}{
		"429 with nothing":   {429, "", true},
		"429":                {429, `{"message":"please wait"}`, true},
		"400, at once":       {400, `{"errors":["同時に作成できるファイルは5件までです"]}`, true},
		"403, upper limit":   {403, `{"error":{"code":"E1","message":"リクエストの上限に達しています"}}`, true},
		"409 by its code":    {409, `{"errors":[{"code":"CSV_JOB_LIMIT","message":"conflict"}]}`, true},
		"200 with an error":  {200, `{"errors":["同時に作成できるファイルは5件までです"]}`, true},
		"422 in English":     {422, `{"error":"Too many concurrent requests"}`, true},
		"400, no such group": {400, `{"errors":["管理グループが存在しません"]}`, false},
		"403, no permission": {403, `{"message":"権限がありません"}`, false},
		"409 without more":   {409, `{"message":"conflict"}`, true},
		"423 with nothing":   {423, ``, true},
		"422 of a date":      {422, `{"errors":{"start_date":["is invalid"]}}`, false},
		"404":                {404, `{"message":"limit"}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			v := &csvVendor{file: daily(1), create: func(w http.ResponseWriter, n int) bool {
				return n < 6 && answer(w, c.status, asJSON, c.body)
			}}
			got, err := v.pull(t, "2025-03-01", "2025-03-01", patient())
			if c.busy {
				if err != nil || got == "" {
					t.Errorf("%q, %v", got, err)
				}
			} else if fault.KindOf(err) != fault.Refused || v.creations != 1 || got != "" {
				t.Errorf("after %d creations: %q, %v", v.creations, got, err)
			}
			v.create = func(w http.ResponseWriter, _ int) bool { return answer(w, c.status, asJSON, c.body) }
			_, err = v.pull(t, "2025-03-01", "2025-03-01", soon())
			if c.busy != errors.Is(err, logimeter.ErrTooManyJobs) || c.busy != (fault.KindOf(err) == fault.Temporary) {
				t.Errorf("for ever: %v", err)
			}
			_, err = v.client(t, 0).CreateCSV(t.Context(), logimeter.CSVRequest{Type: kind(t, "sales"), Group: 1, Days: days(t, "2025-03-01", "2025-03-01")})
			if c.busy != (fault.KindOf(err) == fault.Temporary) || err == nil {
				t.Errorf("without waiting: %v", err)
			}
		})
	}
}

// Other jobs of the user hold places now and then: the pull goes on with those that it has.
func TestPlacesHeldByOthers(t *testing.T) {
	v := &csvVendor{file: daily(1)}
	v.create = func(w http.ResponseWriter, n int) bool {
		return n%3 != 1 && v.open > 0 && answer(w, 422, asJSON, `{"message":"同時作成数の上限です"}`)
	}
	got, err := v.pull(t, "2025-01-01", "2025-12-31", patient())
	if err != nil || strings.Count(got, "\n") != 366 {
		t.Errorf("%d lines, %v", strings.Count(got, "\n"), err)
	}
}

// A creation is sent once, and what is not known is said.
func TestUnsureJob(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
	}{
		"500":                    {500, `{"message":"内部エラー"}`},
		"503":                    {503, ""},
		"200 with a page":        {200, "<html>login</html>"},
		"200 with nothing":       {200, ""},
		"200 without an id":      {200, `{"status":2}`},
		"200 with no job at all": {200, `{"hello":"world"}`},
	} {
		t.Run(name, func(t *testing.T) {
			v := &csvVendor{create: func(w http.ResponseWriter, _ int) bool { return answer(w, c.status, asJSON, c.body) }}
			_, err := v.pull(t, "2025-03-01", "2025-12-31", patient())
			var f *fault.Error
			if !errors.As(err, &f) || !f.Ambiguous || f.Kind != fault.Temporary || v.creations != 1 ||
				!strings.Contains(err.Error(), "the job for 2025-03-01 to 2025-04-01 may or may not have been created") ||
				strings.Count(err.Error(), "HTTP") > 1 || !strings.Contains(f.Hint.String(), "作成状況") {
				t.Errorf("after %d creations: %v; %s", v.creations, err, fault.HintOf(err).String())
			}
		})
	}
}

// How a job ended is heard wherever it is said.
func TestOutcome(t *testing.T) {
	const flawed, failed = `{"id":1,"status":4,"error_message":"3行の作業に工程がありません。"}`, `{"id":1,"status":5,"error_message":"集計に失敗しました。"}`
	for name, c := range map[string]struct {
		create, look string
		status       int  // of the look
		file         bool // comes after the look
		want         fault.Kind
		says         string
	}{
		"failed, said at the creation":      {create: failed, want: fault.Refused, says: "status 5 (エラー): 集計に失敗しました。"},
		"failed, said at the download":      {look: failed, status: 200, want: fault.Refused, says: "status 5 (エラー): 集計に失敗しました。"},
		"failed, said with an error":        {look: failed, status: 422, want: fault.Refused, says: "status 5 (エラー): 集計に失敗しました。"},
		"failed without a reason":           {look: `{"status":5}`, status: 409, want: fault.Refused, says: "no reason given"},
		"flawed, said at the creation":      {create: flawed, file: true, want: fault.Partial, says: "status 4 (エラーあり完了): 3行の"},
		"flawed, said once at the download": {look: flawed, status: 200, file: true, want: fault.Partial, says: "status 4 (エラーあり完了): 3行の"},
		"flawed, and no file":               {look: flawed, status: 200, want: fault.Partial, says: "no file came"},
	} {
		t.Run(name, func(t *testing.T) {
			v := &csvVendor{file: daily(2)}
			v.create = func(w http.ResponseWriter, _ int) bool {
				if c.create == "" {
					return false
				}
				v.jobs = append(v.jobs, "2025-03-01 to 2025-03-01")
				return answer(w, 200, asJSON, c.create)
			}
			v.look = func(w http.ResponseWriter, n int) bool {
				return c.look != "" && (n == 1 || !c.file) && answer(w, c.status, asJSON, c.look)
			}
			got, err := v.pull(t, "2025-03-01", "2025-03-01", patient())
			if fault.KindOf(err) != c.want || !strings.Contains(err.Error(), c.says) || (got != "") != c.file {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

// An answer of the vendor that is no word about the job is an error at once.
func TestLookRefused(t *testing.T) {
	for name, c := range map[string]struct {
		status     int
		kind, body string
		want       fault.Kind
	}{
		"400":                          {400, asJSON, `{"message":"bad"}`, fault.Refused},
		"401":                          {401, asJSON, `{"message":"token"}`, fault.Auth},
		"403":                          {403, asJSON, `{"message":"権限がありません"}`, fault.Refused},
		"410":                          {410, asJSON, `{"message":"gone"}`, fault.Refused},
		"500":                          {500, asJSON, `{"message":"内部エラー"}`, fault.Temporary},
		"a page":                       {200, "text/html", "<html>login</html>", fault.Other},
		"a page that is not typed":     {200, "", "<html>login</html>", fault.Other},
		"a page that calls itself CSV": {200, "text/csv", "\r\n<!DOCTYPE HTML><html>login</html>", fault.Other},
	} {
		t.Run(name, func(t *testing.T) {
			v := &csvVendor{look: func(w http.ResponseWriter, _ int) bool { return answer(w, c.status, c.kind, c.body) }}
			got, err := v.pull(t, "2025-03-01", "2025-03-01", patient())
			if fault.KindOf(err) != c.want || got != "" {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}
