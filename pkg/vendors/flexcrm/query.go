package flexcrm

import (
	"net/url"
	"strconv"
	"strings"
)

// query is a query as it is sent, its names in the order in which they were added. The document writes a blank as + in a
// search value and as %20 in an order, so that is what goes out.
type query struct{ parts []string }

func (q *query) add(name, value string) {
	q.parts = append(q.parts, url.QueryEscape(name)+"="+url.QueryEscape(value))
}

func (q *query) addOrder(order string) {
	q.parts = append(q.parts, "order-by="+strings.ReplaceAll(url.QueryEscape(order), "+", "%20"))
}

// page adds which part of the list is wanted.
func (q query) page(offset, limit int) string {
	q.parts = append(q.parts[:len(q.parts):len(q.parts)], "limit="+strconv.Itoa(limit), "offset="+strconv.Itoa(offset))
	return q.String()
}

func (q query) String() string { return strings.Join(q.parts, "&") }
