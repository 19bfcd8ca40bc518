package logimeter

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// csvLook is what one attempt to download a file found.
type csvLook struct {
	file io.ReadCloser // the CSV, when it is there
	job  CSVJob        // what was said of the job; zero when nothing was
	why  say.Text      // how it was said that the file is not there
	// begun: the answer came well as far as its head, so that nothing was tried again yet.
	begun bool
}

// maxSaid bounds a JSON document that comes in place of a CSV.
const maxSaid = 1 << 20

// lookCSV asks for the file of a job. That it is not ready is not an error.
func (c *Client) lookCSV(ctx context.Context, id int64) (csvLook, error) {
	r, err := c.endpoint("csv_download", map[string]string{"id": strconv.FormatInt(id, 10)})
	if err != nil {
		return csvLook{}, err
	}
	r.Kind = transport.Read
	r.Header = http.Header{"Content-Type": {"application/json"}} // the document's screenshot of a download has it
	got, err := r.stream(ctx)
	switch {
	case err == nil && got.Status == http.StatusOK:
		look, err := c.openCSV(got)
		look.begun = true
		return look, err
	case err == nil:
		// 202 and its like: the request was taken, and the file is not there.
		body, _ := io.ReadAll(io.LimitReader(got.Stream, maxSaid))
		_ = got.Stream.Close()
		job, _ := readCSVJob(body)
		return csvLook{job: job, why: say.T("HTTP %d", got.Status)}, nil
	}
	var f *fault.Error
	if got == nil || !errors.As(err, &f) {
		return csvLook{}, err
	}
	job, told := readCSVJob(got.Body)
	switch got.Status {
	case http.StatusNotFound, http.StatusConflict, http.StatusTooEarly:
		return csvLook{job: job, why: say.T("%w", f)}, nil
	}
	if told {
		return csvLook{job: job, why: say.T("%w", f)}, nil
	}
	return csvLook{}, err
}

// openCSV tells a CSV from a JSON document that has come in its place. The type that the answer gives itself is a hint
// only: some servers answer a request that says application/json with the same word.
func (c *Client) openCSV(got *transport.Response) (look csvLook, err error) {
	in := bufio.NewReaderSize(got.Stream, 64<<10)
	defer func() {
		if look.file == nil {
			_ = got.Stream.Close()
		}
	}()
	head, err := in.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return csvLook{}, err
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(charset.BOM)), " \t\r\n")
	switch {
	case len(text) == 0 && err != nil:
		return csvLook{why: say.T("HTTP 200 with nothing in it")}, nil // a CSV has a header line, though it have no rows
	case len(text) == 0:
		return csvLook{file: csvStream{in, got.Stream}}, nil
	case page(text):
		return csvLook{}, fault.Errorf(fault.Other, "the answer is a web page, although it calls itself %q", got.Header.Get("Content-Type")).
			WithHint("check base_url, and whether a proxy or a login page stands in between")
	}
	kind, _, _ := mime.ParseMediaType(got.Header.Get("Content-Type"))
	declared, opened := strings.Contains(kind, "json"), text[0] == '{' || text[0] == '['
	if !declared && !opened {
		return csvLook{file: csvStream{in, got.Stream}}, nil
	}
	body, err := io.ReadAll(io.LimitReader(in, maxSaid))
	if err != nil {
		return csvLook{}, err
	}
	if _, err := record.ParseValue(bytes.TrimPrefix(body, []byte(charset.BOM))); err != nil {
		if declared && opened {
			return csvLook{}, &fault.Error{Kind: fault.Temporary, Status: got.Status, Message: say.T("the answer is damaged JSON: %w", err), Err: err}
		}
		return csvLook{file: csvStream{io.MultiReader(bytes.NewReader(body), in), got.Stream}}, nil
	}
	job, _ := readCSVJob(body)
	look = csvLook{job: job, why: say.T("HTTP 200 with JSON in place of the CSV")}
	if said := refusalOf(body, true); said != (refusal{}) {
		look.why = say.T("%s: %s", look.why, said.text())
	}
	return look, nil
}

// page knows HTML by its first words: transport leaves what calls itself a file alone.
func page(text []byte) bool {
	head := bytes.ToLower(text[:min(len(text), 14)])
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

// csvStream is a file on its way.
type csvStream struct {
	io.Reader
	io.Closer
}
