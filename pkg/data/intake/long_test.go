package intake_test

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// A long table is read piece by piece. It gives what a short one gives, and is refused in the same words: here it has blank lines in
// place of the rows that make it long.
func TestALongTableIsReadAsAShortOne(t *testing.T) {
	const lines = 8000
	for _, c := range []struct{ name, tail string }{
		{"nothing unusual", "A1,佐藤,x\n"},
		{"no line break at the end", "A1,佐藤,x"},
		{"quotes", "A1,\"佐藤, \"\"太郎\"\"\",\"x\ny\"\n"},
		{"line breaks of all kinds in quotes", "A1,\"a\r\nb\rc\nd\r\n\",\"\r\n\"\r\nA2,x,\"y\r\n\"\r\n"},
		{"what --excel guards", "'=1,=\"007\",'''-x\n"},
		{"blank lines", "\n\nA1,佐藤,x\n\n"},
		{"a bare quote", "A1,佐\"藤,x\n"},
		{"a quote that ends too early", "A1,\"佐\"藤,x\n"},
		{"a quote that never ends", "A1,\"佐藤,x\n"},
		{"a cell too few", "A1,佐藤\n"},
		{"a cell too many", "A1,佐藤,x,y\n"},
		{"a NUL byte", "A1,佐\x00藤,x\n"},
		{"a byte that is no character", "A1,\xff,x\n"},
		{"a cut character", "A1,佐藤,\xe4\xbd"},
		{"a line of CP932", "A1,\x8d\xb2\x93\xa1,x\nA2,佐藤,x\n"},
	} {
		for _, form := range []string{"utf-8", "utf-8-bom", "cp932", "crlf"} {
			t.Run(c.name+", "+form, func(t *testing.T) {
				long := "code,氏名,note\n" + strings.Repeat("B,髙橋 恵,"+strings.Repeat("0123456789", 14)+"\n", lines) + c.tail
				short := "code,氏名,note\n" + strings.Repeat("\n", lines) + c.tail
				var encoding string
				switch form {
				case "utf-8-bom":
					long, short = charset.BOM+long, charset.BOM+short
				case "cp932":
					if strings.Contains(c.tail, "\xff") || strings.Contains(c.tail, "\x8d") || strings.HasSuffix(c.tail, "\xbd") {
						encoding = "cp932" // of which the tail is none
						head := strings.Index(short, "\n")
						long = cp932(t, long[:strings.LastIndex(long, c.tail)]) + c.tail
						short = cp932(t, short[:head]) + strings.Repeat("\n", lines+1) + c.tail
						break
					}
					long, short = cp932(t, long), cp932(t, short)
				case "crlf":
					if strings.Contains(c.tail, "\r") {
						return
					}
					long, short = strings.ReplaceAll(long, "\n", "\r\n"), strings.ReplaceAll(short, "\n", "\r\n")
				}
				if len(long) <= 1<<20 || len(short) >= 1<<20 {
					t.Fatalf("%d and %d bytes", len(long), len(short))
				}
				got, err := intake.Read(strings.NewReader(long), intake.Options{Name: "a.csv", Encoding: encoding})
				want, wantErr := intake.Read(strings.NewReader(short), intake.Options{Name: "a.csv", Encoding: encoding})
				if plain(err) != plain(wantErr) || fault.HintOf(err).String() != fault.HintOf(wantErr).String() {
					t.Fatalf("%v\nwant %v", err, wantErr)
				}
				if wantErr != nil {
					return
				}
				if len(got) != lines+len(want) {
					t.Fatalf("%d rows, want %d more than %d", len(got), lines, len(want))
				}
				got = got[lines:]
				for i := range got {
					got[i].Number -= lines
				}
				if show(got) != show(want) {
					t.Errorf("%s\nwant %s", show(got), show(want))
				}
			})
		}
	}
}

// plain returns an error's text without offsets, which are others in the shorter file.
func plain(err error) string {
	if err == nil {
		return ""
	}
	return regexp.MustCompile(`offset \d+`).ReplaceAllString(err.Error(), "offset")
}

