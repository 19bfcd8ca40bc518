package logimeter

import (
	"context"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

// convertPerm is the permission of all output of genba.
const convertPerm fs.FileMode = 0o666

// partNumber stands for the number of a file in the name for --split.
const partNumber = "{n}"

// convertOutput writes the rows to stdout, to a file, or with --split to several. No file appears before all rows are written.
type convertOutput struct {
	*convertFlags
	tree *tree
	name string // the pattern of the files' names with --split
	file *atomicfile.File
}

// convertOutput opens the file before anything is read, so that a wrong folder is known at once.
func (t *tree) convertOutput(ctx context.Context, o *convertFlags) (*convertOutput, error) {
	out := &convertOutput{convertFlags: o, tree: t}
	name := t.Flags.OutputFile
	switch {
	case o.split && strings.Count(name, partNumber) != 1:
		return nil, fault.New(fault.Usage, "--split needs the names of its files").WithHint("-O 'name-%s.csv', where %s becomes 1, 2, 3 …", partNumber, partNumber)
	case o.split:
		out.name = name
	case name != "":
		file, err := atomicfile.CreateContext(ctx, name, convertPerm)
		if err != nil {
			return nil, err
		}
		out.file = file
	}
	return out, nil
}

func (o *convertOutput) abort() {
	if o.file != nil {
		_ = o.file.Abort()
	}
}

func (o *convertOutput) write(result *convert.Result) error {
	if o.split {
		return o.writeParts(result.Parts())
	}
	if n := len(result.Rows); n > convert.MaxRows {
		return fault.Errorf(fault.Usage, "%d rows came out; one request takes %d; nothing was written", n, convert.MaxRows).
			WithHint("--split -O 'name-%s.csv' cuts them into files; or convert shorter periods, or with a longer slot", partNumber)
	}
	text := o.text(result.Rows)
	if o.file == nil {
		if _, err := o.tree.Streams.Out.Write(text); err != nil {
			return err
		}
		o.tree.Count("rows", int64(len(result.Rows)))
		return nil
	}
	if _, err := o.file.Write(text); err != nil {
		return err
	}
	if err := o.file.Commit(); err != nil {
		return err
	}
	o.tree.Count("rows", int64(len(result.Rows)))
	o.tree.Wrote(o.tree.Flags.OutputFile)
	return nil
}

func (o *convertOutput) text(rows []convert.Row) []byte {
	var text []byte
	if o.header {
		text = append(text, convert.Header(o.kind)...)
	}
	for _, row := range rows {
		text = row.Append(text)
	}
	return text
}

// writeParts writes all files under temporary names before it moves the first to its own.
func (o *convertOutput) writeParts(parts [][]convert.Row) error {
	if left := o.part(len(parts) + 1); exists(left) {
		return fault.Errorf(fault.Usage, "%s came out, and %s of another time is still there; nothing was written", say.T("%d {file|files}", len(parts)), left).
			WithHint("who sends %s would send it again; remove the old files", strings.Replace(o.name, partNumber, "*", 1))
	}
	files := make([]*atomicfile.File, 0, len(parts))
	defer func() {
		for _, file := range files {
			_ = file.Abort()
		}
	}()
	for i, rows := range parts {
		file, err := atomicfile.Create(o.part(i+1), convertPerm)
		if err != nil {
			return err
		}
		files = append(files, file)
		if _, err := file.Write(o.text(rows)); err != nil {
			return err
		}
	}
	for i, file := range files {
		if err := file.Commit(); err != nil {
			return fault.Errorf(fault.KindOf(err), "%w; %d of %d {file|files} were written", err, i, len(files))
		}
		o.tree.Count("rows", int64(len(parts[i])))
		o.tree.WrotePart(o.part(i+1), int64(len(parts[i])))
	}
	return nil
}

func (o *convertOutput) part(n int) string {
	return strings.Replace(o.name, partNumber, strconv.Itoa(n), 1)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
