package postgres

import (
	"context"
	"io"
)

// Copy is rows on their way in, in PostgreSQL's binary form.
type Copy struct {
	to   *io.PipeWriter
	done chan error
	conn *Conn
}

// copySignature begins the binary form; no flags, no extension (PostgreSQL's manual, COPY, File Formats).
const copySignature = "PGCOPY\n\xff\r\n\x00" + "\x00\x00\x00\x00" + "\x00\x00\x00\x00"

// CopyIn begins a COPY … FROM STDIN (FORMAT binary). Nothing else may be asked of the connection before Close.
func (c *Conn) CopyIn(ctx context.Context, sql string) (*Copy, error) {
	from, to := io.Pipe()
	rows := &Copy{to: to, done: make(chan error, 1), conn: c}
	go func() {
		_, err := c.pg.CopyFrom(ctx, from, sql)
		_ = from.CloseWithError(err) // a writer that waits learns of it
		rows.done <- c.failed(ctx, err)
	}()
	if _, err := io.WriteString(to, copySignature); err != nil {
		return nil, <-rows.done
	}
	return rows, nil
}

// Write sends whole rows.
func (c *Copy) Write(rows []byte) error {
	if _, err := c.to.Write(rows); err != nil {
		err := <-c.done
		c.done <- err
		return err
	}
	return nil
}

// Close ends the rows, and returns when the server has them all.
func (c *Copy) Close() error {
	if err := c.Write([]byte{0xff, 0xff}); err != nil {
		return err
	}
	_ = c.to.Close() // which can't fail
	return <-c.done
}

// Abort gives the rows up. The transaction is then to be rolled back.
func (c *Copy) Abort() {
	_ = c.to.CloseWithError(io.ErrUnexpectedEOF)
	if err := <-c.done; err != nil {
		return // as was asked for
	}
}
