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

// csvLook holds what one attempt to download a file found.
type csvLook struct {
	file io.ReadCloser // the CSV, when it is there
	job  CSVJob        // what the answer says of the job; zero if it says nothing
	why  say.Text      // how the answer says that the file is not there
	// answered: the head of the answer came, so that transport has not tried the download again.
	answered bool
}

// maxDocument bounds a JSON document that comes in place of a CSV.
const maxDocument = 1 << 20

// lookCSV asks for the file of a job. A file that is not ready is not an error.
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
		look.answered = true
		return look, err
	case err == nil:
		// 202 and its like: the request was taken, and the file is not there.
		body, _ := io.ReadAll(io.LimitReader(got.Stream, maxDocument))
		_ = got.Stream.Close()
		job, _ := readCSVJob(body)
		return csvLook{job: job, why: say.T("HTTP %d", got.Status)}, nil
	}
	var f *fault.Error
	if got == nil || !errors.As(err, &f) {
		return csvLook{}, err
	}
	job, isJob := readCSVJob(got.Body)
	switch got.Status {
	case http.StatusNotFound, http.StatusConflict, http.StatusTooEarly:
		return csvLook{job: job, why: say.T("%w", f)}, nil
	}
	if isJob {
		return csvLook{job: job, why: say.T("%w", f)}, nil
	}
	return csvLook{}, err
}

// openCSV returns the CSV of an answer, or reads the JSON document that came in its place. The Content-Type is only a hint: some
// servers repeat the application/json of the request.
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
	case isWebPage(text):
		return csvLook{}, fault.Errorf(fault.Other, "the answer is a web page, although it calls itself %q", got.Header.Get("Content-Type")).
			WithHint("check base_url, and whether a proxy or a login page stands in between")
	}
	kind, _, _ := mime.ParseMediaType(got.Header.Get("Content-Type"))
	declared, opened := strings.Contains(kind, "json"), text[0] == '{' || text[0] == '['
	if !declared && !opened {
		return csvLook{file: csvStream{in, got.Stream}}, nil
	}
	body, err := io.ReadAll(io.LimitReader(in, maxDocument))
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
	if refused := refusalOf(body, true); refused != (refusal{}) {
		look.why = say.T("%s: %s", look.why, refused.text())
	}
	return look, nil
}

// isWebPage reports whether a text begins as HTML does. transport does not check answers that call themselves a file.
func isWebPage(text []byte) bool {
	head := bytes.ToLower(text[:min(len(text), 14)])
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

// csvStream is a file that is being downloaded.
type csvStream struct {
	io.Reader
	io.Closer
}
