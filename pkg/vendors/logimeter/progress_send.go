package logimeter

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// ImportProgress sends rows of a checked file, at most ProgressRows, to the import API (A), once. The vendor's screen shows name.
// The record is the vendor's answer, empty if it has none. An accepted file is not yet imported: only the vendor's screen
// 作成状況 shows the result (§5-5, §5-9).
func (c *Client) ImportProgress(ctx context.Context, f *ProgressFile, rows []ProgressRow, name string) (record.Record, error) {
	var csv strings.Builder
	if f.Header {
		csv.WriteString(f.header + f.end)
	}
	for _, row := range rows {
		csv.WriteString(row.text + f.end)
	}
	return c.upload(ctx, "progress_"+string(f.Kind)+"_import", uploadName(f.Kind, name), []byte(csv.String()))
}

// TransformProgress sends a file as it is to the conversion API (B), once. Only the vendor's screen
// データ変換 shows the result (§5-14).
func (c *Client) TransformProgress(ctx context.Context, kind ProgressKind, data []byte, name string) (record.Record, error) {
	return c.upload(ctx, "progress_"+string(kind)+"_transform", uploadName(kind, name), data)
}

// fileField is the form field of a file; no public document names it.
const fileField = "file"

// upload sends a CSV file as the configured endpoint has it: "POST /path#NAME" names the field of the form, "POST /path#body"
// sends the file itself in place of a form.
func (c *Client) upload(ctx context.Context, endpoint, name string, data []byte) (record.Record, error) {
	call, err := c.endpoint(endpoint, nil)
	if err != nil {
		return record.Record{}, err
	}
	field := fileField
	if c.settings.Endpoint != nil {
		text, _ := c.settings.Endpoint(endpoint)
		if _, named, _ := strings.Cut(text, "#"); named != "" {
			field = named
		}
	}
	if field == "body" {
		call.Body = &transport.Body{ContentType: "text/csv", Data: data}
	} else if call.Body, err = form(field, name, data); err != nil {
		return record.Record{}, err
	}
	call.Kind = transport.Write
	answer, err := call.sendOnce(ctx)
	return answer, withCodeHint(err)
}

func form(field, name string, data []byte) (*transport.Body, error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {multipart.FileContentDisposition(field, name)}, "Content-Type": {"text/csv"},
	})
	if err == nil {
		_, _ = part.Write(data) // into memory
		err = w.Close()
	}
	return &transport.Body{ContentType: w.FormDataContentType(), Data: body.Bytes()}, err
}

// sendOnce sends a write whose answer may be nothing or any JSON. It returns the answer if it is an object, and an empty record
// for everything else that can be read.
func (c *call) sendOnce(ctx context.Context) (record.Record, error) {
	got, err := c.do(ctx)
	if err != nil {
		return record.Record{}, err
	}
	if len(bytes.TrimSpace(got.Body)) == 0 {
		return record.Record{}, nil
	}
	v, err := record.ParseValue(got.Body)
	if err != nil {
		return record.Record{}, &fault.Error{
			Kind: fault.Temporary, Ambiguous: true, Status: got.Status,
			Message: say.T("the request was accepted, but the answer can't be read: %w", err), Err: err,
		}
	}
	answer, err := record.Of(v)
	if err != nil {
		return record.Record{}, nil //nolint:nilerr // another document than an object says no more than its status does
	}
	if message := answer.Lookup("error_message").Text(); message != "" { // as jobs for CSV files fail
		return answer, &fault.Error{Kind: fault.Refused, Status: got.Status, Message: say.Verbatim(message)}
	}
	return answer, nil
}

// uploadName returns the file's own name if it has the form of the document: half-width letters and digits, and .csv at its end
// (§5-6).
func uploadName(kind ProgressKind, name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	plain := !strings.ContainsFunc(name, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && !strings.ContainsRune("._-", r)
	})
	if plain && len(name) > len(".csv") && strings.HasSuffix(name, ".csv") {
		return name
	}
	return fmt.Sprintf("%s.csv", kind)
}
