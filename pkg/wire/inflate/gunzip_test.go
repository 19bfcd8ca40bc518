package inflate_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/genba-cli/genba/pkg/wire/inflate"
)

// packed returns text as a gzip file.
func packed(tb testing.TB, level int, text string) []byte {
	var file bytes.Buffer
	w, err := gzip.NewWriterLevel(&file, level)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		tb.Fatal(err)
	}
	return file.Bytes()
}

// unpacked returns what the library makes of a file.
func unpacked(file []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// page returns JSON of n records, as a vendor sends it.
func page(n int) string {
	var b strings.Builder
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		fmt.Fprintf(&b, `{"stamped_at":"2025/03/%02d %02d:%02d:00","type":%d,"timezone":"+09:00","note":"本社 受付","latitude":35.%06d},`,
			i%28+1, i%24, i%60, 11+i%2, rng.IntN(1_000_000))
	}
	return b.String()
}

// texts returns texts that are packed into blocks of every kind, with codes and distances of every length.
func texts() map[string]string {
	rng := rand.New(rand.NewPCG(3, 4))
	noise := make([]byte, 100_000)
	skewed := make([]byte, 100_000)
	for i := range noise {
		noise[i] = byte(rng.Uint32())
		skewed[i] = byte(rng.ExpFloat64() * 12) // rare bytes have long codes
	}
	var runs strings.Builder
	for i := range 300 {
		runs.WriteString(strings.Repeat(string(noise[i:i+1+i%23]), 1+i%40))
	}
	return map[string]string{
		"short": `{"id":1}`, "page": page(900), "noise": string(noise), "skewed": string(skewed), "runs": runs.String(),
		"far": string(noise[:32_768]) + string(noise[:32_768]),
	}
}

func TestEveryKindOfBlockIsUnpacked(t *testing.T) {
	var u inflate.Unpacker // for all of them, as a client has one for many answers
	for name, text := range texts() {
		for _, level := range []int{gzip.NoCompression, gzip.BestSpeed, gzip.DefaultCompression, gzip.BestCompression, gzip.HuffmanOnly} {
			for _, room := range []int{0, 1, 1000} {
				t.Run(fmt.Sprint(name, level, room), func(t *testing.T) {
					before := "kept"
					got, ok := u.Gunzip(append(make([]byte, 0, len(before)+len(text)+room), before...), packed(t, level, text))
					if !ok || string(got) != before+text {
						t.Errorf("ok %v, %d bytes instead of %d", ok, len(got), len(before+text))
					}
				})
			}
		}
	}
}

func TestOtherFilesAreRefused(t *testing.T) {
	file := packed(t, gzip.DefaultCompression, page(100))
	for name, c := range map[string]struct {
		file []byte
		room int
	}{
		"nothing":             {nil, 100_000},
		"too little room":     {file, len(page(100)) - 1},
		"no room":             {file, 0},
		"two members":         {slices.Concat(file, file), 100_000},
		"something behind it": {append(slices.Clone(file), 0), 100_000},
		"a name":              {slices.Concat(file[:3], []byte{8}, file[4:10], []byte("a\x00"), file[10:]), 100_000},
		"another sum":         {append(slices.Clone(file[:len(file)-8]), 1, 2, 3, 4, 5, 6, 7, 8), 100_000},
		"no gzip":             {[]byte(page(10)), 100_000},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := new(inflate.Unpacker).Gunzip(append(make([]byte, 0, 4+c.room), "kept"...), c.file)
			if ok || string(got) != "kept" {
				t.Errorf("ok %v, %d bytes", ok, len(got))
			}
		})
	}
}

// TestDamageIsNeverUnpacked cuts a file everywhere and changes each of its bytes.
func TestDamageIsNeverUnpacked(t *testing.T) {
	for _, level := range []int{gzip.NoCompression, gzip.BestSpeed, gzip.HuffmanOnly} {
		file := packed(t, level, page(12))
		var u inflate.Unpacker
		for i := range file {
			if _, ok := u.Gunzip(make([]byte, 0, 4000), file[:i]); ok {
				t.Errorf("level %d: unpacked without what comes from byte %d", level, i)
			}
			damaged := slices.Clone(file)
			for _, change := range []byte{1, 0x80, 0xff} {
				damaged[i] = file[i] ^ change
				same(t, &u, damaged)
			}
		}
	}
}

// same compares with the library whatever is not refused.
func same(t *testing.T, u *inflate.Unpacker, file []byte) (ok bool) {
	t.Helper()
	got, ok := u.Gunzip(make([]byte, 0, 200_000), file)
	if !ok {
		return false
	}
	want, err := unpacked(file)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, and the library has %d: %v", len(got), len(want), err)
	}
	return true
}

func FuzzGunzip(f *testing.F) {
	for _, text := range texts() {
		for _, level := range []int{gzip.NoCompression, gzip.BestSpeed, gzip.BestCompression, gzip.HuffmanOnly} {
			f.Add(packed(f, level, text[:min(len(text), 40_000)]), uint64(0))
			f.Add(packed(f, level, text[:min(len(text), 3_000)]), uint64(level+4))
		}
	}
	f.Fuzz(func(t *testing.T, file []byte, seed uint64) {
		var u inflate.Unpacker
		same(t, &u, file)
		rng := rand.New(rand.NewPCG(seed, 5))
		for range 20 { // damage after which a sum of the damaged content may be right does not come by itself
			damaged := slices.Clone(file)
			if len(damaged) > 0 {
				damaged[rng.IntN(len(damaged))] ^= byte(1 + rng.IntN(255))
			}
			same(t, &u, damaged)
		}
	})
}

// FuzzInflate gives files whose blocks are anything and whose sums are right.
func FuzzInflate(f *testing.F) {
	for _, text := range texts() {
		file := packed(f, gzip.BestSpeed, text[:min(len(text), 3_000)])
		f.Add(file[10 : len(file)-8])
	}
	for _, blocks := range []string{
		"\x03\x00",                         // fixed codes, nothing in them
		"\x4b\x4c\x04\x01\x00",             // a match in them
		"\x01\x03\x00\xfc\xffabc",          // stored
		"\x00\x00\x00\xff\xff\x03\x00",     // an empty stored block before another one
		"\x4b\x04\x02\x00",                 // a match that begins before the first byte
		"\x07\x00",                         // a kind of block that there is not
		"\x05\xe0\x81\x08\x00\x00\x00\x00", // codes that are not complete
	} {
		f.Add([]byte(blocks))
	}
	f.Fuzz(func(t *testing.T, blocks []byte) {
		const head = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
		content, end := blocksOf(blocks)
		file := append([]byte(head), blocks[:end]...)
		file = append(file, sums(content)...)
		same(t, new(inflate.Unpacker), file)
	})
}
