package akashi

import "context"

// StaffIDs returns the ids of the staffs that AKASHI lists. An error may come with ids, and then some are missing.
func (c *Client) StaffIDs(ctx context.Context) ([]int64, error) {
	d, err := c.directory(ctx)
	if err != nil {
		return nil, err
	}
	return d.ids, d.missing
}
