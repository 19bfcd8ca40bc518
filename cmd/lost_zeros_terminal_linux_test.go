package cmd_test

import (
	"fmt"
	"strings"
	"testing"
)

// Numbers that only leading zeros tell from numbers that are there are asked about, and sent when the answer is yes.
func TestLostZerosAtATerminal(t *testing.T) {
	const people, meant = "Are these other people?", "Are they meant so?"
	for _, c := range []struct {
		near, question string
		write, list    []string
		stored         string // a line of the list once it is written
	}{
		{
			"0A0001 (A0001)", people,
			[]string{"kaonavi", "members", "add", "--set", "code=0A0001", "--set", "name=森碧", "--set", "雇用区分=パート", "--wait", "--poll-interval", "50ms"},
			[]string{"kaonavi", "members", "list", "--fields", "code,name"},
			"0A0001,森碧",
		},
		{
			"3 (000003)", people,
			[]string{"akashi", "staffs", "import", "--set", "last_name=森", "--set", "first_name=碧", "--set", "organization=企業", "--set", "staff_code=3"},
			[]string{"akashi", "staffs", "list", "--fields", "staffNum,lastName"},
			"3,森",
		},
		{
			"3 (000003)", meant,
			[]string{"akashi", "staffs", "import", "--set", "staff_id=1007", "--set", "last_name=森", "--set", "first_name=碧", "--set", "staff_code=3"},
			[]string{"akashi", "staffs", "list", "--fields", "staffNum,lastName"},
			"3,森",
		},
		{
			"2 (000002)", people,
			[]string{"flexcrm", "users", "create", "--set", "userid=mori", "--set", "name=森碧", "--set", "employee_no=2"},
			[]string{"flexcrm", "users", "list", "--fields", "employee_no,name"},
			"2,森碧",
		},
		{
			"2 (000002)", meant,
			[]string{"flexcrm", "users", "update", "102", "--set", "employee_no=2", "--set", "name=森碧"},
			[]string{"flexcrm", "users", "list", "--fields", "employee_no,name"},
			"2,森碧",
		},
	} {
		t.Run(strings.Join(c.write[:3], " ")+" "+c.question, func(t *testing.T) {
			d := newDesk(t, nil)
			d.run(0, "auth", "store", "init")
			question := fmt.Sprintf("Numbers differ by leading zeros only from numbers that are there: %s. %s [y/N] ", c.near, c.question)
			for _, keys := range []string{"n\r", "\r", "\x04"} {
				tty := d.sit(seat{columns: 200}, c.write...)
				tty.until(question)
				tty.press(keys)
				wantError(t, keys, tty.ends(2), strings.Join(c.write[:3], " ")+": not confirmed; nothing was sent")
			}
			tty := d.sit(seat{columns: 200}, c.write...)
			tty.until(question)
			tty.press("y\r")
			tty.ends(0)
			if text := d.run(0, c.list...); !strings.Contains(text, "\n"+c.stored+"\n") {
				t.Errorf("it is not written: %q", text)
			}
		})
	}
}
