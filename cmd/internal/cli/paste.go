package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// maxPaste bounds what is pasted; addresses of a few kilobytes are usual.
const maxPaste = 64 << 10

// AskPaste prompts on stderr and reads a line of any length without echo. A terminal that reads lines by itself cuts them at
// 4,095 bytes, on macOS at 1,023.
func (a *App) AskPaste(ctx context.Context, prompt say.Text) (string, error) {
	fd := int(a.Streams.In.Fd())
	before, err := term.MakeRaw(fd)
	if err != nil {
		return "", fault.Errorf(fault.Other, "the terminal can't be read: %w", err)
	}
	fmt.Fprint(a.Streams.Err, a.in(prompt)+": ")
	type answer struct {
		text string
		err  error
	}
	read := make(chan answer, 1)
	go func() {
		text, err := rawLine(a.Streams.In)
		read <- answer{text, err}
	}()
	var got answer
	select {
	case got = <-read:
	case <-ctx.Done():
		got.err = ctx.Err()
	}
	if bad := term.Restore(fd, before); bad != nil {
		return "", fault.Errorf(fault.Other, "the terminal can't be set back: %w", bad).WithHint("set the terminal back")
	}
	fmt.Fprintln(a.Streams.Err)
	return got.text, got.err
}

// rawLine reads the keys of a raw terminal up to Enter. Control characters, as of arrow keys, are no part of it.
func rawLine(in io.Reader) (string, error) {
	const ctrlC, ctrlD, ctrlU, backspace, del = 3, 4, 21, 8, 127
	var line []byte
	key := make([]byte, 1)
	for {
		if n, err := in.Read(key); n == 0 {
			if err == nil || errors.Is(err, io.EOF) {
				return "", fault.New(fault.Usage, "the terminal was closed")
			}
			return "", err
		}
		switch c := key[0]; {
		case c == '\r' || c == '\n':
			return string(line), nil
		case c == ctrlC:
			return "", context.Canceled
		case c == ctrlD && len(line) == 0:
			return "", fault.New(fault.Usage, "nothing was pasted")
		case c == ctrlU:
			line = line[:0]
		case c == backspace || c == del:
			_, size := utf8.DecodeLastRune(line)
			line = line[:len(line)-size]
		case c >= ' ' && len(line) < maxPaste:
			line = append(line, c)
		}
	}
}

// PastedLine returns the first line of standard input that is not empty, from a program or a file.
func (a *App) PastedLine(ctx context.Context) (string, error) {
	lines := bufio.NewScanner(a.stdin(ctx))
	lines.Buffer(nil, maxPaste)
	for lines.Scan() {
		if line := lines.Text(); line != "" {
			return line, nil
		}
	}
	if err := lines.Err(); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", fault.Errorf(fault.Usage, "standard input can't be read: %w", err)
	}
	return "", fault.New(fault.Usage, "nothing came on standard input").
		WithHint("pipe in the address that the browser ends on after the consent, or the code in it")
}
