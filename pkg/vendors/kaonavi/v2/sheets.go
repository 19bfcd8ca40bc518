package v2

import "context"

// Sheet reads all members of a sheet with their records. Members without any are left out by the vendor.
func (c *Client) Sheet(ctx context.Context, id, day string) Records {
	return c.stream(ctx, sheetGet, "member_data", since(day), id)
}
