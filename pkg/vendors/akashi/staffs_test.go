package akashi_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// roster is a vendor's list of staffs, 20 a page from page 0.
type roster struct {
	t     *testing.T
	key   string // of the list
	total string // spelling; "" leaves it out
	// change is called before each page is made, with how many were made before.
	change func(r *roster, n int)

	mu    sync.Mutex
	staff []int64
	n     int
	pages []string // asked for
}

func newRoster(t *testing.T, n int64) *roster {
	return &roster{t: t, key: "staffs", total: "TotalCount", staff: ids(1, n)}
}

func (r *roster) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.change != nil {
		r.change(r, r.n)
	}
	r.n++
	text := req.URL.Query().Get("page")
	r.pages = append(r.pages, text)
	page, err := strconv.Atoi(text)
	if err != nil || req.URL.Path != "/sample01/staffs" {
		r.t.Errorf("page %q of %s", text, req.URL.Path)
	}
	var list []string
	for _, id := range r.staff[min(page*20, len(r.staff)):min(page*20+20, len(r.staff))] {
		list = append(list, fmt.Sprintf(`{"staffId":%d,"lastName":"佐藤"}`, id))
	}
	total := ""
	if r.total != "" {
		total = fmt.Sprintf(`%q:%d,`, r.total, len(r.staff))
	}
	reply(w, 200, fmt.Sprintf(`{"success":true,"response":{"login_company_code":1,"Count":%d,%s%q:[%s]}}`, len(list), total, r.key, strings.Join(list, ",")))
}

func (r *roster) read() ([]int64, error) {
	return newClient(r.t, serve(r.t, r.ServeHTTP)).StaffIDs(r.t.Context())
}

func TestStaffsPages(t *testing.T) {
	for _, n := range []int64{0, 1, 19, 20, 21, 39, 40, 41, 205} {
		for _, total := range []string{"TotalCount", "totalCount", "total_count", ""} {
			for _, key := range []string{"staffs", "staffs "} {
				t.Run(fmt.Sprintf("%d/%s/%s", n, total, key), func(t *testing.T) {
					r := newRoster(t, n)
					r.total, r.key = total, key
					got, err := r.read()
					if err != nil || !slices.Equal(got, r.staff) {
						t.Fatalf("%d staffs, want %d: %v", len(got), n, err)
					}
					want := int(n)/20 + 1 // a full page may not be the last, whatever the total
					slices.Sort(r.pages)
					if r.pages[0] != "0" || len(r.pages) != want {
						t.Errorf("%d pages %v, want %d from 0", len(r.pages), r.pages, want)
					}
				})
			}
		}
	}
}

// People come and go while the pages are read: nobody who stays is lost, nobody is there twice.
func TestStaffsChangeWhileTheyAreRead(t *testing.T) {
	for name, change := range map[string]func(*roster, int){
		"the first leaves":     func(r *roster, n int) { r.removeAt(n, 1, 1) },
		"one of page 1 leaves": func(r *roster, n int) { r.removeAt(n, 2, 25) },
		"two leave":            func(r *roster, n int) { r.removeAt(n, 1, 3); r.removeAt(n, 3, 44) },
		"one comes first": func(r *roster, n int) {
			if n == 1 {
				r.staff = slices.Insert(r.staff, 0, 1000)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoster(t, 105)
			r.change = change
			got, err := r.read()
			if err != nil || !slices.Equal(got, r.staff) {
				t.Fatalf("%d staffs, want %d: %v", len(got), len(r.staff), err)
			}
		})
	}
}

func (r *roster) removeAt(n, when int, id int64) {
	if n == when {
		r.staff = slices.DeleteFunc(r.staff, func(s int64) bool { return s == id })
	}
}

func TestStaffsThatNeverStandStill(t *testing.T) {
	r := newRoster(t, 45)
	r.change = func(r *roster, n int) { r.staff = append(r.staff, int64(100+n)) }
	got, err := r.read()
	wantError(t, err, fault.Temporary, "staffs")
	if len(got) > 0 {
		t.Errorf("%d staffs of a list that may not be whole", len(got))
	}
}

