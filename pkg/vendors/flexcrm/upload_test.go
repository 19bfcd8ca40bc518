package flexcrm_test

import (
	"crypto/sha256"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

func fileOf(t *testing.T, name string, size int64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(strings.Repeat("見積", int(min(size, 600))/6)); err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(size); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// The file arrives as it is, under its name, and is not held: 64 MB take no more memory than none.
func TestUpload(t *testing.T) {
	for name, size := range map[string]int64{"見積書.pdf": 64 << 20, `a"b, c;.txt`: 1000, "empty": 0, "か\u3099.txt": 5} {
		path := fileOf(t, name, size)
		want := sum(t, path)
		got := ""
		base := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.ContentLength <= size || r.Method+" "+r.RequestURI != "POST "+prefix+"/flexdb/tbl/7/file/attachment" {
				t.Errorf("%s %s, %d bytes", r.Method, r.RequestURI, r.ContentLength)
			}
			parts, err := r.MultipartReader()
			if err != nil {
				t.Error(err)
				return
			}
			part, err := parts.NextPart()
			if err != nil {
				t.Error(err)
				return
			}
			h := sha256.New()
			_, err = io.Copy(h, part)
			got = fmt.Sprintf("%s %x %v", part.FormName(), h.Sum(nil), err)
			if file := strings.ReplaceAll(part.FileName(), "%22", `"`); file != name {
				t.Errorf("the file is called %q, want %q", file, name)
			}
			if _, err := parts.NextPart(); err != io.EOF {
				t.Errorf("another part: %v", err)
			}
			reply(w, 200, `{"status":"success"}`)
		})
		f, err := flexcrm.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err = newClient(t, base).Upload(t.Context(), "tbl", 7, "attachment", f)
		runtime.ReadMemStats(&after)
		if err != nil || got != "file "+want+" <nil>" {
			t.Errorf("%s: %s, want %s, %v", name, got, want, err)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 8<<20 {
			t.Errorf("%s: %d bytes taken", name, grown)
		}
	}
}

func sum(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestFilesThatCannotBeSent(t *testing.T) {
	for path, want := range map[string]string{
		t.TempDir():                        "not a regular file",
		filepath.Join(t.TempDir(), "none"): "can't be read: no such file",
		os.DevNull:                         "not a regular file",
	} {
		_, err := flexcrm.OpenFile(path)
		wantError(t, err, fault.Usage, want)
	}
}

// A connection that breaks in the middle leaves it open whether the file is there.
func TestUploadThatBreaks(t *testing.T) {
	requests := 0
	base := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		requests++
		reader := multipart.NewReader(io.LimitReader(r.Body, 1000), "x")
		_, _ = reader.NextPart()
		panic(http.ErrAbortHandler)
	})
	f, err := flexcrm.OpenFile(fileOf(t, "big", 8<<20))
	if err != nil {
		t.Fatal(err)
	}
	err = newClient(t, base).Upload(t.Context(), "tbl", 7, "attachment", f)
	wantError(t, err, fault.Temporary, "may or may not have taken effect")
	if requests != 1 {
		t.Errorf("sent %d times", requests)
	}
}
