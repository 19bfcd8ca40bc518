package kaonavi

import "context"

// Users returns all accounts (§2.2). Their passwords come masked, as ****.
func (c *Client) Users(ctx context.Context) *Listing {
	return c.list(ctx, userList, []string{"users"})
}
