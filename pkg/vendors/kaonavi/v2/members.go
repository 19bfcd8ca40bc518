package v2

import "context"

// Members reads all members. day, as 2025-04-01, leaves out those that did not change since; "" asks for all.
func (c *Client) Members(ctx context.Context, day string) Records {
	return c.stream(ctx, memberList, "member_data", since(day))
}
