package akashi_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// writes returns all calls that change something.
func writes(t *testing.T) map[string]func(context.Context, *akashi.Client) error {
	return map[string]func(context.Context, *akashi.Client) error{
		"put staffs": func(ctx context.Context, c *akashi.Client) error {
			_, err := c.PutStaffs(ctx, rows(t, `{"last_name":"東"}`))
			return err
		},
		"retire": func(ctx context.Context, c *akashi.Client) error {
			_, err := c.RetireStaff(ctx, 7, at("2025-03-31 00:00:00"))
			return err
		},
		"delete": func(ctx context.Context, c *akashi.Client) error { _, err := c.DeleteStaff(ctx, 7); return err },
		"push": func(ctx context.Context, c *akashi.Client) error {
			_, err := c.PushStamp(ctx, akashi.Punch{})
			return err
		},
		"create organizations": func(ctx context.Context, c *akashi.Client) error {
			_, err := c.CreateOrganizations(ctx, rows(t, `{"name":"物流部"}`))
			return err
		},
		"reissue": func(ctx context.Context, c *akashi.Client) error { _, err := c.ReissueToken(ctx); return err },
	}
}

func isAmbiguous(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Ambiguous
}

func wantAmbiguous(t testing.TB, err error) {
	t.Helper()
	wantError(t, err, fault.Temporary)
	if !isAmbiguous(err) {
		t.Errorf("%v does not leave it open", err)
	}
}

// The vendor reads the request and closes the connection: it may have acted, so it is not sent again.
func TestWritesAreSentOnce(t *testing.T) {
	for name, write := range writes(t) {
		t.Run(name, func(t *testing.T) {
			base, requests := dropping(t)
			wantAmbiguous(t, write(t.Context(), newClient(t, base)))
			if n := requests.Load(); n != 1 {
				t.Errorf("sent %d times", n)
			}
		})
	}
}

func TestWritesThatTheVendorWasTooBusyForAreSentAgain(t *testing.T) {
	for name, write := range writes(t) {
		t.Run(name, func(t *testing.T) {
			base, requests := recording(t, 429, `{"success":false,"errors":[{"code":"E","message":"甲"}]}`)
			err := write(t.Context(), newClient(t, base))
			wantError(t, err, fault.Temporary, "E: 甲", "tried 5 times")
			if n := len(requests()); n != 5 || isAmbiguous(err) {
				t.Errorf("sent %d times: %v", n, err)
			}
		})
	}
}

func TestRetireStaff(t *testing.T) {
	base, requests := recording(t, 200, `{"success":true,"response":{"login_company_code":"sample01","staff_id":7,"staff_code":"s001","email":null}}`)
	// The day is the calendar's where it was meant, not Japan's.
	day := time.Date(2025, 3, 31, 0, 0, 0, 0, time.FixedZone("UTC-8", -8*3600))
	r, err := newClient(t, base).RetireStaff(t.Context(), 7, day)
	if err != nil || string(r.JSON()) != `{"login_company_code":"sample01","staff_id":7,"staff_code":"s001","email":null}` {
		t.Fatal(string(r.JSON()), err)
	}
	want := seen{"DELETE", "/sample01/staff/7", "", `{"token":"` + secret + `","retirement_date":"2025/03/31"}`}
	if all := requests(); len(all) != 1 || all[0] != want {
		t.Errorf("sent %v, want once %v", all, want)
	}
}

// Without a date the same request would delete.
func TestRetireStaffNeedsItsDate(t *testing.T) {
	base, requests := recording(t, 200, `{}`)
	_, err := newClient(t, base).RetireStaff(t.Context(), 7, time.Time{})
	wantError(t, err, fault.Usage, "nothing was sent")
	if len(requests()) > 0 {
		t.Error("something was sent")
	}
}

func TestDeleteStaff(t *testing.T) {
	base, requests := recording(t, 200, `{"success":true,"response":{"staff_id":7}}`)
	if _, err := newClient(t, base).DeleteStaff(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	want := seen{"DELETE", "/sample01/staff/7", "", `{"token":"` + secret + `"}`}
	if all := requests(); len(all) != 1 || all[0] != want {
		t.Errorf("sent %v, want once %v", all, want)
	}
}

// one returns the writes whose answer is one record.
func one(t *testing.T) map[string]func(*akashi.Client) (record.Record, error) {
	return map[string]func(*akashi.Client) (record.Record, error){
		"retire": func(c *akashi.Client) (record.Record, error) {
			return c.RetireStaff(t.Context(), 7, at("2025-03-31 00:00:00"))
		},
		"delete": func(c *akashi.Client) (record.Record, error) { return c.DeleteStaff(t.Context(), 7) },
		"push":   func(c *akashi.Client) (record.Record, error) { return c.PushStamp(t.Context(), akashi.Punch{}) },
	}
}

func TestWritesThatTheVendorCallsASuccess(t *testing.T) {
	for name, write := range one(t) {
		t.Run(name, func(t *testing.T) {
			for _, body := range []string{`{"success":true}`, `{"success":true,"response":null}`, `{"success":true,"response":[]}`} {
				_, err := write(newClient(t, answers(t, 200, body)))
				wantAmbiguous(t, err)
				wantError(t, err, fault.Temporary, "the request was accepted")
			}
			r, err := write(newClient(t, answers(t, 200, `{"success":true,"response":{"staff_id":7},"errors":[{"code":"E","message":"甲"}]}`)))
			wantError(t, err, fault.Partial, "E: 甲")
			if r.Lookup("staff_id").Text() != "7" {
				t.Errorf("what was done is lost: %s", r.JSON())
			}
		})
	}
}

func TestPushStamp(t *testing.T) {
	for name, c := range map[string]struct {
		punch akashi.Punch
		want  string
	}{
		"in":        {akashi.Punch{Type: 11, Timezone: "+09:00"}, `{"token":"` + secret + `","type":11,"timezone":"+09:00"}`},
		"automatic": {akashi.Punch{Timezone: "+09:00"}, `{"token":"` + secret + `","timezone":"+09:00"}`},
		"bare":      {akashi.Punch{}, `{"token":"` + secret + `"}`},
	} {
		t.Run(name, func(t *testing.T) {
			for _, spelling := range []string{"stampedAt", "stamped_at", "stamped_aAt"} {
				answer := `{"login_company_code":"sample01","staff_id":7,"type":11,"` + spelling + `":"2025/03/03 08:57:00","alertCount":null}`
				base, requests := recording(t, 200, `{"success":true,"response":`+answer+`}`)
				r, err := newClient(t, base).PushStamp(t.Context(), c.punch)
				if err != nil || string(r.JSON()) != answer {
					t.Fatal(string(r.JSON()), err)
				}
				if all := requests(); len(all) != 1 || all[0] != (seen{"POST", "/sample01/stamps", "", c.want}) {
					t.Errorf("sent %v, want once %s", all, c.want)
				}
				found := false
				for _, column := range akashi.PunchColumns() {
					for _, path := range column.Paths() {
						found = found || r.Lookup(path...).Text() == "2025/03/03 08:57:00"
					}
				}
				if !found {
					t.Errorf("no column shows %s", spelling)
				}
			}
		})
	}
}

func TestStampTypesAreTheVendors(t *testing.T) {
	names, codes := map[string]bool{}, ""
	for _, s := range akashi.StampTypes() {
		names[s.Name] = true
		codes += string(record.Int(int64(s.Code))) + s.Text + " "
	}
	if len(names) != 6 || codes != "11出勤 12退勤 21直行 22直帰 31休憩入 32休憩戻 " {
		t.Errorf("%d names, codes %s", len(names), codes)
	}
}
