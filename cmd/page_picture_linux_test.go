package cmd_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/render"
)

// screenshot returns what a person sees.
func (b *browser) screenshot() image.Image {
	b.Helper()
	var shot struct{ Data string }
	b.command("Page.captureScreenshot", map[string]any{"format": "png"}, &shot)
	raw, err := base64.StdEncoding.DecodeString(shot.Data)
	if err != nil {
		b.Fatal(err)
	}
	seen, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		b.Fatal(err)
	}
	return seen
}

// widest returns how many points of a colour the fullest line of a picture has.
func widest(seen image.Image, want color.Color) int {
	r, g, b, _ := want.RGBA()
	most := 0
	for y := seen.Bounds().Min.Y; y < seen.Bounds().Max.Y; y++ {
		n := 0
		for x := seen.Bounds().Min.X; x < seen.Bounds().Max.X; x++ {
			if r2, g2, b2, _ := seen.At(x, y).RGBA(); r == r2 && g == g2 && b == b2 {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// printed returns the page as it is printed.
func (b *browser) printed() string {
	b.Helper()
	var pdf struct{ Data string }
	b.command("Page.printToPDF", map[string]any{"preferCSSPageSize": true, "printBackground": true}, &pdf)
	raw, err := base64.StdEncoding.DecodeString(pdf.Data)
	if err != nil {
		b.Fatal(err)
	}
	return string(raw)
}

// landscape checks that a print is one page of A4, across.
func (b *browser) landscape() {
	b.Helper()
	pdf := b.printed()
	if pages := strings.Count(pdf, "/Type /Page\n"); pages != 1 || !strings.Contains(pdf, "/MediaBox [0 0 841.9") {
		b.Errorf("%d pages; %.300s", pages, pdf)
	}
}

const cellTexts = `[...document.querySelectorAll("tbody tr[id]")].map(tr => [...tr.cells].map(td => td.textContent).join("|")).join(" / ")`

// Gaps are a calendar of people and days, in which weekends and holidays look another way; each cell can be reached and opened by keys.
func TestAPageIsACalendar(t *testing.T) {
	columns := []render.Column{{Name: "staff_id", Code: true}, {Name: "name"}, {Name: "date"}, {Name: "kind", Labels: map[string]string{"no-end": "退勤なし", "none-at-all": "打刻なし"}}, {Name: "admin_url"}}
	calendar := &render.Picture{
		Kind: render.Calendar, Keys: []string{"staff_id", "name"}, Day: "date", Word: "kind", From: "2025-03-19", To: "2025-04-01", Off: []string{"2025-03-20"},
		Marks: map[string]string{"no-end": "退", "none-at-all": "無"},
	}
	gaps := objects(t, `{"staff_id":12,"name":"佐藤","date":"2025-03-20","kind":"none-at-all","admin_url":"javascript:document.title='run'"}`,
		`{"staff_id":7,"name":"髙橋\t恵","date":"2025-03-19","kind":"no-end","admin_url":"https://atnd.example/7"}`,
		`{"staff_id":7,"name":"髙橋\t恵","date":"2025-04-01","kind":"no-end","admin_url":null}`,
		`{"staff_id":7,"name":"髙橋\t恵","date":"2025-04-01","kind":"none-at-all","admin_url":null}`)
	b := pictured(t, "ja", calendar, columns, gaps)
	b.until(cellTexts, "7|髙橋\t恵|3|退|||||||||||||退無 / 12|佐藤|1||無||||||||||||")
	b.until(sumCells, "合計||4|1|1||||||||||||1")
	b.until(`[...document.querySelectorAll("thead tr:first-child th")].slice(3).map(th => th.textContent.replace("\n", "") + (th.classList.contains("off") ? "*" : "")).join(" ")`,
		"3/19水 20木* 21金 22土* 23日* 24月 25火 26水 27木 28金 29土* 30日* 31月 4/1火")
	b.until(`document.getElementById("legend").textContent`, "無打刻なし 2退退勤なし 2")
	b.until(`document.querySelector(".gap-there").getAttribute("aria-label")`, "2025-03-19 退勤なし")
	if seen := b.screenshot(); widest(seen, color.RGBA{0xf9, 0xb4, 0xb4, 0xff}) < 10 {
		t.Errorf("no cell has the colour of its kind in a picture of %s", seen.Bounds())
	}

	// By keys alone: to the last day, and what is there; then the whole line of the next person.
	b.keys("ArrowRight", "ArrowRight", "Enter")
	b.until(`document.querySelector("dialog").open`, "false") // nothing is there on the second day
	b.until(`document.getElementById("view").getAttribute("aria-activedescendant")`, "r0c4")
	b.keys("ArrowLeft", "Enter")
	const details = `document.querySelector("dialog").open + ":" + [...document.querySelectorAll("dd")].map(d => d.textContent).join("|")`
	b.until(details, "true:7|髙橋\t恵|2025-03-19|退勤なし|https://atnd.example/7")
	b.until(`document.querySelector("dialog a").getAttribute("href") + document.querySelector("dialog a").rel`, "https://atnd.example/7noreferrer noopener")
	b.keys("Escape", "ArrowDown", "ArrowRight", "Enter")
	b.until(details, "true:12|佐藤|2025-03-20|打刻なし|javascript:document.title='run'")
	b.until(`document.querySelectorAll("dialog a").length`, "0")
	b.keys("Escape")

	b.keys("/")
	b.write("打刻なし 佐藤")
	b.until(firstCells, "12")
	b.keys("Escape")
	b.until(firstCells, "7 12")
	b.landscape()

	// The list is a button away, and the calendar again.
	b.evaluate(`document.getElementById("other").click()`)
	b.until(cellTexts, "12|佐藤|2025-03-20|打刻なし|javascript:document.title='run' / 7|髙橋\t恵|2025-03-19|退勤なし|https://atnd.example/7 / 7|髙橋\t恵|2025-04-01|退勤なし| / 7|髙橋\t恵|2025-04-01|打刻なし|")
	b.evaluate(`document.getElementById("lang").click(); document.getElementById("other").click()`)
	b.until(`document.querySelectorAll("thead th")[3].textContent + document.getElementById("other").textContent`, "3/19\nWList")
}

// What has a year between its ends, or lacks a column, is the list that it always was.
func TestAPageThatCanBeNoCalendar(t *testing.T) {
	columns := []render.Column{{Name: "staff_id"}, {Name: "date"}, {Name: "kind"}}
	for _, p := range []render.Picture{
		{Keys: []string{"staff_id"}, Day: "date", Word: "kind", From: "2025-01-01", To: "2025-12-31"},
		{Keys: []string{"name"}, Day: "date", Word: "kind", From: "2025-01-01", To: "2025-01-31"},
	} {
		p.Kind = render.Calendar
		b := pictured(t, "ja", &p, columns, objects(t, `{"staff_id":7,"date":"2025-03-19","kind":"no-end"}`))
		b.until(cellTexts, "7|2025-03-19|no-end")
		b.until(`document.getElementById("other").hidden`, "true")
	}
}

// bars returns the lengths of the bars of a class, in per mille of the drawing, row by row.
func bars(class string) string {
	return `[...document.querySelectorAll("tbody svg")].map(s => { const r = s.querySelector("rect.` + class + `"); return r ? Math.round(parseFloat(r.getAttribute("width")) * 10) : ""; }).join(" ")`
}

// Hours are bars, on one scale for all rows, with lines where the stages are; an unfinished day is said beside them.
func TestAPageHasBars(t *testing.T) {
	columns := []render.Column{{Name: "person", Code: true}, {Name: "minutes"}, {Name: "unfinished"}}
	p := &render.Picture{Kind: render.Bars, Value: "minutes", Open: "unfinished", NoSum: []string{"unfinished"}, Lines: []render.Line{{At: 1200, Name: "60 %"}, {At: 2000, Name: "100 %"}}}
	b := pictured(t, "ja", p, columns, objects(t, `{"person":"003","minutes":1000,"unfinished":0}`, `{"person":"004","minutes":500,"unfinished":2}`, `{"person":"005","minutes":0,"unfinished":1}`))
	b.until(cellTexts, "003|1000|0| 16:40 / 004|500|2| 8:20 未完了2日 / 005|0|1| 0:00 未完了1日")
	b.until(sumCells, "合計|1,500||")
	b.until(bars("a"), "481 240 0")
	b.until(`[...document.querySelectorAll("tbody tr[id]:nth-child(2) .line")].map(l => l.getAttribute("x1")).join(" ")`, "57.69% 96.15%")
	b.until(`document.getElementById("legend").textContent + "/" + document.querySelector("th.picture").textContent`, "h:mm│ 60 % = 20:00│ 100 % = 33:20/60 %100 %")
	full := widest(b.screenshot(), color.RGBA{0x25, 0x63, 0xeb, 0xff})
	b.filter(0, "004")
	b.until(bars("a"), "240") // the scale stays
	if half := widest(b.screenshot(), color.RGBA{0x25, 0x63, 0xeb, 0xff}); full < 80 || half < full*45/100 || half > full*55/100 {
		t.Errorf("1000 minutes are %d points and 500 are %d", full, half)
	}
	b.landscape()
}

// A comparison is two bars in each row, and what is between their ends.
func TestAPageHasPairsOfBars(t *testing.T) {
	columns := []render.Column{{Name: "person", Code: true}, {Name: "a_minutes"}, {Name: "b_minutes"}, {Name: "a_source"}}
	p := &render.Picture{Kind: render.Pairs, Value: "a_minutes", Other: "b_minutes", Names: [2]string{"akashi", "csv:<b>.csv"}, After: "b_minutes"}
	b := pictured(t, "ja", p, columns, objects(t, `{"person":"003","a_minutes":480,"b_minutes":450,"a_source":"x"}`, `{"person":"004","a_minutes":450,"b_minutes":480,"a_source":"x"}`,
		`{"person":"005","a_minutes":480,"b_minutes":480,"a_source":"x"}`, `{"person":"006","a_minutes":null,"b_minutes":60,"a_source":"x"}`))
	b.until(cellTexts, "003|480|450| 8:00 / 7:30  +0:30|x / 004|450|480| 7:30 / 8:00  −0:30|x / 005|480|480| 8:00 / 8:00|x / 006||60| – / 1:00|x")
	b.until(bars("a"), "962 901 962 ")
	b.until(bars("b"), "901 962 962 120")
	b.until(bars("diff"), "60 60  ")
	b.until(`document.getElementById("legend").textContent`, "akashicsv:<b>.csv差")
	seen := b.screenshot()
	if first, second := widest(seen, color.RGBA{0x25, 0x63, 0xeb, 0xff}), widest(seen, color.RGBA{0xd9, 0x77, 0x06, 0xff}); first < 80 || second < 80 {
		t.Errorf("the bars are %d and %d points", first, second)
	}
	b.landscape()
}
