package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Streams are where a command reads and writes, and whether a person is at the other end.
// stdout is data; everything else goes to Err.
type Streams struct {
	In  *os.File
	Out *os.File
	Err io.Writer // secrets are masked in it

	ErrFile     *os.File // what Err writes to, for spinners
	InTerminal  bool
	OutTerminal bool
	ErrTerminal bool
}

// System returns the process's own streams.
func System() Streams {
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, ErrFile: os.Stderr,
		InTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		ErrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
	}
}

// sharesScreen reports whether what is written to Out may appear on the terminal of Err: the reader of a pipe, such as
// less, is likely to be there, too.
func (s Streams) sharesScreen() bool {
	if s.OutTerminal {
		return true
	}
	info, err := s.Out.Stat()
	return err == nil && info.Mode()&(os.ModeNamedPipe|os.ModeSocket) != 0
}

// Interactive reports whether a person can be asked.
func (s Streams) Interactive() bool { return s.InTerminal && s.ErrTerminal }
