package render

import (
	"crypto/sha256"
	_ "embed" // the page's own script and style
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

//go:embed page/page.js
var pageScript string

//go:embed page/picture.js
var pictureScript string

//go:embed page/page.css
var pageStyle string

// About is what a page says of itself.
type About struct {
	Title, Written string
	Lang           string // of its buttons at first: ja or en
	Picture        *Picture
}

// page is one HTML file that shows the records and needs nothing else: no network, no library. The rows stand in it as text,
// between tabs, so that nothing of them can run; only the page's own script may, whose hash its policy names.
type page struct {
	row     rowPicker
	about   About
	times   TimeWriter
	n       int
	numeric []bool // only amounts came, or nothing
	seen    []bool // something came
	cell    []byte
}

func newPage(o Options, cols []Column) *page {
	p := &page{row: newRowPicker(cols, o.Known), about: o.About, times: o.Times, numeric: make([]bool, len(cols)), seen: make([]bool, len(cols))}
	for i, c := range cols {
		p.numeric[i] = !c.Code && !c.Time && len(c.Labels) == 0
	}
	return p
}

// wideColumns is from how many columns on a page is printed across.
const wideColumns = 7

func (p *page) begin(dst []byte) []byte {
	picture := p.about.Picture.described(p.row.cols)
	orientation := "portrait"
	if len(p.row.cols) >= wideColumns || picture != nil {
		orientation = "landscape"
	}
	style := pageStyle + "@page { size: A4 " + orientation + "; margin: 10mm; }\n"
	const early = "document.documentElement.classList.add('script')" // before the rows come, so that they never flash up
	title := html.EscapeString(p.about.Title)
	dst = fmt.Appendf(dst, `<!DOCTYPE html>
<html lang="%s"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src %s %s; style-src %s; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title>%s</title>
<style>%s</style><script>%s</script></head><body>
<header><h1>%s</h1><small id="when">%s</small><small id="count" aria-live="polite"></small><input id="all" type="search">
<button id="other" hidden></button><button id="copy"></button><button id="print"></button><button id="lang"></button><small id="said" aria-live="polite"></small><span id="keys"></span></header>
<p id="legend" hidden></p>
<div id="view" tabindex="0"><table id="table" role="grid"><colgroup></colgroup><thead><tr></tr><tr class="filters"></tr></thead><tbody></tbody><tfoot><tr></tr></tfoot></table><p id="left" class="printed"></p></div>
<dialog id="whole"><div></div><button></button></dialog>
<script type="application/json" id="about">`,
		html.EscapeString(p.about.Lang), hashed(pictureScript+pageScript), hashed(early), hashed(style), title, style, early, title, html.EscapeString(p.about.Written))
	dst = append(dst, asJSON(map[string]any{"title": p.about.Title, "written": p.about.Written, "lang": p.about.Lang, "columns": p.columns(), "picture": picture})...)
	return append(dst, "</script>\n<pre id=\"rows\">\n"...)
}

// hashed names a script or style in the page's policy.
func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// asJSON writes a value that stands inside a page: no text of it can end the element.
func asJSON(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		return []byte("null") // maps of texts have no value that fails
	}
	return text
}

func (p *page) columns() []map[string]string {
	all := make([]map[string]string, len(p.row.cols))
	for i, c := range p.row.cols {
		all[i] = map[string]string{"name": c.Name, "title": c.title()}
	}
	return all
}

func (p *page) add(dst []byte, r record.Record) ([]byte, error) {
	p.n++
	for i, v := range p.row.pick(r) {
		if i > 0 {
			dst = append(dst, '\t')
		}
		c := &p.row.cols[i]
		p.cell = v.AppendText(p.cell[:0])
		if len(p.cell) > 0 {
			p.seen[i] = true
			p.numeric[i] = p.numeric[i] && (v.Kind() == record.KindNumber || c.Number && amount(p.cell))
		}
		dst = appendInert(dst, p.shown(c, v))
	}
	return append(dst, '\n'), nil
}

// shown returns the value as tables show it.
func (p *page) shown(c *Column, v record.Value) []byte {
	if len(p.cell) == 0 {
		return nil
	}
	if label, ok := c.Labels[string(p.cell)]; ok {
		return []byte(label)
	}
	switch {
	case p.times != nil && c.Time:
		text, _ := p.times(string(p.cell))
		return []byte(text)
	case c.Show != nil && v != nil:
		return []byte(c.Show(string(p.cell)))
	}
	return p.cell
}

// inert are the bytes that can't stand in the rows of a page as they are.
var inert = [256]string{'\t': `\t`, '\n': `\n`, '\r': `\r`, '\\': `\\`, 0: `\0`, '<': "&lt;", '>': "&gt;", '&': "&amp;"}

func appendInert(dst, text []byte) []byte {
	start := 0
	for i, b := range text {
		if inert[b] != "" {
			dst = append(append(dst, text[start:i]...), inert[b]...)
			start = i + 1
		}
	}
	return append(dst, text[start:]...)
}

func (p *page) end(dst []byte, cut bool) ([]byte, error) {
	if cut {
		return dst, nil
	}
	for i := range p.numeric {
		p.numeric[i] = p.numeric[i] && p.seen[i]
	}
	dst = append(dst, "</pre>\n<script type=\"application/json\" id=\"end\">"...)
	dst = append(dst, asJSON(map[string]any{"rows": p.n, "numeric": p.numeric})...)
	dst = append(dst, "</script>\n<script>"...)
	return append(append(append(dst, pictureScript...), pageScript...), "</script></body></html>\n"...), nil
}

func (p *page) where(n int, _ rune) say.Text { return rowName(n) }

func (p *page) strays() [][]string { return p.row.ext.StrayPaths() }
