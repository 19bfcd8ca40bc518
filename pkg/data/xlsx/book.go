package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
)

// What is given instead of a workbook.
var (
	ErrEncrypted = say.Sentinel("the workbook is protected by a password, so that it can't be read: save a copy without one")
	ErrOld       = say.Sentinel("the file is of Excel 97 to 2003 (.xls): save it as .xlsx")
	ErrNone      = say.Sentinel("the file is no workbook (.xlsx)")
)

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool

	part string
}

// Book is a workbook that is open for reading.
type Book struct {
	Sheets []Sheet // as the workbook shows them; charts and dialogs are left out

	files   map[string]*zip.File
	strings *sharedStrings
	formats []format // by style of a cell
	from    epochDay
}

// Open reads what a workbook says of itself: its sheets, texts and number formats. The error is ErrEncrypted, ErrOld or
// ErrNone for what is no workbook.
func Open(r io.ReaderAt, size int64) (*Book, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, noWorkbook(r, size)
	}
	b := &Book{files: map[string]*zip.File{}, strings: &sharedStrings{}}
	for _, f := range z.File {
		b.files[strings.ToLower(strings.TrimPrefix(f.Name, "/"))] = f
	}
	main := "xl/workbook.xml"
	root, err := b.relations("_rels/.rels")
	if err != nil {
		return nil, err
	}
	for _, r := range root {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			main = r.target
		}
	}
	if b.files[strings.ToLower(main)] == nil {
		return nil, ErrNone
	}
	return b, b.readMain(main)
}

// relation is how one part refers to another.
type relation struct{ id, kind, target string }

// relations reads a part of relations; the targets are made whole.
func (b *Book) relations(name string) ([]relation, error) {
	var all []relation
	folder := path.Dir(path.Dir(name)) // of the part that they are about
	err := b.scan(name, func(s *scanner) error {
		if !s.is("Relationship") || s.word("TargetMode") == "External" {
			return nil
		}
		target := s.word("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		all = append(all, relation{string(s.attribute("Id")), s.word("Type"), strings.TrimPrefix(path.Clean(target), "/")})
		return nil
	})
	if errors.Is(err, errNoPart) {
		return nil, nil
	}
	return all, err
}

var errNoPart = say.Sentinel("the workbook is damaged: a part of it is missing")

// scan calls f for each tag of a part.
func (b *Book) scan(name string, f func(*scanner) error) error {
	part, err := b.part(name)
	if err != nil {
		return err
	}
	defer func() { _ = part.Close() }()
	s := newScanner(part)
	for {
		if _, err := s.next(false, nil); err == io.EOF { //nolint:errorlint // the scanner returns it as it is
			return nil
		} else if err != nil {
			return err
		}
		if err := f(s); err != nil {
			return err
		}
	}
}

func (b *Book) part(name string) (io.ReadCloser, error) {
	f := b.files[strings.ToLower(name)]
	if f == nil {
		return nil, errNoPart
	}
	return f.Open()
}

// readMain reads the workbook's own part, and those that it refers to.
func (b *Book) readMain(name string) error {
	relations, err := b.relations(path.Join(path.Dir(name), "_rels", path.Base(name)+".rels"))
	if err != nil {
		return err
	}
	find := func(match func(relation) bool) string {
		for _, r := range relations {
			if match(r) {
				return r.target
			}
		}
		return ""
	}
	err = b.scan(name, func(s *scanner) error {
		switch {
		case s.is("workbookPr") && s.flag("date1904"):
			b.from = from1904
		case s.is("sheet"):
			id := string(s.attribute("id"))
			part := find(func(r relation) bool { return r.id == id && strings.HasSuffix(r.kind, "/worksheet") })
			if part != "" {
				b.Sheets = append(b.Sheets, Sheet{Name: s.word("name"), Hidden: s.attribute("state") != nil && s.word("state") != "visible", part: part})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if styles := find(func(r relation) bool { return strings.HasSuffix(r.kind, "/styles") }); styles != "" {
		if err := b.readStyles(styles); err != nil {
			return err
		}
	}
	if texts := find(func(r relation) bool { return strings.HasSuffix(r.kind, "/sharedStrings") }); texts != "" {
		return b.readStrings(texts)
	}
	return nil
}

// noWorkbook tells what a file is that is no zip archive.
func noWorkbook(r io.ReaderAt, size int64) error {
	head := make([]byte, min(size, 1<<20))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !bytes.HasPrefix(head, []byte{0xd0, 0xcf, 0x11, 0xe0}) {
		return ErrNone
	}
	// Excel puts an encrypted workbook into a container of the old form, as a stream of this name in UTF-16.
	stream := []byte(strings.Join(strings.Split("EncryptedPackage", ""), "\x00"))
	if bytes.Contains(head, stream) {
		return ErrEncrypted
	}
	tail := make([]byte, min(size, 1<<20))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err == nil && bytes.Contains(tail, stream) {
		return ErrEncrypted
	}
	return ErrOld
}
