package sandbox

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"time"
)

// params are the members of a request's body.
type params map[string]any

// readParams reads the JSON body; forms are not taken (the vendor's older manual says so).
func readParams(r *http.Request) (p params, line string, f *failure) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, "", wrong("文法に誤りがあります")
	}
	if len(data) == 0 {
		return params{}, "", nil
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		return nil, string(data), wrong("文法に誤りがあります")
	}
	if json.Unmarshal(data, &p) != nil {
		return nil, string(data), wrong("文法に誤りがあります")
	}
	return p, string(data), nil
}

// group returns the one that the request names, if the key may read it.
func (c *call) group() (group, *failure) {
	v, given := c.p["groupId"]
	id, isText := v.(string)
	switch {
	case !given:
		return group{}, wrong("Expected string, received undefined")
	case !isText:
		return group{}, wrong(fmt.Sprintf("Expected string, received %T", v))
	}
	at := slices.IndexFunc(c.groups, func(g group) bool { return g.id == id })
	switch {
	case at < 0:
		return group{}, wrong("グループIDが不正です")
	case id == Audit:
		return group{}, refuse(http.StatusForbidden, "このグループに対する権限がありません")
	case id == Unsteady && c.stumbles():
		return group{}, refuse(http.StatusInternalServerError, "データベースアクセスエラー")
	}
	return c.groups[at], nil
}

// stumbles reports whether this request to the unsteady group meets an error: the first, the third and so on.
func (c *call) stumbles() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unsteady++
	return c.unsteady%2 == 1
}

// size returns how many records are wanted.
func (c *call) size(otherwise int) (int, *failure) {
	v, given := c.p["size"]
	n, isNumber := v.(float64)
	switch {
	case !given && otherwise > 0:
		return otherwise, nil
	case !isNumber:
		return 0, wrong("Expected number, received " + kind(v))
	case n > MaxSize:
		return 0, wrong("Number must be less than or equal to 1000")
	case n < 1:
		return 0, wrong("Number must be greater than or equal to 1")
	}
	return int(n), nil
}

func kind(v any) string {
	switch v.(type) {
	case nil:
		return "undefined"
	case string:
		return "string"
	case []any:
		return "array"
	}
	return fmt.Sprintf("%T", v)
}

// span is a range of milliseconds, both ends included.
type span struct{ from, to int64 }

func (s span) contains(ms int64) bool { return s.from <= ms && ms <= s.to }

// span reads from and to, which come together. given is false where neither did.
func (c *call) span(required bool) (s span, given bool, f *failure) {
	from, hasFrom := c.p["from"].(string)
	to, hasTo := c.p["to"].(string)
	if !hasFrom && !hasTo && !required {
		return span{}, false, nil
	}
	// Strictly this form; 2022/9/1 and 2022/09/31 are refused.
	const layout = "2006/01/02 15:04:05"
	first, err1 := time.ParseInLocation(layout, from, jst())
	last, err2 := time.ParseInLocation(layout, to, jst())
	if err1 != nil || err2 != nil || first.Format(layout) != from || last.Format(layout) != to || last.Before(first) {
		return span{}, false, wrong("日付不正")
	}
	s = span{first.UnixMilli(), last.UnixMilli()}
	if c.o.WholeSecondTo {
		s.to += 999
	}
	if c.o.FromExclusive {
		s.from++
	}
	return s, true, nil
}

// words returns a list of texts.
func (c *call) words(name string) ([]string, *failure) {
	v, given := c.p[name]
	if !given {
		return nil, nil
	}
	list, isList := v.([]any)
	if !isList {
		return nil, wrong("Expected array, received " + kind(v))
	}
	var words []string
	for _, item := range list {
		word, isText := item.(string)
		if !isText {
			return nil, wrong("Expected string, received " + kind(item))
		}
		words = append(words, word)
	}
	return words, nil
}
