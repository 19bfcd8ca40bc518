package cmd_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

// page writes records as a page and opens it in a real Chromium, which must have nothing to complain of.
func page(t *testing.T, lang string, columns []render.Column, records func(yield func(record.Record, error) bool)) *browser {
	t.Helper()
	return pictured(t, lang, nil, columns, records)
}

// pictured is page with a picture of the records.
func pictured(t *testing.T, lang string, picture *render.Picture, columns []render.Column, records func(yield func(record.Record, error) bool)) *browser {
	t.Helper()
	b := newBrowser(t)
	path := filepath.Join(t.TempDir(), "page.html")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := render.NewWriter(f, render.Options{Format: render.HTML, About: render.About{Title: "genba akashi stamps pull", Written: "2026-03-01 09:00", Lang: lang, Picture: picture}}, columns)
	if err == nil {
		err = w.Write(context.Background(), records)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, domain := range []string{"Runtime", "Log", "Network"} {
		b.command(domain+".enable", nil, nil)
	}
	b.passed = nil
	b.command("Page.navigate", map[string]any{"url": "file://" + path}, nil)
	b.until(`document.readyState`, "complete")
	requests := 0
	for _, event := range b.passed {
		switch event {
		case "Network.requestWillBeSent":
			requests++
		case "Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled":
			t.Errorf("Chromium says %s", event)
		}
	}
	if requests != 1 {
		t.Errorf("the page makes %d requests, want its own alone", requests)
	}
	return b
}

// until waits for an expression to have a value.
func (b *browser) until(expression, want string) {
	b.Helper()
	got := ""
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); {
		if got = b.evaluate(expression); got == want {
			return
		}
		b.command("Runtime.evaluate", map[string]any{"expression": "new Promise(done => requestAnimationFrame(done))", "awaitPromise": true}, nil)
	}
	b.Errorf("%s is %q, want %q", expression, got, want)
}

// keys presses keys, one after the other.
func (b *browser) keys(names ...string) {
	b.Helper()
	codes := map[string]int{"Enter": 13, "Escape": 27, "PageDown": 34, "End": 35, "Home": 36, "ArrowRight": 39, "ArrowLeft": 37, "ArrowDown": 40, "/": 191}
	for _, name := range names {
		for _, kind := range []string{"rawKeyDown", "keyUp"} {
			b.command("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": name, "windowsVirtualKeyCode": codes[name]}, nil)
		}
	}
}

func (b *browser) write(text string) {
	b.Helper()
	b.command("Input.insertText", map[string]any{"text": text}, nil)
}

func objects(t *testing.T, docs ...string) func(yield func(record.Record, error) bool) {
	t.Helper()
	return func(yield func(record.Record, error) bool) {
		for _, doc := range docs {
			v, err := record.ParseValue([]byte(doc))
			if err != nil {
				t.Fatal(err)
			}
			r, err := record.Of(v)
			if !yield(r, err) {
				return
			}
		}
	}
}

// filter types into the field below a heading.
func (b *browser) filter(column int, text string) {
	b.Helper()
	b.evaluate(fmt.Sprintf(`(() => { const i = document.querySelectorAll(".filters input")[%d]; i.value = %q; i.dispatchEvent(new Event("input")); })()`, column, text))
}

const (
	firstCells = `[...document.querySelectorAll("tbody tr[id]")].map(tr => tr.cells[0].textContent).join(" ")`
	sumCells   = `[...document.querySelectorAll("tfoot td")].map(td => td.textContent).join("|")`
)

// What the vendor sent is text in the page, whatever it looks like, and comes out of it as it went in.
func TestNothingOfTheDataRunsInAPage(t *testing.T) {
	evil := []string{
		`</pre><script>document.title="run"</script>`, `<img src=x onerror='document.title="run"'>`, `<!--`, `]]>`, `&lt;b&gt;`, `javascript:document.title="run"`,
		"tab\there\r\nline\\n", "nul\x00", "\u202eabc", `=HYPERLINK("http://x")`, "髙橋 𠮷 ｱｶｼ", "\n",
	}
	var docs []string
	for _, text := range evil {
		docs = append(docs, `{"a":`+string(record.String(text))+`}`)
	}
	b := page(t, "ja", []render.Column{{Name: "a", Title: `<script>document.title="run"</script>`}}, objects(t, docs...))
	if title := b.evaluate("document.title"); title != "genba akashi stamps pull" {
		t.Errorf("the page's title is %q", title)
	}
	for i, text := range evil {
		got := b.evaluate(fmt.Sprintf(`btoa(String.fromCharCode(...new TextEncoder().encode(document.querySelectorAll("tbody tr[id]")[%d].cells[0].textContent)))`, i))
		if raw, err := base64.StdEncoding.DecodeString(got); err != nil || string(raw) != text {
			t.Errorf("row %d shows %q, want %q", i+1, raw, text)
		}
	}
	if n := b.evaluate(`document.querySelectorAll("script").length + " " + document.images.length`); n != "4 0" {
		t.Errorf("scripts and images: %s", n)
	}
	if head := b.evaluate(`document.querySelector("th button").textContent`); head != `<script>document.title="run"</script>` {
		t.Errorf("the heading is %q", head)
	}
}

// Without a row, and without a column, there is a page that says so.
func TestAPageOfNothing(t *testing.T) {
	b := page(t, "ja", []render.Column{{Name: "a"}}, objects(t))
	b.until(`document.getElementById("count").textContent + document.querySelectorAll("thead button").length`, "0行1")
	b = page(t, "en", nil, objects(t))
	b.until(`document.getElementById("count").textContent`, "0 rows")
}

