package kaonavi

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

func (t *tree) facesPush() *cobra.Command {
	p := &push{t: t, most: v2.MaxFaces, look: "genba kaonavi faces list"}
	whole := false
	p.send = func(ctx context.Context, c *v2.Client, files []v2.Upload, replace bool) (v2.Task, error) {
		return c.PushFaces(ctx, files, replace, !whole)
	}
	return p.command(cli.List{
		Use: "push (DIR | -f FILE) [--replace] [--no-trim]", Short: "Send the members' faces of a folder", Args: cli.AtMostOne("DIR"),
		Long: `Send the members' faces of a folder: jpg, png, gif (Kaonavi v2 POST /members/face_image, with --replace also PATCH). Kaonavi
trims a picture to the face unless --no-trim says otherwise.`,
		Example: `  genba kaonavi faces push new-faces --wait
  genba kaonavi faces push new-faces --replace --no-trim
  genba kaonavi faces push --set code=A0004 --set file=new-faces/A0002.gif`,
		Flags: func(c *cobra.Command) {
			p.register(c)
			c.Flags().BoolVar(&whole, "no-trim", false, "keep the pictures as they are")
		},
	}, func(ctx context.Context, c *v2.Client, args []string) ([]local, error) {
		return p.faces(ctx, c, args)
	})
}

// faces returns the faces that are to be sent, checked against what is there.
func (p *push) faces(ctx context.Context, c *v2.Client, dir []string) ([]local, error) {
	files, err := p.owned(ctx, c, dir)
	if err != nil {
		return nil, err
	}
	if err := pictured(files); err != nil {
		return nil, err
	}
	there := map[string]bool{}
	for r, err := range c.Faces(ctx, "") {
		if err != nil {
			return nil, err
		}
		there[r.Lookup("code").Text()] = true
	}
	for i := range files {
		files[i].replaces = there[files[i].code]
	}
	return files, nil
}

// owned returns the files of a folder, or those that the input names: none too large and each a member's.
func (p *push) owned(ctx context.Context, c *v2.Client, dir []string) ([]local, error) {
	find := func(members []string) ([]local, error) { return gather(dir[0], members) }
	switch listed := p.input.File != "" || len(p.input.Set) > 0; {
	case listed == (len(dir) > 0):
		return nil, fault.New(fault.Usage, "give a folder or -f FILE; nothing was sent").WithHint("DIR, or -f FILE with the columns code and file")
	case listed:
		rows, err := p.t.rowsV2(ctx, &p.input)
		if err != nil {
			return nil, err
		}
		if err := intake.Check(rows, listedRules(), nil); err != nil {
			return nil, err
		}
		find = func(members []string) ([]local, error) { return named(rows, members) }
	}
	members, err := codes(ctx, c)
	if err != nil {
		return nil, err
	}
	files, err := find(members)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fault.Errorf(fault.Usage, "the folder %s holds no files; nothing was sent", dir[0])
	}
	return files, measured(files)
}

func (t *tree) sheetFilesPush() *cobra.Command {
	p := &push{t: t, most: v2.MaxFiles}
	var sheet, field string
	p.send = func(ctx context.Context, c *v2.Client, files []v2.Upload, replace bool) (v2.Task, error) {
		return c.PushFiles(ctx, sheet, field, files, replace)
	}
	return p.command(cli.List{
		Use: "push ID FIELD (DIR | -f FILE) [--replace]", Short: "Send the files of a folder into a field", Args: idFieldDir,
		Long: `Send the files of a folder into a field of the type attach_file
(Kaonavi v2 POST /sheets/{sheet_id}/custom_fields/{custom_field_id}/file, with --replace also PATCH). Where a member has several records each
file becomes a record of its own, and replaces the one of the same name; where there is one record it replaces its file.`,
		Example: `  genba kaonavi sheet files push 1004 2301 contracts --wait
  genba kaonavi sheet files push 1002 2104 certificates --replace
  genba kaonavi sheet files push 1002 2104 --set code=A0002 --set file=certificates/A0002_licence.pdf --set file_name=licence-2025.pdf`,
		Flags: p.register,
	}, func(ctx context.Context, c *v2.Client, args []string) ([]local, error) {
		if err := numbers(args[:2]...); err != nil {
			return nil, err
		}
		sheet, field = args[0], args[1]
		p.look = "genba kaonavi sheet files list " + sheet + " " + field
		return p.files(ctx, c, sheet, field, args[2:])
	})
}

// idFieldDir wants a sheet and a field, and takes a folder.
func idFieldDir(c *cobra.Command, args []string) error {
	if len(args) <= 2 {
		return cli.ExactArgs("ID", "FIELD")(c, args)
	}
	return cli.ExactArgs("ID", "FIELD", "DIR")(c, args)
}

// files returns the files that are to be sent, checked against the sheet and what is there.
func (p *push) files(ctx context.Context, c *v2.Client, sheet, field string, dir []string) ([]local, error) {
	layout, err := c.Layout(ctx, sheet)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(layout.Fields, func(f v2.Field) bool { return f.Key == field && f.Detail == "attach_file" }) {
		return nil, fault.Errorf(fault.Usage, "sheet %s has no field %s for files; nothing was sent", sheet, field).WithHint("genba kaonavi layouts sheet %s", sheet)
	}
	files, err := p.owned(ctx, c, dir)
	if err != nil {
		return nil, err
	}
	if err := attachable(files, layout.Several); err != nil {
		return nil, err
	}
	listed, err := c.FileLinks(sheet, field, "").Files(ctx)
	if err != nil {
		return nil, err
	}
	there := map[[2]string]int{}
	for _, f := range listed {
		if !layout.Several {
			f.Name = ""
		}
		there[[2]string{f.Code, f.Name}]++
	}
	for i, f := range files {
		key := [2]string{f.code, f.name}
		if !layout.Several {
			key[1] = ""
		}
		if there[key] > 1 {
			return nil, fault.Errorf(fault.Usage, "%s: the member has %d {file|files} of this name, and Kaonavi replaces none of them; nothing was sent", f.path, there[key])
		}
		files[i].replaces = there[key] == 1
	}
	return files, nil
}
