package v2_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
)

// cdn is the host of the links: a link works for a time after it was given out, and only as it was.
type cdn struct {
	*httptest.Server
	rig    *rig
	lists  int
	asked  []string
	broken bool // every link is refused
	gone   bool // the second list lacks b
}

func newCDN(t *testing.T) *cdn {
	c := &cdn{rig: newRig(t, sandbox.Options{})}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, values := range r.Header {
			if strings.Contains(strings.ToLower(name+fmt.Sprint(values)), "token") || name == "Authorization" || name == "Cookie" {
				t.Errorf("the link's host was sent %s: %s", name, values)
			}
		}
		c.asked = append(c.asked, r.URL.EscapedPath()+"?"+r.URL.RawQuery)
		ends, _ := time.Parse(time.RFC3339, r.URL.Query().Get("Expires"))
		if c.broken || !c.rig.Clock.Now().Before(ends) {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, "<Error><Code>AccessDenied</Code></Error>")
			return
		}
		if strings.HasSuffix(r.URL.Path, "html") {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<!DOCTYPE html><p>")
		}
		fmt.Fprint(w, "content of ", r.URL.Path)
	}))
	t.Cleanup(c.Close)
	api := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/token" {
			fmt.Fprint(w, `{"access_token":"t","token_type":"Bearer","expire_in":86400}`)
			return
		}
		c.lists++
		var all []string
		for _, name := range []string{"a 1.jpg", "b.html"} {
			if name == "b.html" && c.gone && c.lists > 1 {
				continue
			}
			link := fmt.Sprintf("%s/x%%2Fy/%s?Expires=%s&Signature=a~b%%2B-_", c.URL, strings.ReplaceAll(name, " ", "%20"), c.rig.Clock.Now().Add(15*time.Minute).UTC().Format(time.RFC3339))
			all = append(all, fmt.Sprintf(`{"code":"A1","file_name":%q,"download_url":%q,"updated_at":"2025-06-30 12:00:00"}`, name, link))
		}
		fmt.Fprintf(w, `{"member_data":[%s]}`, strings.Join(all, ","))
	})
	c.rig.serve(api)
	return c
}

func fetchAll(t *testing.T, c *cdn, between func()) (got []string, errs []error) {
	t.Helper()
	links := c.rig.client().FaceLinks("")
	files, err := links.Files(t.Context())
	if err != nil || len(files) != 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		between()
		content, err := links.Open(t.Context(), f)
		if errs = append(errs, err); err != nil {
			continue
		}
		text, err := io.ReadAll(content)
		_ = content.Close()
		if err != nil {
			t.Error(err)
		}
		got = append(got, string(text))
	}
	return got, errs
}

// The links' host sees no token, and the link as Kaonavi wrote it. A web page is a file like any other.
func TestLinksAreFollowedAsTheyAre(t *testing.T) {
	c := newCDN(t)
	got, errs := fetchAll(t, c, func() {})
	if want := []string{"content of /x/y/a 1.jpg", "<!DOCTYPE html><p>content of /x/y/b.html"}; !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, errs)
	}
	if c.lists != 1 || !strings.HasPrefix(c.asked[0], "/x%2Fy/a%201.jpg?Expires=") || !strings.HasSuffix(c.asked[0], "&Signature=a~b%2B-_") {
		t.Errorf("%d lists; asked %q", c.lists, c.asked)
	}
}

// Links that are over are asked for again, before they are used.
func TestLinksThatAreOver(t *testing.T) {
	c := newCDN(t)
	got, errs := fetchAll(t, c, func() { c.rig.Clock.Pass(14*time.Minute + time.Second) })
	if len(got) != 2 || c.lists != 3 || len(c.asked) != 2 {
		t.Errorf("%q, %v; %d lists; asked %q", got, errs, c.lists, c.asked)
	}
}

// A link that is refused before its time is asked for again once in a while, not for each file.
func TestLinksThatAreRefused(t *testing.T) {
	c := newCDN(t)
	c.broken = true
	passed := false
	_, errs := fetchAll(t, c, func() {
		if !passed {
			c.rig.Clock.Pass(2 * time.Minute)
		}
		passed = true
	})
	if c.lists != 2 || fault.KindOf(errs[0]) != fault.Refused || fault.KindOf(errs[1]) != fault.Refused {
		t.Errorf("%d lists; %v", c.lists, errs)
	}
}

// A file that went meanwhile is no other file.
func TestAFileThatIsGone(t *testing.T) {
	c := newCDN(t)
	c.gone = true
	got, errs := fetchAll(t, c, func() { c.rig.Clock.Pass(20 * time.Minute) })
	if len(got) != 1 || errs[1] == nil || fault.KindOf(errs[1]) != fault.Refused {
		t.Errorf("%q, %v", got, errs)
	}
}

func TestTheTimeOfAChange(t *testing.T) {
	for text, want := range map[string]time.Time{
		"2025-06-30 12:00:00": time.Date(2025, 6, 30, 3, 0, 0, 0, time.UTC), "": {}, "yesterday": {},
	} {
		if got := (v2.File{Updated: text}).Changed(); !got.Equal(want) {
			t.Errorf("%q: %s", text, got)
		}
	}
}
