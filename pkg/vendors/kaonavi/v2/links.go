package v2

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// File is a face or a file of a sheet, as a list shows it.
type File struct {
	Code, Name string
	Updated    string // as sent: 2025-06-30 12:00:00
	number     int    // among the member's files of the name, from 0
	link       string
}

type fileKey struct {
	code, name string
	number     int
}

func (f File) key() fileKey { return fileKey{f.Code, f.Name, f.number} }

// Changed returns when the file was last changed; zero where that can't be read.
func (f File) Changed() time.Time {
	t, err := time.ParseInLocation(time.DateTime, f.Updated, time.FixedZone("JST", 9*60*60))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Links fetches files by their links. A link lives LinkLife: when that is over the list is asked for again. It is for one
// goroutine.
type Links struct {
	c     *Client
	list  func(context.Context) Records
	asked time.Time
	known map[fileKey]File
	hosts map[string]*transport.Client
}

// FaceLinks fetches the faces that have changed since the day; "" for all.
func (c *Client) FaceLinks(day string) *Links {
	return &Links{c: c, list: func(ctx context.Context) Records { return c.Faces(ctx, day) }}
}

// FileLinks fetches the files of a field that have changed since the day; "" for all.
func (c *Client) FileLinks(sheet, field, day string) *Links {
	return &Links{c: c, list: func(ctx context.Context) Records { return c.Files(ctx, sheet, field, day) }}
}

// Files asks for the list.
func (l *Links) Files(ctx context.Context) ([]File, error) {
	asked := l.c.o.Now() // a link is not younger than the question
	var files []File
	known := map[fileKey]File{}
	for r, err := range l.list(ctx) {
		if err != nil {
			return nil, err
		}
		for _, f := range readFiles(r.Value()) {
			for _, taken := known[f.key()]; taken; _, taken = known[f.key()] {
				f.number++
			}
			known[f.key()] = f
			files = append(files, f)
		}
	}
	l.asked, l.known = asked, known
	return files, nil
}

// Open fetches one file of the list. No token goes to the link's host.
func (l *Links) Open(ctx context.Context, f File) (io.ReadCloser, error) {
	const (
		spare = time.Minute // a clock may be wrong a little, and a connection take its time
		young = time.Minute // a link that is refused so soon will be refused again
	)
	if l.c.o.Now().Sub(l.asked) > LinkLife-spare {
		if _, err := l.Files(ctx); err != nil {
			return nil, err
		}
	}
	content, err := l.follow(ctx, f)
	if l.c.o.Now().Sub(l.asked) < young || !over(err) {
		return content, err
	}
	if _, err := l.Files(ctx); err != nil {
		return nil, err
	}
	return l.follow(ctx, f)
}

// over reports whether a link was refused in a way that may mean that its time is over.
func over(err error) bool {
	var refused *fault.Error
	if !errors.As(err, &refused) {
		return false
	}
	switch refused.Status {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusGone:
		return true
	}
	return false
}

func (l *Links) follow(ctx context.Context, f File) (io.ReadCloser, error) {
	now, there := l.known[f.key()]
	if !there {
		return nil, fault.New(fault.Refused, "the file is not in Kaonavi's list any more")
	}
	u, err := url.Parse(now.link)
	if err != nil || u.Host == "" {
		return nil, fault.New(fault.Other, "Kaonavi's link is no address")
	}
	host, err := l.host(u.Scheme + "://" + u.Host)
	if err != nil {
		return nil, fault.Errorf(fault.Other, "Kaonavi's link can't be followed: %w", err)
	}
	got, err := host.Stream(ctx, transport.Request{
		Name: say.T("download"), Path: u.EscapedPath(), RawQuery: u.RawQuery, Dots: true,
		Page: slices.Contains([]string{".htm", ".html", ".xml"}, strings.ToLower(path.Ext(f.Name))),
	})
	if err != nil {
		return nil, err
	}
	return got.Stream, nil
}

// host returns a client for one host that knows nothing of the company's secrets.
func (l *Links) host(origin string) (*transport.Client, error) {
	if client := l.hosts[origin]; client != nil {
		return client, nil
	}
	o := l.c.o.Transport
	o.BaseURL, o.Auth, o.Check = origin, nil, nil
	client, err := transport.New(o)
	if err != nil {
		return nil, err
	}
	if l.hosts == nil {
		l.hosts = map[string]*transport.Client{}
	}
	l.hosts[origin] = client
	return client, nil
}
