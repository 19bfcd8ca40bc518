package v2

import (
	"context"
	"encoding/base64"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Upload is a face or a file that is sent.
type Upload struct {
	Code, Name string
	Content    []byte
}

func (u Upload) base64() record.Value {
	return record.String(base64.StdEncoding.EncodeToString(u.Content))
}

// PushFaces sends at most MaxFaces faces of members who have none, or with replace of members who have one. The answer is a
// task.
func (c *Client) PushFaces(ctx context.Context, faces []Upload, replace, trim bool) (Task, error) {
	var members []record.Value
	for _, f := range faces {
		members = append(members, record.Object(record.Named("code", record.String(f.Code)), record.Named("base64_face_image", f.base64())))
	}
	o := faceAdd
	if replace {
		o = faceReplace
	}
	return c.begin(ctx, o, record.Object(record.Named("enable_trimming", record.Bool(trim)), record.Named(memberData, record.Array(members))))
}

// PushFiles sends at most MaxFiles files of a field, each as a record of its own, or with replace in the place of those that
// are there. A member's files stand next to each other. The answer is a task.
func (c *Client) PushFiles(ctx context.Context, sheet, field string, files []Upload, replace bool) (Task, error) {
	var members, records []record.Value
	for i, f := range files {
		records = append(records, record.Object(record.Named("file_name", record.String(f.Name)), record.Named("base64_content", f.base64())))
		if i+1 == len(files) || files[i+1].Code != f.Code {
			members = append(members, record.Object(record.Named("code", record.String(f.Code)), record.Named(RecordList, record.Array(records))))
			records = nil
		}
	}
	o := fileAdd
	if replace {
		o = fileReplace
	}
	return c.begin(ctx, o, record.Object(record.Named(memberData, record.Array(members))), sheet, field)
}

// FileExtensions returns the kinds of files that a field takes.
func FileExtensions() []string {
	return []string{
		"txt", "csv", "xml", "htm", "html", "doc", "docx", "rtf", "xls", "xlsx", "xlsm", "ppt", "pptx", "pdf", "jpeg", "jpg", "gif", "png",
		"tif", "zip", "odp", "ods", "xdw", "msg",
	}
}
