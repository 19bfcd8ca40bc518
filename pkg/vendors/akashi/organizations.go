package akashi

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"strconv"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Company is the name of the organization above all others: the place of a staff who is in none of them (§6.3.2 ※2), and
// no part of a path.
const Company = "企業"

// OrganizationQuery narrows a list of organizations (§6.2.2).
type OrganizationQuery struct {
	ID      int64 // one organization only; 0: all that the token may see
	Parents bool  // with the chain of parents up to the company itself
}

// Organizations lists organizations. includesParents is required by the document, so it is always sent.
func (c *Client) Organizations(ctx context.Context, q OrganizationQuery) iter.Seq2[record.Record, error] {
	query := url.Values{"includesParents": {"0"}}
	if q.Parents {
		query.Set("includesParents", "1")
	}
	if q.ID != 0 {
		query.Set("orgId", strconv.FormatInt(q.ID, 10))
	}
	return c.list(ctx, say.T("organizations"), c.company+"/organizations", query, "organizations")
}

// CreateOrganizations creates organizations in the given order, parents first; AKASHI can't change one
// (§6.1). Each row is the vendor's object: name, code, parent_organization. The outcomes are in the order of
// the rows.
func (c *Client) CreateOrganizations(ctx context.Context, rows []record.Value) ([]Outcome, error) {
	response, err := c.write(ctx, say.T("organizations"), http.MethodPost, c.company+"/organizations", record.Object(record.Named("organizations", record.Array(rows))))
	answer, err := writtenOf(say.T("organizations"), response, err, "organizations")
	if err != nil {
		return nil, err
	}
	return organizationOutcomes(rows, answer), nil
}

// organizationOutcomes finds the rows among the created organizations by name and code: a refusal does not say which
// row it means (§6.1.3), and the count of the document's own example is wrong (§6.1.4).
func organizationOutcomes(rows []record.Value, answer written) []Outcome {
	type key struct{ name, code string }
	keyOf := func(row record.Value) key { return key{row.Field("name").Text(), row.Field("code").Text()} }
	sent, created := map[key]int{}, map[key][]record.Record{}
	for _, row := range rows {
		sent[keyOf(row)]++
	}
	stray := false
	for _, r := range answer.stored {
		k := keyOf(r.Value())
		created[k] = append(created[k], r)
		stray = stray || sent[k] == 0
	}
	all := true
	for k, n := range sent {
		all = all && len(created[k]) == n
	}
	outcomes := make([]Outcome, len(rows))
	for i, row := range rows {
		k := keyOf(row)
		found := created[k]
		switch {
		case all && answer.refused != nil:
			outcomes[i] = Outcome{Unsure: true, Error: also("AKASHI says that it created every organization", answer.refused)}
		case len(found) == 1 && sent[k] == 1:
			outcomes[i].ID, outcomes[i].Answer = found[0].Lookup("organizationId").Text(), found[0].Clone()
		case len(found) == sent[k]: // which is which the answer does not tell
		case len(found) == 0 && !stray && answer.listed && answer.refused != nil:
			outcomes[i].Error = also("not among the created organizations", answer.refused)
		default:
			outcomes[i] = Outcome{Unsure: true, Error: also(notSaid, answer.refused)}
		}
	}
	return outcomes
}
