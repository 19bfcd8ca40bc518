//go:build linux

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
)

// encoding compares writing CP932 with writing UTF-8 and sending it through iconv afterwards.
func encoding(l *lab) error {
	set := windowed(l.pages)
	set.Japanese = true
	if err := l.serve(set, 0); err != nil {
		return err
	}
	utf8, cp932, converted := l.file("utf8.csv"), l.file("cp932.csv"), l.file("iconv.csv")
	plain := command{args: l.pullArgs(set, "--output-file", utf8), env: l.env()}
	if _, err := l.learn(plain, set, utf8); err != nil {
		return err
	}
	commands := []command{
		plain,
		{args: l.pullArgs(set, "--output-file", cp932, "--encoding", "cp932"), env: l.env()},
		l.shell("iconv -f UTF-8 -t CP932 " + utf8 + " > " + converted),
	}
	for i := range commands {
		commands[i].cpu = "0"
	}
	samples, err := interleaved(l.runs, nil, commands...)
	if err != nil {
		return err
	}
	if err := sameButCR(cp932, converted); err != nil {
		return err
	}
	names := []string{"pull to UTF-8", "pull to CP932", "`iconv` of the UTF-8 file"}
	var rows [][]string
	for i, name := range names {
		rows = append(rows, []string{name, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i]))})
	}
	l.table(fmt.Sprintf("CP932, %d stamps with Japanese text, one core, %d runs each in turn", set.Count, l.runs),
		[]string{"program", "elapsed", "CPU"}, rows...)
	toUTF8, toCP932, iconv := medianElapsed(samples[0]), medianElapsed(samples[1]), medianElapsed(samples[2])
	l.note("CP932 costs genba %s more than UTF-8: %.2f of iconv's time. A pull to CP932 takes %.2f of a pull to UTF-8 followed by iconv. "+
		"The files are the same but for CRLF.", seconds(toCP932-toUTF8), times(toCP932-toUTF8, iconv), times(toCP932, toUTF8+iconv))
	return nil
}

// sameButCR compares two files byte by byte, leaving out every CR of the first.
func sameButCR(withCR, without string) error {
	a, err := os.Open(withCR)
	if err != nil {
		return err
	}
	defer a.Close()
	b, err := os.Open(without)
	if err != nil {
		return err
	}
	defer b.Close()
	left, right := bufio.NewReaderSize(a, 64<<10), bufio.NewReaderSize(b, 64<<10)
	for at := int64(0); ; at++ {
		x, errX := left.ReadByte()
		for errX == nil && x == '\r' {
			x, errX = left.ReadByte()
		}
		y, errY := right.ReadByte()
		switch {
		case errors.Is(errX, io.EOF) && errors.Is(errY, io.EOF):
			return nil
		case errX != nil || errY != nil:
			return fmt.Errorf("%s and %s end differently at byte %d: %w", withCR, without, at, errors.Join(errX, errY))
		case x != y:
			return fmt.Errorf("%s and %s differ at byte %d", withCR, without, at)
		}
	}
}
