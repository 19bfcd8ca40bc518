package sandbox

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// extensions are the kinds of files that a field takes, each between spaces.
const extensions = " txt csv xml htm html doc docx rtf xls xlsx xlsm ppt pptx pdf jpeg jpg gif png tif zip odp ods xdw msg "

type shownFile struct {
	Name    string `json:"file_name"`
	URL     string `json:"download_url"`
	Updated string `json:"updated_at"`
}

// fileField finds the field of the path.
func (c *call) fileField() (*sheet, *field) {
	s := c.company.sheet(c.ids[0])
	id, err := strconv.Atoi(c.ids[1])
	if s == nil || err != nil {
		return nil, nil
	}
	f := find(s.fields, id)
	if f == nil || f.detail != "attach_file" {
		return nil, nil
	}
	return s, f
}

func (c *call) listFiles() answer {
	s, f := c.fileField()
	since, good := c.since()
	switch {
	case s == nil:
		return notFound("シートまたは項目")
	case !good:
		return refuse(http.StatusBadRequest, "updated_sinceの形式が正しくありません。")
	}
	type member struct {
		Code    string      `json:"code"`
		Records []shownFile `json:"records"`
	}
	all := []member{}
	for _, m := range c.company.members {
		shown := member{Code: m.code}
		for _, r := range s.records[m.code] {
			if stored, has := r.files[f.id]; has && !stored.updated.Before(since) {
				shown.Records = append(shown.Records, shownFile{stored.name, c.url(stored), stored.updated.Format(moment)})
			}
		}
		if len(shown.Records) > 0 {
			all = append(all, shown)
		}
	}
	return ok(object{"member_data": all})
}

// sentFile is a file of a member as it is written.
type sentFile struct {
	code string
	file file
}

func (c *call) sentFiles() ([]sentFile, answer, bool) {
	body, err := decode[struct {
		Members []struct {
			Code    string `json:"code"`
			Records []struct {
				Name    string `json:"file_name"`
				Content string `json:"base64_content"`
			} `json:"records"`
		} `json:"member_data"`
	}](c)
	if err != nil {
		return nil, badBody(err), false
	}
	var all []sentFile
	var errs []string
	for _, m := range body.Members {
		for _, r := range m.Records {
			content, err := base64.StdEncoding.DecodeString(r.Content)
			switch kind := strings.ToLower(strings.TrimPrefix(path.Ext(r.Name), ".")); {
			case err != nil:
				errs = append(errs, m.Code+": base64_contentが正しくありません。")
			case len(content) > MaxFileSize:
				errs = append(errs, m.Code+": ファイルサイズは5MB以内にしてください。")
			case kind == "" || !strings.Contains(extensions, " "+kind+" "):
				errs = append(errs, m.Code+": "+r.Name+" の拡張子は登録できません。")
			}
			all = append(all, sentFile{m.Code, file{name: r.Name, content: content, updated: c.now}})
		}
	}
	switch {
	case len(all) == 0:
		errs = append(errs, "member_dataは必須です。")
	case len(all) > MaxFiles:
		errs = append(errs, fmt.Sprintf("ファイルは%d件以内にしてください。", MaxFiles))
	}
	if len(errs) > 0 {
		return nil, refuse(http.StatusBadRequest, errs...), false
	}
	return all, answer{}, true
}

// named returns the records of a member that hold a file of the name.
func (s *sheet) named(code, name string, id int) (found []*record) {
	for _, r := range s.records[code] {
		if stored, has := r.files[id]; has && stored.name == name {
			found = append(found, r)
		}
	}
	return found
}

// addFiles makes a record for each file where there are several, else fills the one.
func (c *call) addFiles() answer {
	s, f := c.fileField()
	if s == nil {
		return notFound("シートまたは項目")
	}
	all, a, good := c.sentFiles()
	if !good {
		return a
	}
	return c.accept(func() (errs []string) {
		for _, sent := range all {
			_, filled := s.first(sent.code).files[f.id]
			switch {
			case c.company.member(sent.code) == nil:
				errs = append(errs, "社員番号 "+sent.code+": メンバーが存在しません。")
			case !s.several && filled, len(s.named(sent.code, sent.file.name, f.id)) > 0:
				errs = append(errs, "社員番号 "+sent.code+": "+sent.file.name+" は既に登録されています。")
			}
		}
		return errs
	}, func() {
		for _, sent := range all {
			r := s.first(sent.code)
			if s.several || len(s.records[sent.code]) == 0 {
				r = newRecord()
				s.records[sent.code] = append(s.records[sent.code], r)
			}
			r.files[f.id] = sent.file
		}
	})
}

// first returns a member's first record, an empty one where there is none.
func (s *sheet) first(code string) *record {
	if len(s.records[code]) > 0 {
		return s.records[code][0]
	}
	return newRecord()
}

// replaceFiles wants a file of the name, and one only; with one record a member its file goes, whatever its name.
func (c *call) replaceFiles() answer {
	s, f := c.fileField()
	if s == nil {
		return notFound("シートまたは項目")
	}
	all, a, good := c.sentFiles()
	if !good {
		return a
	}
	place := func(sent sentFile) []*record {
		if s.several {
			return s.named(sent.code, sent.file.name, f.id)
		}
		if r := s.first(sent.code); r.files[f.id].name != "" {
			return []*record{r}
		}
		return nil
	}
	return c.accept(func() (errs []string) {
		for _, sent := range all {
			if len(place(sent)) != 1 {
				errs = append(errs, "社員番号 "+sent.code+": "+sent.file.name+" を特定できません。")
			}
		}
		return errs
	}, func() {
		for _, sent := range all {
			place(sent)[0].files[f.id] = sent.file
		}
	})
}
