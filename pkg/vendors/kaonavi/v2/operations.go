package v2

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Version is the version of the API, as it stands in addresses.
const Version = "v2.0"

// operation is one of the API's operations.
type operation struct {
	name   say.Format // as it is typed, for messages
	method string
	path   string // as in openapi.yaml
	screen string // what the administrator ticks in 操作対象の管理
	update bool   // counts among the updates of a minute and answers with a task
}

// what returns the operation for messages: its method and path where it has no name.
func (o operation) what() say.Text {
	if o.name == "" {
		return say.Verbatim(o.method + " /" + o.path)
	}
	return say.T(o.name)
}

// The operations, in the order of openapi.yaml.
var (
	memberLayout         = operation{"layouts members", http.MethodGet, "/member_layouts", "メンバー情報レイアウト設定 取得", false}
	sheetLayouts         = operation{"layouts sheets", http.MethodGet, "/sheet_layouts", "シート情報レイアウト設定 取得", false}
	sheetLayout          = operation{"layouts sheet", http.MethodGet, "/sheet_layouts/{sheet_id}", "シート情報レイアウト設定 取得", false}
	memberList           = operation{"members list", http.MethodGet, "/members", "メンバー情報 取得", false}
	memberAdd            = operation{"members add", http.MethodPost, "/members", "メンバー情報 登録", true}
	memberReplace        = operation{"members replace", http.MethodPut, "/members", "メンバー情報 一括更新", true}
	memberUpdate         = operation{"members update", http.MethodPatch, "/members", "メンバー情報 更新", true}
	memberOverwrite      = operation{"members overwrite", http.MethodPut, "/members/overwrite", "メンバー情報 洗い替え", true}
	memberDelete         = operation{"members delete", http.MethodPost, "/members/delete", "メンバー情報 削除", true}
	faceList             = operation{"faces list", http.MethodGet, "/members/face_image", "顔写真 取得", false}
	faceAdd              = operation{"faces push", http.MethodPost, "/members/face_image", "顔写真 登録", true}
	faceReplace          = operation{"faces push", http.MethodPatch, "/members/face_image", "顔写真 更新", true}
	sheetGet             = operation{"sheet get", http.MethodGet, "/sheets/{sheet_id}", "シート情報 取得", false}
	sheetReplace         = operation{"sheet replace", http.MethodPut, "/sheets/{sheet_id}", "シート情報 一括更新", true}
	sheetUpdate          = operation{"sheet update", http.MethodPatch, "/sheets/{sheet_id}", "シート情報 更新", true}
	sheetAdd             = operation{"sheet add", http.MethodPost, "/sheets/{sheet_id}/add", "シート情報 追加", true}
	fileList             = operation{"sheet files list", http.MethodGet, "/sheets/{sheet_id}/custom_fields/{custom_field_id}/file", "添付ファイル 取得", false}
	fileAdd              = operation{"sheet files push", http.MethodPost, "/sheets/{sheet_id}/custom_fields/{custom_field_id}/file", "添付ファイル 登録", true}
	fileReplace          = operation{"sheet files push", http.MethodPatch, "/sheets/{sheet_id}/custom_fields/{custom_field_id}/file", "添付ファイル 更新", true}
	departmentList       = operation{"departments list", http.MethodGet, "/departments", "所属ツリー 取得", false}
	departmentOverwrite  = operation{"departments overwrite", http.MethodPut, "/departments", "所属ツリー 一括更新", true}
	taskGet              = operation{"task get", http.MethodGet, "/tasks/{task_id}", "タスク進捗状況 取得", false}
	userList             = operation{"users list", http.MethodGet, "/users", "ユーザー情報 取得", false}
	userCreate           = operation{"users create", http.MethodPost, "/users", "ユーザー情報 登録", false}
	userGet              = operation{"users get", http.MethodGet, "/users/{user_id}", "ユーザー情報 取得", false}
	userUpdate           = operation{"users update", http.MethodPatch, "/users/{user_id}", "ユーザー情報 更新", false}
	userDelete           = operation{"users delete", http.MethodDelete, "/users/{user_id}", "ユーザー情報 削除", false}
	roleList             = operation{"roles list", http.MethodGet, "/roles", "ロール 取得", false}
	permissionList       = operation{"permissions get", http.MethodGet, "/advanced_permissions/{advanced_type}", "拡張アクセス設定 取得", false}
	permissionsOverwrite = operation{"permissions overwrite", http.MethodPut, "/advanced_permissions/{advanced_type}", "拡張アクセス設定 一括更新", true}
	optionList           = operation{"options list", http.MethodGet, "/enum_options", "マスター管理 取得", false}
	optionGet            = operation{"options get", http.MethodGet, "/enum_options/{custom_field_id}", "マスター管理 取得", false}
	optionsOverwrite     = operation{"options overwrite", http.MethodPut, "/enum_options/{custom_field_id}", "マスター管理 一括更新", true}
	webhookList          = operation{"webhooks list", http.MethodGet, "/webhook", "Webhook 取得", false}
	webhookCreate        = operation{"webhooks create", http.MethodPost, "/webhook", "Webhook 登録", false}
	webhookUpdate        = operation{"webhooks update", http.MethodPatch, "/webhook/{webhook_id}", "Webhook 更新", false}
	webhookDelete        = operation{"webhooks delete", http.MethodDelete, "/webhook/{webhook_id}", "Webhook 削除", false}
)

// limits returns the limits that a request of the operation needs a place in. An update fills the small one first.
func (o operation) limits() []string {
	if o.update {
		return []string{updates, requests}
	}
	return []string{requests}
}

// request returns one request of an operation; the places fill its path from the left.
func (o operation) request(places ...string) transport.Request {
	words := strings.Split(o.path, "/")
	for i, word := range words {
		if strings.HasPrefix(word, "{") && len(places) > 0 {
			words[i], places = url.PathEscape(places[0]), places[1:]
		}
	}
	kind := transport.Write
	if o.method == http.MethodGet {
		kind = transport.Read
	}
	return transport.Request{Name: o.what(), Method: o.method, Path: strings.Join(words, "/"), Kind: kind}
}
