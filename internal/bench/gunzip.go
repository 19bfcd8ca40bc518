//go:build linux

package main

import (
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
)

// gunzip unpacks a file of pages, one behind the other, to nothing: what every pull of gzip pages costs at least, with the library
// that genba unpacks with.
func gunzip(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("gunzip FILE")
	}
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, r)
	return err
}