// What comes from standard input and is long waits in a temporary file, which is gone afterwards.
func TestLongStandardInput(t *testing.T) {
	for _, format := range []intake.Format{intake.Auto, intake.NDJSON} {
		t.Setenv("TMPDIR", t.TempDir())
		text := members(40_000)
		if format == intake.NDJSON {
			text = strings.Repeat(`{"code":"A1","note":"`+strings.Repeat("x", 100)+"\"}\n", 40_000)
		}
		rows, err := intake.ReadRows(io.MultiReader(strings.NewReader(text)), intake.Options{Name: "-", Format: format})
		if err != nil {
			t.Fatal(err)
		}
		if rows.Len() != 40_000 {
			t.Errorf("%d rows", rows.Len())
		}
		rows.Close()
		if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

func TestAFileThatChangesWhileItIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "members.csv")
	if err := os.WriteFile(path, []byte(members(40_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for name, change := range map[string]func() error{
		"cut":    func() error { return f.Truncate(3<<20 + 1) },
		"longer": func() error { _, err := f.WriteAt([]byte("\nA1,佐藤,x\n"), 3<<20+1); return err },
	} {
		err = intake.Cells(f, intake.Options{Name: path}, func([]string) error { return change() }, func(int, []string) error { return nil })
		if fault.KindOf(err) != fault.Usage || err.Error() != path+": the file changed while it was read" {
			t.Errorf("%s: got %v", name, err)
		}
		if err := os.WriteFile(path, []byte(members(40_000)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A table that is longer than the limit is refused before it is read.
func TestATableThatIsTooLong(t *testing.T) {
	_, err := intake.Read(strings.NewReader(members(40_000)), intake.Options{Name: "-", MaxBytes: 1 << 20})
	if err == nil || err.Error() != "standard input: longer than 1048576 bytes" {
		t.Errorf("got %v", err)
	}
}

// A long file of objects gives what its objects give one by one, and is refused in the words of a short one, with the same line.
func TestALongFileOfObjectsIsReadAsAShortOne(t *testing.T) {
	const rows, others = 8000, 3
	for _, c := range []struct{ name, tail string }{
		{"nothing unusual", `{"code":"A1","氏名":"佐藤"}`},
		{"nested, with blanks", `{ "code" : "A1" , "list" : [ { "a" : 1 } , [ ] ] }`},
		{"an escape", `{"code":"A1","氏名":"\u4f50藤\n\"x\""}`},
		{"half of a character", `{"code":"A1","氏名":"\ud83d"}`},
		{"a field twice", `{"code":"A1","code":"A2"}`},
		{"a field without a name", `{"":"A2"}`},
		{"no object", `["A1"]`},
		{"a comma too many", `{"code":"A1",}`},
		{"cut off", `{"code":"A1","氏名":"佐`},
		{"a byte that is no character", "{\"code\":\"\xff\"}"},
		{"two in one place", `{"code":"A1"}{"code":"A2"}`},
		{"a comment", `{"code":"A1"} // x`},
	} {
		for _, form := range []string{"array of lines", "array in one line", "ndjson"} {
			t.Run(c.name+", "+form, func(t *testing.T) {
				object := `{"code":"B","note":"` + strings.Repeat("0123456789", 14) + `"}`
				text := func(filler string) string {
					switch form {
					case "ndjson":
						return strings.Repeat(filler+"\n", rows) + c.tail + "\n"
					case "array in one line":
						return "[" + strings.Repeat(filler+", ", others) + c.tail + "]"
					}
					return "[\n" + strings.Repeat(filler+",\n", rows) + c.tail + "\n]\n"
				}
				long, short := text(object), text(`{}`)
				if form == "array in one line" {
					long, short = text(`{"code":"B","note":"`+strings.Repeat("0123456789", 60_000)+`"}`), text(`{"code":"B"}`)
				}
				if len(long) <= 1<<20 || len(short) >= 1<<20 {
					t.Fatalf("%d and %d bytes", len(long), len(short))
				}
				name := "a.json"
				if form == "ndjson" {
					name = "a.ndjson"
				}
				got, err := intake.Read(strings.NewReader(long), intake.Options{Name: name})
				want, wantErr := intake.Read(strings.NewReader(short), intake.Options{Name: name})
				where := regexp.MustCompile(`character \d+`) // of one line: those before it are longer
				message := func(err error) string {
					if form == "array in one line" {
						return where.ReplaceAllString(plain(err), "character")
					}
					return plain(err)
				}
				if message(err) != message(wantErr) || fault.HintOf(err).String() != fault.HintOf(wantErr).String() {
					t.Fatalf("%v\nwant %v", err, wantErr)
				}
				if wantErr == nil && (len(got) != len(want) || show(got[len(got)-1:]) != show(want[len(want)-1:])) {
					t.Errorf("%d rows, the last %s\nwant %d, %s", len(got), show(got[len(got)-1:]), len(want), show(want[len(want)-1:]))
				}
			})
		}
	}
}
