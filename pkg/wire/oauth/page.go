package oauth

import (
	"fmt"
	"html"
	"net/http"
)

// message is what a browser shows, in the languages of those who may sit before it.
type message struct{ ja, en string }

var (
	finished = message{
		"認可を受け取りました。この画面は閉じてかまいません。結果は端末に表示されます。",
		"The authorization was received. You may close this window; the terminal shows the result.",
	}
	over = message{
		"このログインはもう終わっています。この画面は閉じてかまいません。",
		"This login is over already. You may close this window.",
	}
	denied = message{
		"認可されませんでした。この画面は閉じてかまいません。",
		"The authorization was not given. You may close this window.",
	}
	stranger = message{
		"待っているログインの応答ではありません（state か code が違うか、ありません）。端末に表示されたURLを開いてください。ログインはまだ待っています。",
		"This is not the answer to the login that is waiting: its state or code is wrong or missing. Open the address that the terminal shows; the login still waits.",
	}
	unknown     = message{"ここには何もありません。", "There is nothing here."}
	misdirected = message{"このホスト名では応答しません。", "Nothing is served under this host name."}
)

// page answers with a message, and with the vendor's own word below it. It has no script, style or link.
func page(w http.ResponseWriter, status int, m message, said string) {
	w.WriteHeader(status)
	if said != "" {
		said = "\n<p><code>" + html.EscapeString(said) + "</code></p>"
	}
	_, _ = fmt.Fprintf(w, frame, m.ja, m.en, said) //nolint:gosec // G705: said is escaped above
}

const frame = `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>genba</title></head>
<body>
<p>%s</p>
<p lang="en">%s</p>%s
</body></html>
`
