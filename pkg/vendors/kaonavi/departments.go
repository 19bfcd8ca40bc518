package kaonavi

import (
	"context"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
)

// What a department has besides its levels (§2.5).
var departmentTail = []string{"leader_member_code", "leader_member_name", "memo"}

// The names of a level's columns, without its number.
const (
	departmentCode = "department_code"
	departmentName = "department_name"
	// What §2.6 calls them.
	departmentCodeLabel = "所属コード"
	departmentNameLabel = "所属名"
)

// Departments returns all departments (§2.5). A record has as many levels as its department is deep; Headers, which this
// answer does not have, are then the columns of the deepest one, known at the end.
func (c *Client) Departments(ctx context.Context) *Listing {
	l := c.list(ctx, departmentList, []string{"departments"})
	if c.o.DryRun {
		return l
	}
	records := l.Records
	l.Records = func(yield func(record.Record, error) bool) {
		deepest := 0
		for r, err := range records {
			if err == nil {
				for name := range r.Value().Fields() {
					deepest = max(deepest, level(name))
				}
			}
			if !yield(r, err) {
				return
			}
		}
		if len(l.headers) == 0 {
			l.headers = departmentHeaders(max(deepest, 1))
		}
	}
	return l
}

func departmentHeaders(levels int) []Header {
	var all []Header
	for n := 1; n <= levels; n++ {
		for _, name := range []string{departmentCode, departmentName} {
			name += strconv.Itoa(n)
			all = append(all, Header{name, name})
		}
	}
	for _, name := range departmentTail {
		all = append(all, Header{name, name})
	}
	return all
}

// level returns the number at the end of department_code2, 0 for other names.
func level(name string) int {
	name = charset.Compose(name)
	for _, prefix := range []string{departmentCode, departmentName, departmentCodeLabel, departmentNameLabel} {
		if digits, ok := strings.CutPrefix(name, prefix); ok {
			if n, err := strconv.Atoi(digits); err == nil && n > 0 && n < 1000 && strconv.Itoa(n) == digits {
				return n
			}
		}
	}
	return 0
}
