package sandbox

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// Limits of progress files (§1).
const (
	MaxProgressRows  = 1000
	MaxTransformRows = 10_000
)

// board is the performance board: what was imported, and where each process is.
type board struct {
	files int64 // accepted so far
	last  map[string]string
	rows  []string
}

func (s *Server) routeProgress() {
	s.board = &board{last: map[string]string{}}
	for _, f := range []progressFile{planFile(), actualFile()} {
		s.handle("POST /v3/workplaces/{workplace}/"+f.path+"/import", s.importProgress(f))
		s.handle("POST /v3/workplaces/{workplace}/"+f.path+"/transform", s.transformProgress)
	}
}

// Board returns what the performance board shows: the rows that were imported, in their order. Rows that the vendor skips
// without a word (§5-8) are not among them.
func (s *Server) Board() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.board.rows)
}

// importProgress answers (A). The real vendor tells the outcome on a screen alone; the sandbox, which has none, answers at once
// with what the screen would say.
func (s *Server) importProgress(f progressFile) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		data, ok := s.uploaded(w, r)
		if !ok {
			return
		}
		rows, complaint := f.read(data)
		if complaint != nil {
			s.refuse(w, http.StatusUnprocessableEntity, complaint.code, complaint.message)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, row := range rows {
			s.board.take(f, row)
		}
		s.accept(w)
	}
}

// transformProgress answers (B). The rule of the conversion is agreed with the vendor and not part of the API.
func (s *Server) transformProgress(w http.ResponseWriter, r *http.Request) {
	data, ok := s.uploaded(w, r)
	if !ok {
		return
	}
	lines := bytes.Count(bytes.TrimSuffix(data, []byte("\n")), []byte("\n")) + 1
	switch {
	case len(data) == 0:
		s.refuse(w, http.StatusUnprocessableEntity, codeEmpty, "データがありません")
	case lines > MaxTransformRows+1: // with a header
		s.refuse(w, http.StatusUnprocessableEntity, codeTooMany, "行数が上限を超えています")
	case !utf8.Valid(data) && !shiftJIS(data):
		s.refuse(w, http.StatusUnprocessableEntity, codeEncoding, "文字コードが違います")
	default:
		s.mu.Lock()
		defer s.mu.Unlock()
		s.accept(w)
	}
}

func shiftJIS(data []byte) bool {
	text, err := japanese.ShiftJIS.NewDecoder().Bytes(data)
	return err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}

// accept says that the file was taken, which is all that the real vendor's answer can say.
func (s *Server) accept(w http.ResponseWriter) {
	s.board.files++
	s.answer(w, http.StatusOK, struct {
		ID           int64   `json:"id"`
		Status       int     `json:"status"`
		ErrorMessage *string `json:"error_message"`
	}{91000 + s.board.files, 1, nil})
}

// uploaded returns the file of a request: in the field "file" of a form, or the body itself.
func (s *Server) uploaded(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	var in io.Reader = r.Body
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		file, _, err := r.FormFile("file")
		if err != nil {
			s.refuse(w, http.StatusBadRequest, codeInvalid, "ファイルがありません。")
			return nil, false
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(in)
	if err != nil {
		s.refuse(w, http.StatusBadRequest, codeInvalid, "リクエストを読み取れません。")
		return nil, false
	}
	return data, true
}

// take puts a row on the board. An actual row begins where the last one of its process ended; one that would not end
// later than it begins is skipped without a word (§5-8).
func (b *board) take(f progressFile, row []string) {
	process, at := row[0], row[1]
	if f.rising {
		if last, ok := b.last[process]; ok && at <= last {
			return
		}
		b.last[process] = at
	}
	line := f.path
	for _, cell := range row {
		line += "," + cell
	}
	b.rows = append(b.rows, line)
}
