package flexcrm

import (
	"context"
	"net/url"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

func (t *tree) workflow() *cobra.Command {
	return cli.Group("workflow", "applications: get, draft, apply, approvals, reapply",
		t.workflowGet(), t.workflowDraft(), t.workflowApply(), t.workflowApprovals(), t.workflowReapply())
}

func (t *tree) workflowGet() *cobra.Command {
	var decode decodeFlag
	return t.List(cli.List{
		Use: "get FORMAT APPLICATION", Short: "Show an application",
		Long: "Show an application with its form: FlexCRM's whole answer, in which basicdata is the application and data its form.",
		Example: `  genba flexcrm workflow get 51 5001
  genba flexcrm workflow get 51 5001 --decode-json --jq '.basicdata.approval_routes[].name'`,
		Unit: "applications", Args: cli.ExactArgs("FORMAT", "APPLICATION"), Flags: decode.register,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			client, format, application, err := t.application(args)
			if err != nil {
				return nil, err
			}
			records := cli.One(func() (record.Record, error) { return client.Application(ctx, format, application) })
			return &cli.Result{Records: decode.opened(records), Single: true, Arrange: cli.AsFound}, nil
		},
	})
}

func (t *tree) workflowApprovals() *cobra.Command {
	var decode decodeFlag
	return t.List(cli.List{
		Use: "approvals FORMAT APPLICATION", Short: "List what the approvers of an application did",
		Example: "  genba flexcrm workflow approvals 51 5001\n  genba flexcrm workflow approvals 51 5001 --fields approval_route_rank,name,issue_name,comment",
		Columns: flexcrm.ApprovalColumns(), Unit: "approvals", Args: cli.ExactArgs("FORMAT", "APPLICATION"), Flags: decode.register,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			client, format, application, err := t.application(args)
			if err != nil {
				return nil, err
			}
			return cli.Stream(decode.opened(client.Approvals(ctx, format, application))), nil
		},
	})
}

// application returns the client and the application that the arguments name.
func (t *tree) application(args []string) (client *flexcrm.Client, format, application int64, err error) {
	if format, err = cli.ID("format", args[0]); err != nil {
		return nil, 0, 0, err
	}
	if application, err = cli.ID("application", args[1]); err != nil {
		return nil, 0, 0, err
	}
	client, err = t.client()
	return client, format, application, err
}

const eachOnce = `Each row is one request, sent once, and gets a result (row, status, id, error).`

func (t *tree) workflowDraft() *cobra.Command {
	return t.write(write{
		use: "draft (--set NAME=VALUE … | -f FILE)", short: "Make drafts of applications",
		long: "Make drafts of applications: format_id, user_id (the login name), applicant_date, and if wanted applicant_deadline and\n" +
			"applicant_title. " + eachOnce,
		example: "  genba flexcrm workflow draft -f drafts.csv --results results.csv\n  genba flexcrm workflow draft --set format_id=51 --set user_id=sato --set applicant_date=2025-03-01 --set applicant_title=交通費",
		noun:    "drafts", check: say.T("the list of drafts in FlexCRM's own screens"), fields: flexcrm.DraftFields(),
		send: sendValues((*flexcrm.Client).DraftApplication),
	})
}

func (t *tree) workflowApply() *cobra.Command {
	return t.write(write{
		use: "apply (--set NAME=VALUE … | -f FILE)", short: "Send in applications",
		long: "Send in applications: as for draft, applicant_title always, and if wanted approval_routes, which is JSON: a list in a JSON\n" +
			"file, or its text in a cell or after :=. " + eachOnce,
		example: `  genba flexcrm workflow apply -f application.json
  genba flexcrm workflow apply --set format_id=51 --set user_id=sato --set applicant_date=2025-03-01 --set applicant_title=交通費`,
		noun: "applications", check: say.T("the list of applications in FlexCRM's own screens"), fields: flexcrm.ApplyFields(),
		send: sendValues((*flexcrm.Client).ApplyApplication),
	})
}

func (t *tree) workflowReapply() *cobra.Command {
	return t.write(write{
		use: "reapply (--set NAME=VALUE … | -f FILE)", short: "Send in applications again that came back",
		long: "Send in applications again that came back: application_id and user_id (here the user's record number), and if wanted\n" +
			"applicant_date, applicant_deadline, applicant_title. " + eachOnce,
		example: "  genba flexcrm workflow reapply --set application_id=5002 --set user_id=101 --dry-run\n  genba flexcrm workflow reapply -f reapply.csv --results results.csv",
		noun:    "applications", check: say.Verbatim("genba flexcrm workflow get FORMAT APPLICATION"), fields: flexcrm.ReapplyFields(),
		send: sendValues((*flexcrm.Client).ReapplyApplication),
	})
}

// sendValues returns a send that needs no argument.
func sendValues(send func(*flexcrm.Client, context.Context, url.Values) (string, error)) func(context.Context, *flexcrm.Client, []string, url.Values) (string, error) {
	return func(ctx context.Context, client *flexcrm.Client, _ []string, values url.Values) (string, error) {
		return send(client, ctx, values)
	}
}
