package flexcrm

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// File is what is uploaded: a regular file, opened when it is sent.
type File struct {
	path, name string
	size       int64
}

// OpenFile makes sure that the file can be read, before anything is sent.
func OpenFile(path string) (File, error) {
	refuse := func(format say.Format, args ...any) (File, error) {
		return File{}, fault.Errorf(fault.Usage, "%w; nothing was sent", say.Errorf(format, args...)).WithHint("FILE is a file on this machine; its name is the one that FlexCRM will show")
	}
	info, err := os.Stat(path)
	var bare *fs.PathError
	switch {
	case errors.As(err, &bare):
		return refuse("%s can't be read: %w", path, bare.Err)
	case err != nil:
		return refuse("%s can't be read: %w", path, err)
	case !info.Mode().IsRegular():
		return refuse("%s is not a regular file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		if errors.As(err, &bare) {
			err = bare.Err
		}
		return refuse("%s can't be read: %w", path, err)
	}
	return File{path: path, name: filepath.Base(path), size: info.Size()}, f.Close()
}

// Upload puts a file into a file field, once (ファイルのアップロード). The document names the parameter only; that it is
// multipart is what its type means.
func (c *Client) Upload(ctx context.Context, table string, id int64, field string, f File) error {
	_, err := c.writeBody(ctx, call{
		endpoint: "flexdb_upload", what: say.T("upload of %s", f.name),
		path: map[string]string{"table_id": table, "record_id": Key{ID: id}.String(), "field_id": field},
		body: f.body(),
	})
	return err
}

func (c *Client) writeBody(ctx context.Context, r call) (id string, err error) {
	v, err := c.do(ctx, r)
	if err != nil {
		return "", err
	}
	return done(r.what, v)
}

// write sends a form, once.
func (c *Client) write(ctx context.Context, r call, values url.Values) (id string, err error) {
	for _, password := range values["password"] {
		c.secrets.Add(password)
	}
	r.body = form(values)
	return c.writeBody(ctx, r)
}

// body returns the file as one part of a multipart body, read while it is sent.
func (f File) body() *transport.Body {
	boundary := "genba-" + rand.Text()
	// As browsers write it: UTF-8, and only what would end the name escaped.
	name := strings.NewReplacer(`"`, "%22", "\r", "%0D", "\n", "%0A").Replace(f.name)
	head := "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
	tail := "\r\n--" + boundary + "--\r\n"
	return &transport.Body{
		ContentType: "multipart/form-data; boundary=" + boundary,
		Size:        int64(len(head)) + f.size + int64(len(tail)),
		Open: func() (io.ReadCloser, error) {
			file, err := os.Open(f.path)
			if err != nil {
				return nil, err
			}
			return &part{io.MultiReader(strings.NewReader(head), file, bytes.NewReader([]byte(tail))), file}, nil
		},
	}
}

type part struct {
	io.Reader
	file io.Closer
}

func (p *part) Close() error { return p.file.Close() }

// Name returns the file's name as FlexCRM will show it.
func (f File) Name() string { return f.name }
