package akashi

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

func (t *tree) organizations() *cobra.Command {
	return cli.Group("organizations", "organizations: list, create", t.organizationsList(), t.organizationsCreate())
}

func (t *tree) organizationsList() *cobra.Command {
	var id string
	var noParents bool
	return t.List(cli.List{
		Use: "list [--organization ID] [--no-parents]", Short: "List the organizations that the token may see",
		Long: "List the organizations that the token may see, with their parents up to the company itself (AKASHI §6.2).",
		Example: `  genba akashi organizations list
  genba akashi organizations list --fields organizationId,parentId,name -o json`,
		Columns: akashi.OrganizationColumns(), Unit: "organizations",
		Flags: func(c *cobra.Command) {
			c.Flags().StringVar(&id, "organization", "", "only this organization, by id")
			c.Flags().BoolVar(&noParents, "no-parents", false, "without the chain of parents")
			_ = c.RegisterFlagCompletionFunc("organization", cobra.NoFileCompletions)
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			number, err := organizationID(id)
			if err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return cli.Stream(client.Organizations(ctx, akashi.OrganizationQuery{ID: number, Parents: !noParents})).Keyed("organizationId"), nil
		},
	})
}

func organizationID(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	return cli.ID("organization", text)
}

func (t *tree) organizationsCreate() *cobra.Command {
	return t.Import(cli.Import{
		Use: "create (--set name=NAME … | -f FILE)", Short: "Create organizations",
		Long: `Create organizations (AKASHI §6.1). AKASHI can't change one afterwards.

parent_organization is the path of the parent from the top, parts joined by /; empty for the top. Parents come
before their children, in the same file too. Each row gets a result (row, status, id, error); JSON has the organization as
AKASHI answers it as well, CSV with --fields or --all-columns.`,
		Example: `  genba akashi organizations create --set name=第二倉庫 --set code=L02
  genba akashi organizations create -f organizations.csv --results results.csv`,
		Noun: "organizations", Answer: akashi.OrganizationColumns(), Size: 100, Check: say.Verbatim("genba akashi organizations list"),
		Rules: []intake.Rule{{Name: "name", Text: true, Required: true}, {Name: "code", Text: true}, {Name: "parent_organization", Text: true, Check: parentProblem}},
		Send:  t.sending((*akashi.Client).CreateOrganizations),
	})
}

// parentProblem refuses the company itself in the path of a parent, which begins below it (§6.1.2).
func parentProblem(row intake.Row) say.Text {
	if top, _, _ := strings.Cut(row.Text("parent_organization"), "/"); strings.TrimSpace(top) == akashi.Company {
		return say.T("the path begins below 企業; leave it empty for an organization at the top")
	}
	return say.Text{}
}
