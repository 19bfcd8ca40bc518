package v2

import "context"

// Faces reads the faces, each with a link that lives LinkLife.
func (c *Client) Faces(ctx context.Context, day string) Records {
	return c.stream(ctx, faceList, "member_data", since(day))
}

// Files reads the files of a field, each with a link that lives LinkLife.
func (c *Client) Files(ctx context.Context, sheet, field, day string) Records {
	return c.stream(ctx, fileList, "member_data", since(day), sheet, field)
}
