package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

var userHeaders = object{
	{"email", "ログインid"},
	{"password", "パスワード"},
	{"member_code", "社員番号"},
	{"name", "氏名"},
	{"type", "アカウント種別"},
	{"role", "ロール"},
	{"is_active", "アカウント状態"},
	{"password_locked", "パスワードロック"},
	{"use_smartphone", "スマホオプション"},
	{"use_secure", "セキュアアクセス"},
	{"last_logined_at", "最終ログイン日時"},
	{"password_modified_at", "パスワード変更日時"},
	{"created_at", "アカウント作成日時"},
	{"last_modified_by", "最終更新ユーザー"},
	{"last_modified_at", "最終更新日時"},
}

// listUsers answers §2.2, whose answer has no status.
func (c *call) listUsers() answer {
	users := c.company.users
	if c.dryrun {
		users = nil
	}
	shown := make([]object, len(users))
	for i, u := range users {
		shown[i] = withMember(u, "password", "****")
	}
	return ok(object{{"headers", userHeaders}, {"users", shown}})
}

// listDepartments answers §2.5, which has no headers.
func (c *call) listDepartments() answer {
	departments := c.company.departments
	if c.dryrun {
		departments = nil
	}
	return ok(object{{"status", "OK"}, {"departments", departments}})
}

func withMember(o object, name string, value any) object {
	out := slices.Clone(o)
	if !out.Set(name, value) {
		out = append(out, member{name, value})
	}
	return out
}

// getSheet answers §2.8.
func (c *call) getSheet() answer {
	s, refused := c.known(c.ids[0])
	if s == nil {
		return refused
	}
	if c.dryrun {
		return ok(object{{"status", "OK"}, {"headers", s.headers()}, {"data", []object{}}})
	}
	if s.id == "900" || s.id == "901" {
		return answer{status: http.StatusGatewayTimeout, body: object{{"message", "Endpoint request timed out"}}}
	}
	switch c.o.Spelling {
	case Tidy:
		return ok(object{{"status", "OK"}, {"headers", s.headers()}, {"data", s.entries}})
	case Late:
		return ok(object{{"data", s.entries}, {"headers", s.headers()}, {"status", "OK"}})
	}
	return ok(object{{"status", "OK"}, {"data", s.entries}})
}

// known returns a sheet that can be had.
func (c *call) known(id string) (*sheet, answer) {
	s, found := c.company.sheets[strconv.Itoa(number(id))]
	switch {
	case found:
		return s, answer{}
	case id == "7":
		return nil, refuse(http.StatusBadRequest, "レーダーチャートパーツは取得できません。")
	}
	return nil, refuse(http.StatusBadRequest, fmt.Sprintf("シートID %s は存在しません。", id))
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}

// prepared is a sheet that was asked for ahead (§2.12).
type prepared struct {
	id    int
	sheet string
	at    time.Time
}

// presetSheet answers §2.12. The list of functions writes its path with a slash at the end.
func (c *call) presetSheet() answer {
	// A sheet that does not exist is found out by progress and fetch only (the end of §2.14).
	if c.dryrun {
		return ok(object{{"status", "OK"}})
	}
	p := &prepared{id: len(c.prepared) + 3, sheet: c.ids[0], at: c.now}
	c.prepared = append(c.prepared, p)
	inner := object{{"progress_id", p.id}, {"status", "OK"}}
	if c.o.Spelling == Late {
		return ok(object{{"progress_id", strconv.Itoa(p.id)}, {"status", "OK"}})
	}
	return ok(object{{"data", inner}})
}

// state returns how far the making of a sheet is; NG for one that was never asked for so (the end of §2.14).
func (c *call) state() (status, message string) {
	for _, p := range c.prepared {
		if strconv.Itoa(p.id) != c.ids[1] || p.sheet != c.ids[0] {
			continue
		}
		if s, _ := c.known(p.sheet); s == nil {
			break
		}
		if p.sheet == "901" {
			return c.phase(c.now)
		}
		return c.phase(p.at)
	}
	return "NG", "sheet_idまたはprogress_idが正しくありません。"
}

// phase returns how far something is that was begun at a time.
func (s *Server) phase(begun time.Time) (status, message string) {
	switch spent := s.o.Now().Sub(begun); {
	case spent < s.o.TaskTime/2:
		return "WAITING", "処理の実行を待っています。"
	case spent < s.o.TaskTime:
		return "RUNNING", "処理中です。"
	}
	return "OK", "正常に処理が完了しました"
}

// sheetProgress answers §2.13.
func (c *call) sheetProgress() answer {
	status, message := c.state()
	return ok(object{{"status", status}, {"message", message}})
}

// fetchSheet answers §2.14.
func (c *call) fetchSheet() answer {
	status, message := c.state()
	if status != "OK" {
		return ok(object{{"status", status}, {"message", message}})
	}
	s, _ := c.known(c.ids[0])
	entries := s.entries
	if c.dryrun {
		entries = []object{}
	}
	switch c.o.Spelling {
	case Tidy:
		return ok(object{{"data", object{{"headers", s.headers()}, {"data", entries}}}})
	case Late:
		return ok(object{{"data", object{{"vdata", entries}, {"headers", s.headers()}}}})
	}
	return ok(object{{"data", object{{"headers", s.headers()}, {"vdata", entries}}}})
}
