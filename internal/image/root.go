package main

import (
	"archive/tar"
	"bytes"
	"encoding/pem"
	"io"
	"os"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"golang.org/x/crypto/x509roots/fallback/bundle"
)

// nobody is the user that the program runs as.
const nobody = 65532

// entry is a file or, with a name that ends with /, a folder of the image.
type entry struct {
	name    string
	mode    int64
	owner   int
	content []byte
}

// root returns the one layer of the image. It can be mounted read-only: /tmp and /data are for volumes.
func root(binary, sbom string) (v1.Layer, error) {
	program, err := os.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	materials, err := os.ReadFile(sbom)
	if err != nil {
		return nil, err
	}
	var layer bytes.Buffer
	w := tar.NewWriter(&layer)
	for _, e := range []entry{
		{"data/", 0o750, nobody, nil},
		{"etc/", 0o755, 0, nil},
		{"etc/group", 0o644, 0, []byte("genba:x:65532:\n")},
		{"etc/passwd", 0o644, 0, []byte("genba:x:65532:65532:genba:/data:/nonexistent\n")},
		{"etc/ssl/certs/ca-certificates.crt", 0o644, 0, certificates()},
		{"tmp/", 0o1777, 0, nil},
		{"usr/local/bin/genba", 0o755, 0, program},
		{"usr/local/share/doc/genba/sbom.cdx.json", 0o644, 0, materials},
	} {
		kind := byte(tar.TypeReg)
		if e.content == nil {
			kind = tar.TypeDir
		}
		if err := w.WriteHeader(&tar.Header{
			Typeflag: kind, Name: e.name, Mode: e.mode, Size: int64(len(e.content)), Uid: e.owner, Gid: e.owner, ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR,
		}); err != nil {
			return nil, err
		}
		if _, err := w.Write(e.content); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(layer.Bytes())), nil }
	return tarball.LayerFromOpener(open, tarball.WithMediaType(types.OCILayer))
}

// certificates returns the roots that are good for every name.
func certificates() []byte {
	var all bytes.Buffer
	for r := range bundle.Roots() {
		if r.Constraint == nil {
			_ = pem.Encode(&all, &pem.Block{Type: "CERTIFICATE", Bytes: r.Certificate}) // into memory
		}
	}
	return all.Bytes()
}
