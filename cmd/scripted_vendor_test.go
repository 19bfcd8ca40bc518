package cmd_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// scripted returns a vendor that answers with the script's own files: the request GET …/stamps with answers/GET_stamps.json, any
// other GET with answers/GET.json. "{16h ago}" in it is that moment as AKASHI writes it, "{day 16h ago}" its day. The requests are written to
// requests.txt, the token left out.
func scripted(ts *testscript.TestScript) http.HandlerFunc {
	var mu sync.Mutex
	work := ts.Getenv("WORK")
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		body, _ := io.ReadAll(r.Body)
		query := r.URL.Query()
		query.Del("token")
		line := regexp.MustCompile(`"token":"[^"]*",?`).ReplaceAllString(fmt.Sprintf("%s %s?%s %s", r.Method, r.URL.Path, query.Encode(), body), "")
		log, err := os.OpenFile(filepath.Join(work, "requests.txt"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err == nil {
			_, _ = fmt.Fprintln(log, line)
			_ = log.Close()
		}
		text, err := os.ReadFile(filepath.Join(work, "answers", r.Method+"_"+path.Base(r.URL.Path)+".json"))
		if err != nil {
			text, err = os.ReadFile(filepath.Join(work, "answers", r.Method+".json"))
		}
		if err != nil {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(agoPattern.ReplaceAllFunc(text, ago))
	}
}

var agoPattern = regexp.MustCompile(`\{(day )?([0-9]+)h ago\}`)

// ago returns the moment so many hours ago in Japan, or its day.
func ago(match []byte) []byte {
	found := agoPattern.FindSubmatch(match)
	hours, _ := strconv.Atoi(string(found[2]))
	at := time.Now().In(time.FixedZone("JST", 9*60*60)).Add(-time.Duration(hours) * time.Hour)
	if len(found[1]) > 0 {
		return at.AppendFormat(nil, "2006/01/02")
	}
	return at.AppendFormat(nil, "2006/01/02 15:04:05")
}
