package akashi_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// presence returns what a vendor that holds these stamps ("01 22:00 11": day and time, type) says at a time of March 2025.
func presence(t *testing.T, now string, stamps ...string) akashi.Presence {
	t.Helper()
	var list []string
	for _, s := range stamps {
		day, rest, _ := strings.Cut(s, " ")
		at, code, _ := strings.Cut(rest, " ")
		list = append(list, fmt.Sprintf(`{"stamped_at":"2025/03/%s %s:00","type":%s}`, day, at, code))
	}
	base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, fmt.Sprintf(`{"success":true,"response":{"staff_id":7,"count":%d,"stamps":[%s]}}`, len(list), strings.Join(list, ",")))
	})
	at, err := time.ParseInLocation("2006-01-02 15:04", "2025-03-"+now, jst)
	if err != nil {
		t.Fatal(err)
	}
	p, err := newClient(t, base).Presence(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPresence(t *testing.T) {
	for name, c := range map[string]struct {
		now    string
		stamps []string
		state  akashi.State
		in     string
		out    string
		worked int
		pause  int
		done   string // which of in, out, break-start, break-end must not be punched now; ? where a person has to look
	}{
		"nothing yet":        {"02 08:00", nil, akashi.NotIn, "", "", 0, 0, "out? start? end?"},
		"in":                 {"02 10:30", []string{"02 09:00 11"}, akashi.In, "02 09:00", "", 90, 0, "in end"},
		"in directly, twice": {"02 10:30", []string{"02 09:00 21", "02 09:01 11"}, akashi.In, "02 09:00", "", 90, 0, "in end"},
		"on a break":         {"02 12:20", []string{"02 09:00 11", "02 12:00 31", "02 12:01 31"}, akashi.OnBreak, "02 09:00", "", 180, 20, "in start"},
		"after a break":      {"02 13:30", []string{"02 09:00 11", "02 12:00 31", "02 13:00 32", "02 13:01 32"}, akashi.In, "02 09:00", "", 210, 60, "in end"},
		"gone":               {"02 23:00", []string{"02 09:00 11", "02 12:00 31", "02 13:00 32", "02 18:00 12"}, akashi.Out, "02 09:00", "02 18:00", 480, 60, "in? out start end"},
		"gone in a break":    {"02 23:00", []string{"02 09:00 11", "02 12:00 31", "02 13:00 22"}, akashi.Out, "02 09:00", "02 13:00", 180, 60, "in? out start end"},
		"two shifts":         {"02 19:00", []string{"02 06:00 11", "02 09:00 12", "02 18:00 11"}, akashi.In, "02 06:00", "", 240, 0, "in end"},
		"out without in":     {"02 19:00", []string{"02 18:00 12"}, akashi.Out, "", "02 18:00", 0, 0, "out start end"},
		// over midnight
		"at night":                {"02 03:00", []string{"01 22:00 11"}, akashi.In, "01 22:00", "", 300, 0, "in end"},
		"the morning after":       {"02 09:00", []string{"01 22:00 11", "02 07:00 12"}, akashi.Out, "01 22:00", "02 07:00", 540, 0, "out start end"},
		"the next night":          {"02 22:30", []string{"01 22:00 11", "02 07:00 12", "02 22:00 11"}, akashi.In, "01 22:00", "", 570, 0, "in end"},
		"yesterday is over":       {"02 08:00", []string{"01 09:00 11", "01 18:00 12"}, akashi.NotIn, "", "", 0, 0, "out? start? end?"},
		"a day on duty":           {"02 09:00", []string{"01 09:00 11"}, akashi.In, "01 09:00", "", 1440, 0, "in? end"},
		"and who takes over late": {"02 10:30", []string{"01 09:00 11"}, akashi.In, "01 09:00", "", 1530, 0, "in? end"},
		"and rested":              {"02 09:00", []string{"01 09:00 11", "01 23:00 31", "02 05:00 32"}, akashi.In, "01 09:00", "", 1080, 360, "in? end"},
		"and gone":                {"02 09:30", []string{"01 09:00 11", "02 09:10 12"}, akashi.Out, "01 09:00", "02 09:10", 1450, 0, "out start end"},
		"an evening of it":        {"02 23:00", []string{"01 09:00 11", "02 09:10 12"}, akashi.Out, "01 09:00", "02 09:10", 1450, 0, "out? start? end?"},
		"a night of 16 hours":     {"02 09:00", []string{"01 17:00 11"}, akashi.In, "01 17:00", "", 960, 0, "in? end"},
		"a break of 13 hours":     {"02 09:00", []string{"01 17:00 11", "01 20:00 31"}, akashi.OnBreak, "01 17:00", "", 180, 780, "in? start?"},
		"yesterday's out forgot":  {"02 11:30", []string{"01 09:00 11"}, akashi.NotIn, "", "", 0, 0, "out? start? end?"},
		"two shifts a day":        {"02 21:30", []string{"02 06:00 11", "02 09:00 12"}, akashi.Out, "02 06:00", "02 09:00", 180, 0, "in? out? start? end?"},
		"and in again":            {"02 09:30", []string{"01 09:00 11", "02 09:00 11"}, akashi.In, "02 09:00", "", 30, 0, "in end"},
		"the vendor's clock":      {"02 08:59", []string{"02 09:00 11"}, akashi.In, "02 09:00", "", 0, 0, "in end"},
		"far ahead of ours":       {"02 08:10", []string{"02 09:00 11"}, akashi.In, "02 09:00", "", 0, 0, "in end"},
		"and gone by it":          {"02 17:20", []string{"02 09:00 11", "02 18:00 12"}, akashi.Out, "02 09:00", "02 18:00", 540, 0, "in? out start end"},
	} {
		t.Run(name, func(t *testing.T) {
			p := presence(t, c.now, c.stamps...)
			text := func(at time.Time) string {
				if at.IsZero() {
					return ""
				}
				return at.Format("02 15:04")
			}
			if p.State != c.state || text(p.In) != c.in || text(p.Out) != c.out || p.Worked != time.Duration(c.worked)*time.Minute || p.Break != time.Duration(c.pause)*time.Minute {
				t.Errorf("%s, in %s, out %s, worked %s, break %s; want %+v", p.State, text(p.In), text(p.Out), p.Worked, p.Break, c)
			}
			var done []string
			for i, codes := range [][2]int{{11, 21}, {12, 22}, {31, 31}, {32, 32}} {
				verdict, why := p.Against(codes[0])
				if other, _ := p.Against(codes[1]); other != verdict {
					t.Errorf("%v differ", codes)
				}
				if (verdict == akashi.Needed) != (why == nil) {
					t.Errorf("%v: verdict %d, and why: %v", codes, verdict, why)
				}
				if mark, not := map[akashi.Verdict]string{akashi.Done: "", akashi.Doubt: "?"}[verdict]; not {
					done = append(done, []string{"in", "out", "start", "end"}[i]+mark)
				}
			}
			if got := strings.Join(done, " "); got != c.done {
				t.Errorf("done: %s; want %s", got, c.done)
			}
		})
	}
}

// What makes a verdict doubtful is told with what was seen: a person has to decide by it.
func TestDoubtSaysWhatWasSeen(t *testing.T) {
	for _, c := range []struct {
		now    string
		stamps []string
		code   int
		want   string
	}{
		{"02 09:00", nil, 12, "there is no punch in that it could end; no punch was seen in the last 26 hours"},
		{"02 09:00", []string{"01 09:00 11"}, 11, "the shift that began at 2025-03-01 09:00:00 may still be under way, or its punch out was forgotten; " +
			"seen in the last 26 hours: in 2025-03-01 09:00:00"},
		{"02 19:00", []string{"01 16:00 31", "02 09:00 21", "02 18:00 22"}, 11, "a shift of today is over, 09:00:00 to 18:00:00, and this may be a second one or a late line of cron; " +
			"seen in the last 26 hours: direct-in 2025-03-02 09:00:00, direct-out 2025-03-02 18:00:00"},
	} {
		if verdict, why := presence(t, c.now, c.stamps...).Against(c.code); verdict != akashi.Doubt || why.Error() != c.want {
			t.Errorf("%s, %v: verdict %d, %v; want %s", c.now, c.stamps, verdict, why, c.want)
		}
	}
}