func TestAPageFiltersSortsAndSums(t *testing.T) {
	b := page(t, "ja", []render.Column{{Name: "staff_id", Code: true}, {Name: "name"}, {Name: "hours"}, {Name: "type", Labels: map[string]string{"11": "出勤", "12": "退勤"}}},
		objects(t, `{"staff_id":7,"name":"髙橋","hours":0.1,"type":11}`, `{"staff_id":12,"name":"ﾔﾏﾀﾞ","hours":0.2,"type":12}`,
			`{"staff_id":3,"name":null,"hours":9007199254740993,"type":11}`, `{"staff_id":4,"name":"ABC","hours":-2.05,"type":12}`))
	b.until(firstCells, "7 12 3 4")
	b.until(sumCells, "合計||9,007,199,254,740,991.25|")
	b.until(`document.getElementById("count").textContent`, "4行")

	sort := func(n int) {
		b.evaluate(fmt.Sprintf(`document.querySelectorAll("thead button")[%d].click()`, n))
	}
	sort(2)
	b.until(firstCells, "4 7 12 3")
	sort(2)
	b.until(firstCells, "3 12 7 4")
	b.until(`document.querySelectorAll("th")[2].getAttribute("aria-sort")`, "descending")
	sort(2)
	b.until(firstCells, "7 12 3 4")
	sort(1) // what is empty comes last
	b.until(firstCells, "4 12 7 3")
	sort(1)
	b.until(firstCells, "7 12 4 3")

	b.keys("/")
	b.write("ヤマダ　退勤") // half-width kana are found by full-width ones
	b.until(firstCells, "12")
	b.until(sumCells, "合計||0.2|")
	b.until(`document.getElementById("count").textContent`, "1 / 4行")
	b.keys("Escape")
	b.until(firstCells, "7 12 4 3")
	one := b.filter
	one(2, ">=0.1")
	b.until(firstCells, "7 12 3")
	one(2, "")
	one(3, "!出勤")
	b.until(firstCells, "12 4")
	one(3, "")
	one(1, "=abc")
	b.until(firstCells, "4")
	one(1, "")

	b.until(firstCells, "7 12 4 3")
	b.evaluate(`document.getElementById("view").focus()`)
	b.keys("ArrowDown", "Enter")
	b.until(`document.querySelector("dialog").open + ":" + [...document.querySelectorAll("dd")].map(d => d.textContent).join("|")`, "true:12|ﾔﾏﾀﾞ|0.2|退勤")
	b.keys("Escape")
	b.until(`document.querySelector("dialog").open`, "false")

	b.evaluate(`(() => { document.addEventListener("copy", e => { window.copied = e.clipboardData.getData("text/plain"); window.markup = e.clipboardData.getData("text/html"); }); document.getElementById("copy").click(); })()`)
	b.until(`window.copied`, "staff_id\tname\thours\ttype\r\n7\t髙橋\t0.1\t出勤\r\n12\tﾔﾏﾀﾞ\t0.2\t退勤\r\n4\tABC\t-2.05\t退勤\r\n3\t\t9007199254740993\t出勤\r\n")
	b.until(`window.markup.includes("<td style='mso-number-format:\"\\@\"'>7</td>") && window.markup.includes("<td>0.1</td>")`, "true")

	b.evaluate(`document.getElementById("lang").click()`)
	b.until(`document.documentElement.lang + document.getElementById("count").textContent + document.getElementById("copy").textContent`, "en4 rowsCopy")
}

func TestAPageOfAHundredThousandRows(t *testing.T) {
	const n = 100_000
	b := page(t, "en", []render.Column{{Name: "n"}, {Name: "name"}, {Name: "at"}}, func(yield func(record.Record, error) bool) {
		for i := range n {
			for r, err := range objects(t, fmt.Sprintf(`{"n":%d,"name":"氏名 %d","at":"2026/03/%02d 09:00:00"}`, i, i%500, i%28+1)) {
				if !yield(r, err) {
					return
				}
			}
		}
	})
	b.until(`document.getElementById("count").textContent`, "100,000 rows")
	b.until(sumCells, "4,999,950,000|Sum|")
	if rows := b.evaluate(`document.querySelectorAll("tbody tr").length < 100`); rows != "true" {
		t.Error("all rows are drawn")
	}
	b.evaluate(`document.getElementById("view").focus()`)
	b.keys("End")
	b.until(`document.querySelector("tr.active td").textContent`, "99999")
	b.until(`(() => { const r = document.querySelector("tr.active").getBoundingClientRect(); return r.top > 50 && r.bottom <= innerHeight; })()`, "true")

	// Filtering and sorting all rows take less than a person notices as frozen.
	took := b.evaluate(`(() => { const from = performance.now();
		for (const th of document.querySelectorAll("thead button")) th.click();
		return performance.now() - from; })()`)
	var ms float64
	if _, err := fmt.Sscan(took, &ms); err != nil || ms > 5000 {
		t.Errorf("sorting by three columns took %s ms", took)
	}
	b.filter(1, "=氏名 499")
	b.until(`document.getElementById("count").textContent`, "200 of 100,000 rows")

	// Printing shows the rows that are left, not only those of the window, on A4.
	var pdf struct{ Data string }
	b.command("Page.printToPDF", map[string]any{"preferCSSPageSize": true}, &pdf)
	raw, err := base64.StdEncoding.DecodeString(pdf.Data)
	if err != nil {
		t.Fatal(err)
	}
	if pages := strings.Count(string(raw), "/Type /Page\n"); pages < 4 || !strings.Contains(string(raw), "/MediaBox [0 0 594.95996 841.91998]") && !strings.Contains(string(raw), "/MediaBox [0 0 595") {
		t.Errorf("%d pages; %.300s", pages, raw)
	}
}
