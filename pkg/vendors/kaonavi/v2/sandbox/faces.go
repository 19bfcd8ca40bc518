package sandbox

import (
	"encoding/base64"
	"fmt"
	"net/http"
)

func (c *call) listFaces() answer {
	since, good := c.since()
	if !good {
		return refuse(http.StatusBadRequest, "updated_sinceの形式が正しくありません。")
	}
	type face struct {
		Code string `json:"code"`
		shownFile
	}
	all := []face{}
	for _, m := range c.company.members {
		if m.face.name != "" && !m.face.updated.Before(since) {
			all = append(all, face{m.code, shownFile{m.face.name, c.url(m.face), m.face.updated.Format(moment)}})
		}
	}
	return ok(object{"member_data": all})
}

func (c *call) addFaces() answer     { return c.writeFaces(false) }
func (c *call) replaceFaces() answer { return c.writeFaces(true) }

// writeFaces stores faces of members who have one, or else of members who have none.
func (c *call) writeFaces(there bool) answer {
	body, err := decode[struct {
		Trim    *bool `json:"enable_trimming"`
		Members []struct {
			Code    string `json:"code"`
			Content string `json:"base64_face_image"`
		} `json:"member_data"`
	}](c)
	if err != nil {
		return badBody(err)
	}
	contents := make([][]byte, len(body.Members))
	for i, m := range body.Members {
		switch contents[i], err = base64.StdEncoding.DecodeString(m.Content); {
		case err != nil || picture(contents[i]) == "":
			return refuse(http.StatusBadRequest, m.Code+": 画像はjpg, gif, pngのいずれかにしてください。")
		case len(contents[i]) > MaxFileSize:
			return refuse(http.StatusBadRequest, m.Code+": ファイルサイズは5MB以内にしてください。")
		}
	}
	if n := len(body.Members); n == 0 || n > MaxFaces {
		return refuse(http.StatusBadRequest, fmt.Sprintf("member_dataは1件以上%d件以内にしてください。", MaxFaces))
	}
	return c.accept(func() (errs []string) {
		for _, sent := range body.Members {
			m := c.company.member(sent.Code)
			switch {
			case m == nil:
				errs = append(errs, "社員番号 "+sent.Code+": メンバーが存在しません。")
			case there && m.face.name == "":
				errs = append(errs, "社員番号 "+sent.Code+": 顔写真が登録されていません。")
			case !there && m.face.name != "":
				errs = append(errs, "社員番号 "+sent.Code+": 顔写真は既に登録されています。")
			}
		}
		return errs
	}, func() {
		for i, sent := range body.Members {
			c.company.member(sent.Code).face = file{name: sent.Code + "." + picture(contents[i]), content: contents[i], updated: c.now}
		}
	})
}

// picture returns the kind of a picture by its first bytes; "" for none that is taken.
func picture(content []byte) string {
	return map[string]string{"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}[http.DetectContentType(content)]
}
