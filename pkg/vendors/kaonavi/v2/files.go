package v2

import (
	"context"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Faces reads the faces, each with a link that lives LinkLife.
func (c *Client) Faces(ctx context.Context, day string) Records {
	return c.stream(ctx, faceList, "member_data", since(day))
}

// Files reads the files of a field, each with a link that lives LinkLife.
func (c *Client) Files(ctx context.Context, sheet, field, day string) Records {
	return c.stream(ctx, fileList, "member_data", since(day), sheet, field)
}

// readFiles returns the files of a member: the face, or those of the records.
func readFiles(member record.Value) []File {
	one := func(v record.Value) File {
		return File{Code: member.Field("code").Text(), Name: v.Field("file_name").Text(), Updated: v.Field("updated_at").Text(), link: v.Field("download_url").Text()}
	}
	if member.Field(RecordList) == nil {
		return []File{one(member)}
	}
	var files []File
	for v := range member.Field(RecordList).Elements() {
		files = append(files, one(v))
	}
	return files
}
