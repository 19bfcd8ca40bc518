package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

func (t *tree) faces() *cobra.Command {
	var since string
	return cli.Group("faces", "pictures of the members: list, pull, push", t.v2(t.listV2(cli.List{
		Use: "list [--updated-since DAY]", Short: "List the members' faces, with links that live 15 minutes",
		Long: `List the members' faces (Kaonavi v2 GET /members/face_image). Members without one are left out. A link needs no token and
lives 15 minutes: don't pass it on.`,
		Example: `  genba kaonavi faces list
  genba kaonavi faces list --updated-since 2025-04-01 --fields code,updated_at`,
		Columns: v2.FaceColumns(), Unit: "faces", Flags: func(c *cobra.Command) { sinceFlag(c, &since) },
	}, func(ctx context.Context, c *v2.Client, _ []string) v2.Records {
		day, err := t.updatedSince(since)
		if err != nil {
			return failed(err)
		}
		return c.Faces(ctx, day)
	})), t.pull(cli.List{
		Use: "pull (--to DIR | DIR)", Short: "Fetch the members' faces into a folder", Args: cli.AtMostOne("DIR"),
		Long: "Fetch the members' faces into a folder (Kaonavi v2 GET /members/face_image).",
		Example: `  genba kaonavi faces pull --to faces
  genba kaonavi faces pull --to faces --name-pattern {code}.jpg --updated-since -7d`,
	}, 0, func(c *v2.Client, _ []string, day string) *v2.Links { return c.FaceLinks(day) }), t.facesPush())
}