func TestStaffsFewerThanTheVendorSays(t *testing.T) {
	base := answers(t, 200, `{"success":true,"response":{"TotalCount":3,"staffs":[{"staffId":1},{"staffId":2}]},"errors":[{"code":"E","message":"甲"}]}`)
	records, err := collect(t, newClient(t, base).Staffs(t.Context()))
	wantError(t, err, fault.Partial, "there are 3 staffs, but 2 came", "E: 甲")
	if len(records) != 2 {
		t.Errorf("%d staffs, want the 2 that came", len(records))
	}
}

func TestStaffsGivesWhatCameAndThenSaysWhatWasLeftOut(t *testing.T) {
	base := answers(t, 200, `{"success":true,"response":{"TotalCount":1,"staffs":[{"staffId":1}]},"errors":[{"code":"ERR7","message":"一部"}]}`)
	records, err := collect(t, newClient(t, base).Staffs(t.Context()))
	wantError(t, err, fault.Partial, "ERR7: 一部")
	if len(records) != 1 {
		t.Errorf("%d staffs, want 1", len(records))
	}
}

func TestStaffsInAnUnknownShape(t *testing.T) {
	for name, body := range map[string]string{
		"no list":            `{"success":true,"response":{"TotalCount":0}}`,
		"an object":          `{"success":true,"response":{"TotalCount":1,"staffs":{"staffId":1}}}`,
		"a number in it":     `{"success":true,"response":{"TotalCount":1,"staffs":[1]}}`,
		"staffs without ids": `{"success":true,"response":{"staffs":[{"lastName":"佐藤"},{"lastName":"鈴木"}]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			records, err := collect(t, newClient(t, answers(t, 200, body)).Staffs(t.Context()))
			wantError(t, err, fault.Other, "AKASHI's answer for staffs can't be read")
			if len(records) > 0 {
				t.Errorf("got %v", records)
			}
		})
	}
}

func TestStaffIDsMustBeNumbers(t *testing.T) {
	base := answers(t, 200, `{"success":true,"response":{"TotalCount":2,"staffs":[{"staffId":"1"},{"staffId":"x"}]}}`)
	_, err := newClient(t, base).StaffIDs(t.Context())
	wantError(t, err, fault.Other, "a number as staffId")
}

func TestStaffsKeepsRecordsAsSent(t *testing.T) {
	sent := `{"zeta":1.50,"staffId":"007","lastName":"髙\u0061","employmentCategory":{"Name":"正社員"},"new":{"b":[],"a":null}}`
	base := answers(t, 200, `{"success":true,"response":{"Count":1,"TotalCount":1,"staffs":[`+sent+`]}}`)
	records := all(t, newClient(t, base).Staffs(t.Context()))
	if len(records) != 1 || string(records[0].JSON()) != sent {
		t.Errorf("got %v", records)
	}
}

func TestOneStaff(t *testing.T) {
	one := `{"success":true,"response":{"Count":1,"staffs":[{"staffId":21}]}}`
	for name, c := range map[string]struct {
		read        func(*akashi.Client) (record.Record, error)
		path, query string
	}{
		"by id": {func(c *akashi.Client) (record.Record, error) { return c.Staff(t.Context(), 21) }, "/sample01/staffs/21", "token=" + secret},
		"self": {
			func(c *akashi.Client) (record.Record, error) { return c.Self(t.Context(), secret) }, "/sample01/staffs",
			"target=" + secret + "&token=" + secret,
		},
	} {
		t.Run(name, func(t *testing.T) {
			base, requests := recording(t, 200, one)
			r, err := c.read(newClient(t, base))
			if err != nil || r.Lookup("staffId").Text() != "21" {
				t.Fatal(string(r.JSON()), err)
			}
			if want := (seen{"GET", c.path, c.query, ""}); requests()[0] != want {
				t.Errorf("sent %v, want %v", requests()[0], want)
			}
			for body, kind := range map[string]fault.Kind{
				`{"success":true,"response":{"staffs":[]}}`:                            fault.Refused,
				`{"success":true,"response":{"staffs":[{"staffId":1},{"staffId":2}]}}`: fault.Refused,
				`{"success":true,"response":{}}`:                                       fault.Other,
				`{"success":false,"errors":[{"code":"E","message":"従業員が存在しません。"}]}`:    fault.Refused,
			} {
				_, err := c.read(newClient(t, answers(t, 200, body)))
				wantError(t, err, kind)
			}
		})
	}
}
