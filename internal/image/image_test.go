package main

import (
	"archive/tar"
	"bytes"
	"crypto/x509"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

// TestImage reads the archive back as a registry's tools do.
func TestImage(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	sbom := file("sbom.json", `{"bomFormat":"CycloneDX"}`)
	platforms := []string{"amd64=" + file("amd", "of amd") + "=" + sbom, "arm64=" + file("arm", "of arm") + "=" + sbom}
	var builds [2][]byte
	for i := range builds {
		out := filepath.Join(dir, "image.tar")
		if err := write(out, "1.2.3", platforms); err != nil {
			t.Fatal(err)
		}
		builds[i], _ = os.ReadFile(out)
	}
	if !bytes.Equal(builds[0], builds[1]) {
		t.Error("two builds differ")
	}
	index, err := layout.ImageIndexFromPath(unpacked(t, builds[0]))
	if err != nil {
		t.Fatal(err)
	}
	if err := validate.Index(index); err != nil {
		t.Error(err)
	}
	top, err := index.IndexManifest()
	if err != nil || len(top.Manifests) != 1 || top.Manifests[0].Annotations["org.opencontainers.image.ref.name"] != "1.2.3" {
		t.Fatalf("%+v, %v", top, err)
	}
	all, err := index.ImageIndex(top.Manifests[0].Digest)
	if err != nil {
		t.Fatal(err)
	}
	list, err := all.IndexManifest()
	if err != nil || len(list.Manifests) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	for i, m := range list.Manifests {
		image, err := all.Image(m.Digest)
		if err != nil {
			t.Fatal(err)
		}
		check(t, image, m.Platform.Architecture, []string{"of amd", "of arm"}[i])
	}
}

func check(t *testing.T, image v1.Image, arch, program string) {
	t.Helper()
	c, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	if c.Architecture != arch || c.OS != "linux" || c.Config.User != "65532:65532" || c.Config.Entrypoint[0] != "/usr/local/bin/genba" {
		t.Errorf("%+v", c)
	}
	layers, err := image.Layers()
	if err != nil || len(layers) != 1 {
		t.Fatalf("%v, %v", layers, err)
	}
	content, err := layers[0].Uncompressed()
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	files := map[string]string{}
	for r := tar.NewReader(content); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r)
		files[h.Name] = string(text)
		if h.Mode&0o6022 != 0 && h.Name != "tmp/" {
			t.Errorf("%s has the mode %o", h.Name, h.Mode)
		}
	}
	if files["usr/local/bin/genba"] != program || !strings.Contains(files["usr/local/share/doc/genba/sbom.cdx.json"], "CycloneDX") {
		t.Errorf("%d files", len(files))
	}
	if pool := x509.NewCertPool(); !pool.AppendCertsFromPEM([]byte(files["etc/ssl/certs/ca-certificates.crt"])) || len(pool.Subjects()) < 100 { //nolint:staticcheck // they are counted
		t.Errorf("%d root certificates", len(pool.Subjects())) //nolint:staticcheck // the same
	}
}

// unpacked puts the files of an archive into a folder.
func unpacked(t *testing.T, archive []byte) string {
	t.Helper()
	dir := t.TempDir()
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return dir
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(h.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err == nil {
			err = os.WriteFile(path, text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
