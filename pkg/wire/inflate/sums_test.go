package inflate_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"testing"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"

	"github.com/genba-cli/genba/pkg/wire/inflate"
)

// blocksOf returns what the library reads from blocks, as far as they are sound, and how long they are.
func blocksOf(blocks []byte) (content []byte, end int) {
	in := bytes.NewReader(blocks)
	content, _ = io.ReadAll(io.LimitReader(flate.NewReader(in), 1<<17))
	return content, len(blocks) - in.Len()
}

// sums returns the tail of a gzip file.
func sums(content []byte) []byte {
	tail := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(content))
	return binary.LittleEndian.AppendUint32(tail, uint32(len(content)))
}

func TestBlocksOfFewBytes(t *testing.T) {
	for blocks, want := range map[string]string{
		"\x03\x00":                     "",
		"\x4b\x4c\x04\x01\x00":         "aaaaaa",
		"\x01\x03\x00\xfc\xffabc":      "abc",
		"\x00\x00\x00\xff\xff\x03\x00": "",
	} {
		file := append([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"+blocks), sums([]byte(want))...)
		got, ok := new(inflate.Unpacker).Gunzip(make([]byte, 0, 100), file)
		if !ok || string(got) != want {
			t.Errorf("%x: ok %v, %q instead of %q", blocks, ok, got, want)
		}
	}
}

func BenchmarkGunzip(b *testing.B) {
	file := packed(b, gzip.DefaultCompression, page(1000))
	b.SetBytes(int64(len(page(1000))))
	room := make([]byte, 0, len(page(1000)))
	var u inflate.Unpacker
	for b.Loop() {
		if _, ok := u.Gunzip(room, file); !ok {
			b.Fatal("refused")
		}
	}
}

func BenchmarkLibrary(b *testing.B) {
	file := packed(b, gzip.DefaultCompression, page(1000))
	b.SetBytes(int64(len(page(1000))))
	r, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := r.Reset(bytes.NewReader(file)); err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
}
