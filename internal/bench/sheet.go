//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// A sheet is one answer with a record a member and many short columns, as a personnel service sends it.
const (
	sheetColumns = 200
	sheetBlock   = 1000 // members after which the values come again
	// jq18Sheet is what jq18 is for stamps.
	jq18Sheet = 0.70
)

func sheetColumn(n int) string { return string([]byte{'a' + byte(n/26), 'a' + byte(n%26)}) }

// sheet compares the rooms that read one long answer, record.Reader and render, with curl into jq. It is not a command
// of genba that is measured but the same rooms in a process of this program: no vendor's own work is in it.
func sheet(l *lab) error {
	const members = 100_000
	columns := make([]string, sheetColumns)
	for n := range columns {
		columns[n] = "." + sheetColumn(n)
	}
	if err := os.WriteFile(l.file("sheet.jq"), []byte(".members[] | ["+strings.Join(columns, ",")+"] | @csv"), 0o600); err != nil {
		return err
	}
	address := func(members int) string { return l.base + "/sheet?members=" + strconv.Itoa(members) }
	rooms := func(members int, how string) command {
		return command{args: []string{l.self, "convert", how, address(members)}, env: l.env(), pipe: true}
	}
	jq := l.shell("curl --silent --show-error --fail '" + address(members) + "' | jq --raw-output --from-file " + l.file("sheet.jq"))
	jq.pipe = true
	commands := []command{rooms(members, "known"), rooms(members, "unknown"), rooms(1000, "known"), rooms(1000, "unknown"), jq}
	for i := range commands {
		commands[i].cpu = "0"
	}
	samples, err := interleaved(max(l.runs/2, 1), nil, commands...)
	if err != nil {
		return err
	}
	var rows [][]string
	names := []string{"record.Reader to render, 200 columns known", "the same, columns found in the records", "1,000 members, columns known", "1,000 members, columns found", "`curl` to `jq @csv`"}
	for i, name := range names {
		row := []string{name, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), millis(medianFirst(samples[i])), mib(peak(samples[i])), ""}
		if i < 2 {
			row[5] = fmt.Sprintf("%.1f", times(medianElapsed(samples[4]), medianElapsed(samples[i]))*jq18Sheet)
		}
		rows = append(rows, row)
	}
	l.table(fmt.Sprintf("A sheet of %d members and %d columns in one answer to CSV, one core", members, sheetColumns),
		[]string{"program", "elapsed", "CPU", "first row", "peak MiB", "jq 1.8 takes × this"}, rows...)
	l.note("The answer has %.0f MB. jq 1.8 takes %.2f of jq 1.6's time on it.", float64(len(sheetMembers())*members/sheetBlock)/1e6, jq18Sheet)
	return nil
}

// sheetMembers returns the members of one block.
func sheetMembers() []byte {
	var block []byte
	for m := range sheetBlock {
		for n := range sheetColumns {
			separator := `","`
			if n == 0 {
				separator = `,{"`
			}
			value := 10 + (m*7919+n*104729)%90
			block = append(append(append(block, separator...), sheetColumn(n)...), `":"`...)
			block = strconv.AppendInt(block, int64(value), 10)
		}
		block = append(block, `"}`...)
	}
	return block
}

// sheetOf sends as many members as are asked for, in whole blocks.
func sheetOf(block []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { sheetAnswer(w, r, block) }
}

func sheetAnswer(w http.ResponseWriter, r *http.Request, block []byte) {
	members, err := strconv.Atoi(r.URL.Query().Get("members"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = io.WriteString(w, `{"updated_at":"2025-03-31","members":[`)
	for n := 0; n < members; n += sheetBlock {
		if n == 0 {
			_, _ = w.Write(block[1:]) // without the comma
		} else if _, err := w.Write(block); err != nil {
			return
		}
	}
	_, _ = io.WriteString(w, "]}")
}

// convertSheet returns the measured process: an answer through the rooms to stdout, as a command of genba does it.
func convertSheet(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: convert known|unknown URL")
	}
	base, query, _ := strings.Cut(args[1], "?")
	client, err := transport.New(transport.Options{BaseURL: base})
	if err != nil {
		return err
	}
	debug.SetGCPercent(25) // as for every list that streams
	render.ForgetTables()
	var columns []record.Column
	if args[0] == "known" {
		for n := range sheetColumns {
			columns = append(columns, record.Column{Name: sheetColumn(n)})
		}
	}
	ctx := context.Background()
	_, members, _ := strings.Cut(query, "=")
	answer, err := client.Stream(ctx, transport.Request{Name: say.T("sheet"), Query: map[string][]string{"members": {members}}})
	if err != nil {
		return err
	}
	defer answer.Stream.Close()
	out, err := render.NewWriter(os.Stdout, render.Options{Format: render.CSV, Header: true}, render.Columns(columns))
	if err != nil {
		return err
	}
	return out.Write(ctx, record.NewReader(answer.Stream, "members").Records())
}
