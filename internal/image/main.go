// Command image writes genba's container image without a container engine, as an archive with an OCI layout: image OUT VERSION
// ARCH=BINARY=SBOM…. The same binaries give the same bytes.
//
// The image has nothing but the program, its bill of materials, the root certificates of Mozilla's store and a user who is not root.
package main

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: image OUT VERSION ARCH=BINARY=SBOM…")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, "image:", err)
		os.Exit(1)
	}
}

// write makes an image for each architecture and an index of them.
func write(out, version string, platforms []string) (err error) {
	dir, err := os.MkdirTemp("", "genba-image-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for _, p := range platforms {
		parts := strings.Split(p, "=")
		if len(parts) != 3 {
			return fmt.Errorf("%q is not ARCH=BINARY=SBOM", p)
		}
		image, err := imageOf(version, parts[0], parts[1], parts[2])
		if err != nil {
			return err
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add: image, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: parts[0]}},
		})
	}
	// The archive has one entry, the index of all platforms, with its name.
	path, err := layout.Write(dir, empty.Index)
	if err != nil {
		return err
	}
	if err := path.AppendIndex(index, layout.WithAnnotations(map[string]string{
		"org.opencontainers.image.ref.name": version, "io.containerd.image.name": "genba:" + version,
	})); err != nil {
		return err
	}
	return archive(dir, out)
}

// imageOf makes the image of one architecture.
func imageOf(version, arch, binary, sbom string) (v1.Image, error) {
	layer, err := root(binary, sbom)
	if err != nil {
		return nil, err
	}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	if image, err = mutate.AppendLayers(image, layer); err != nil {
		return nil, err
	}
	c, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	c = c.DeepCopy()
	c.OS, c.Architecture, c.Created = "linux", arch, v1.Time{Time: time.Unix(0, 0).UTC()}
	c.Config = v1.Config{
		User: "65532:65532", Entrypoint: []string{"/usr/local/bin/genba"}, WorkingDir: "/data",
		Env:    []string{"PATH=/usr/local/bin", "HOME=/data", "GENBA_DATA_DIR=/data/genba"},
		Labels: map[string]string{"org.opencontainers.image.title": "genba", "org.opencontainers.image.version": version},
	}
	return mutate.ConfigFile(image, c)
}

// archive writes a folder as a tar whose bytes follow from its content alone.
func archive(dir, out string) (err error) {
	var files []string
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	}); err != nil {
		return err
	}
	slices.Sort(files)
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := tar.NewWriter(f)
	for _, path := range files {
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if err := add(w, filepath.ToSlash(name), path); err != nil {
			return err
		}
	}
	return w.Close()
}

func add(w *tar.Writer, name, path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: info.Size(), ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR}); err != nil {
		return err
	}
	_, err = io.Copy(w, in)
	return err
}
