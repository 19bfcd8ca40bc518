// Package api is the command that sends any request of a vendor's API with the vendor's authentication, for
// what genba has no command for. It must not know a vendor.
package api

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// New makes the command.
func New(app *cli.App, all []cli.Vendor) *cobra.Command {
	var input cli.Input
	var names []string
	for _, v := range all {
		names = append(names, v.Name)
	}
	c := app.List(cli.List{
		Use: "api VENDOR METHOD PATH", Short: "Send any request of a vendor's API",
		Long: `Send any request of a vendor's API with the vendor's authentication, and print the answer as JSON.

PATH is relative to base_url and may carry a query; {company} in it becomes AKASHI's company id,
{workplace} LOGIMETER's workplace id. --set and --file give the query of a GET and the body of everything else: JSON, and
for FlexCRM, which takes no other, a form (lists and objects in it become JSON text). --dry-run shows it.
Everything but GET is sent once and never repeated by itself; DELETE asks first, and without a terminal wants --yes.`,
		Example: `  genba api akashi GET '/{company}/alerts'
  genba api akashi GET '/{company}/organizations' --set includesParents=1 --jq .response.count
  genba api akashi POST '/{company}/stamps' --set type:=11
  genba api flexcrm PUT /flexdb/tbl_customer/7 --set rank=2`,
		Args: cli.ExactArgs("VENDOR", "METHOD", "PATH"), Unit: "answers",
		Flags: input.Register,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			at := slices.Index(names, args[0])
			if at < 0 {
				return nil, fault.Errorf(fault.Usage, "%q is not a vendor%s", args[0], nearest.Suggest(args[0], names)).WithHint("vendors: %s", strings.Join(names, ", "))
			}
			r, err := request(ctx, app, input, args[1], args[2])
			if err != nil {
				return nil, err
			}
			if r.Method == http.MethodDelete {
				if err := app.Confirm(ctx, say.T("Send DELETE %s?", args[2])); err != nil {
					return nil, err
				}
			}
			cli.KeepFlat() // an answer may be as long as all the rest of the memory
			result := &cli.Result{Single: true, Records: cli.Later(func() (cli.Records, error) {
				sent, err := all[at].Send(ctx, r)
				if err != nil && fault.KindOf(err) != fault.Partial {
					return nil, err
				}
				cli.KeepFlatBeside(len(sent.Body))
				return document(sent, app.Flags, err), nil
			})}
			if r.Kind == transport.Write {
				result.Done = "the request was sent and accepted"
			}
			return result, nil
		},
	})
	c.ValidArgsFunction = completeArgs(names)
	return c
}

func methods() []string {
	return []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}
}

func completeArgs(names []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		switch len(args) {
		case 0:
			return names, cobra.ShellCompDirectiveNoFileComp
		case 1:
			return methods(), cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}

// request reads the arguments and flags; it sends nothing.
func request(ctx context.Context, app *cli.App, input cli.Input, method, path string) (transport.Request, error) {
	method = strings.ToUpper(method)
	if !slices.Contains(methods(), method) {
		return transport.Request{}, fault.Errorf(fault.Usage, "%q is not a method%s", method, nearest.Suggest(method, methods()))
	}
	path, rawQuery, _ := strings.Cut(path, "?")
	if strings.Contains(path, "://") {
		return transport.Request{}, fault.New(fault.Usage, "PATH is relative to base_url; a whole URL would send the credential elsewhere")
	}
	query, err := url.ParseQuery(rawQuery)
	if err != nil {
		return transport.Request{}, fault.Errorf(fault.Usage, "the query of PATH can't be read: %w", err)
	}
	r := transport.Request{Name: say.Verbatim(method + " " + path), Method: method, Path: strings.TrimPrefix(path, "/"), Query: query, Kind: transport.Write}
	row, err := given(ctx, app, input)
	if err != nil {
		return r, err
	}
	if method == http.MethodGet {
		r.Kind = transport.Read
		for _, f := range row.Fields {
			r.Query.Add(f.Name, f.Value.Text())
		}
		return r, nil
	}
	r.Body = transport.JSON(row.Object(nil))
	return r, nil
}

// given returns the one record of --set or --file; none is an empty one.
func given(ctx context.Context, app *cli.App, input cli.Input) (intake.Row, error) {
	if input.File == "" && len(input.Set) == 0 {
		return intake.Row{}, nil
	}
	rows, err := input.Rows(ctx, app)
	if err != nil {
		return intake.Row{}, err
	}
	if len(rows) != 1 {
		return intake.Row{}, fault.Errorf(fault.Usage, "the input has %d records; a request has one body", len(rows))
	}
	return rows[0], nil
}
