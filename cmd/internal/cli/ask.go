package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Ask asks for a value that is no secret.
func (a *App) Ask(ctx context.Context, prompt say.Text) (string, error) {
	var answer string
	var err error
	a.aside(func() {
		fmt.Fprintf(a.Streams.Err, "%s: ", a.in(prompt))
		answer, err = a.readLine(ctx)
	})
	answer = strings.TrimSpace(answer)
	return answer, a.answered(answer, err, say.T("nothing was stored"))
}

// answered returns what is wrong with an answer; certain says what holds in that case. A question that was not answered
// with Enter leaves the cursor on its line.
func (a *App) answered(answer string, err error, certain say.Text) error {
	if err != nil {
		fmt.Fprintln(a.Streams.Err)
	}
	switch {
	case errors.Is(err, context.Canceled):
		return fault.Errorf(fault.Interrupted, "interrupted; %s", certain).WithHint("the same command asks again")
	case err != nil && !errors.Is(err, io.EOF):
		return fault.Errorf(fault.Other, "the terminal can't be read: %w", err)
	case answer == "":
		return fault.Errorf(fault.Usage, "nothing was typed; %s", certain).WithHint("the same command asks again")
	}
	return nil
}

// readLine reads a line from the terminal; an interrupt does not wait for the line's end.
func (a *App) readLine(ctx context.Context) (string, error) {
	type line struct {
		text string
		err  error
	}
	read := make(chan line, 1)
	go func() {
		text, err := bufio.NewReader(a.Streams.In).ReadString('\n')
		read <- line{strings.TrimRight(text, "\r\n"), err}
	}()
	select {
	case l := <-read:
		return l.text, l.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
