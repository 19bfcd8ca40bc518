package sandbox

import (
	"fmt"
	"html"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

func (s *Server) routeOAuth() {
	s.mux.HandleFunc("GET /oauth/authorize", s.consentPage)
	s.mux.HandleFunc("POST /oauth/authorize", s.consent)
	s.mux.HandleFunc("POST /v3/oauth/token", s.token)
}

// authorizeParameters are those that the consent page hands on to its buttons.
var authorizeParameters = []string{"response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method"}

// consentPage shows the confirmation of §3-3, without the login before it.
func (s *Server) consentPage(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if problem := unauthorizable(q); problem != "" {
		s.page(w, http.StatusBadRequest, "認可できません", html.EscapeString(problem))
		return
	}
	var hidden strings.Builder
	for _, name := range authorizeParameters {
		if q.Has(name) {
			fmt.Fprintf(&hidden, "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n", name, html.EscapeString(q.Get(name)))
		}
	}
	s.page(w, http.StatusOK, "アクセス許可の確認", fmt.Sprintf(`<p>アプリケーション「%s」がロジメーターのデータへのアクセスを求めています。</p>
<form method="post" action="%s">
%s<button type="submit" name="decision" value="allow">許可</button>
<button type="submit" name="decision" value="deny">拒否</button>
</form>`, html.EscapeString(q.Get("client_id")), "authorize", hidden.String()))
}

func (s *Server) page(w http.ResponseWriter, status int, title, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><title>%s</title></head>\n<body><h1>%s</h1>\n%s\n</body></html>\n", title, title, body)
}

// unauthorizable returns what is wrong with an authorization request; "" for nothing. Such a request is not sent on: the
// redirect URI may be anybody's.
func unauthorizable(q url.Values) string {
	switch {
	case q.Get("client_id") != ClientID:
		return "クライアントIDが登録されていません。"
	case !registered(q.Get("redirect_uri")):
		return "コールバックURLが登録されていません。"
	case q.Get("response_type") != "code":
		return "response_typeはcodeでなければなりません。"
	case q.Get("code_challenge") != "" && q.Get("code_challenge_method") != "S256":
		return "code_challenge_methodはS256でなければなりません。"
	}
	return ""
}

// registered accepts /callback on loopback, on any port, and one place that is elsewhere.
func registered(redirectURI string) bool {
	if redirectURI == RemoteRedirectURL {
		return true
	}
	u, err := url.Parse(redirectURI)
	if err != nil || u.Scheme != "http" || u.Path != "/callback" || u.RawQuery != "" {
		return false
	}
	host, _, err := net.SplitHostPort(u.Host)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// consent returns one of the two buttons.
func (s *Server) consent(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.page(w, http.StatusBadRequest, "認可できません", "フォームを読み取れません。")
		return
	}
	if problem := unauthorizable(r.PostForm); problem != "" {
		s.page(w, http.StatusBadRequest, "認可できません", html.EscapeString(problem))
		return
	}
	back := url.Values{}
	if state := r.PostForm.Get("state"); state != "" {
		back.Set("state", state)
	}
	if r.PostForm.Get("decision") == "allow" {
		back.Set("code", s.authorize(r.PostForm.Get("redirect_uri"), r.PostForm.Get("code_challenge")))
	} else {
		back.Set("error", "access_denied")
		back.Set("error_description", "リソースの所有者または認可サーバーが要求を拒否しました。")
	}
	// To a registered place only: unauthorizable has seen to it.
	w.Header().Set("Location", r.PostForm.Get("redirect_uri")+"?"+back.Encode())
	w.WriteHeader(http.StatusFound)
}

// Authorize does what a person does on the consent page: a code for the redirect URI.
func (s *Server) Authorize(redirectURI string) string { return s.authorize(redirectURI, "") }

func (s *Server) authorize(redirectURI, challenge string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.oauth.family++
	text := s.oauth.secret("code")
	s.oauth.codes[text] = &code{redirectURI: redirectURI, challenge: challenge, expires: s.now().Add(codeLife), family: s.oauth.family}
	return text
}

// tokenAnswer is the document's screenshot, in its order.
type tokenAnswer struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	ExpiresIn    int64  `json:"expires_in"`
	RefreshToken string `json:"refresh_token"`
	Scope        string `json:"scope"`
	CreatedAt    int64  `json:"created_at"`
}

// tokenRefusal is RFC 6749 §5.2; the document shows none.
type tokenRefusal struct {
	Error       string `json:"error"`
	Description string `json:"error_description"`
	status      int
}

// token plays the token endpoint: multipart as in the document, and urlencoded as the RFC has it.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	granted, refused := s.grant(r)
	if refused != nil {
		s.answer(w, refused.status, refused)
		return
	}
	s.answer(w, http.StatusOK, granted)
}

func (s *Server) grant(r *http.Request) (*tokenAnswer, *tokenRefusal) {
	invalid := func(text string) *tokenRefusal {
		return &tokenRefusal{"invalid_request", text, http.StatusBadRequest}
	}
	multipart := strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data")
	if wanted := s.o.TokenEncoding; wanted == "multipart" && !multipart || wanted == "urlencoded" && multipart {
		return nil, invalid("本文の形式が正しくありません。")
	}
	if err := r.ParseMultipartForm(maxForm); err != nil && multipart || r.PostForm == nil {
		return nil, invalid("本文を読み取れません。")
	}
	form := r.PostForm
	if r.MultipartForm != nil {
		form = url.Values(r.MultipartForm.Value)
	}
	if form.Get("client_id") != ClientID || form.Get("client_secret") != ClientSecret {
		return nil, &tokenRefusal{"invalid_client", "クライアントの認証に失敗しました。", http.StatusUnauthorized}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch form.Get("grant_type") {
	case "authorization_code":
		if form.Get("response_type") != "code" { // a fixed value in the document's table
			return nil, invalid("response_typeはcodeでなければなりません。")
		}
		return s.grantCode(form)
	case "refresh_token":
		return s.grantRefresh(form)
	}
	return nil, &tokenRefusal{"unsupported_grant_type", "grant_typeが正しくありません。", http.StatusBadRequest}
}

// maxForm is far above any token request.
const maxForm = 1 << 20

func invalidGrant() *tokenRefusal {
	return &tokenRefusal{"invalid_grant", "認可コードまたはリフレッシュトークンが正しくないか、有効期限が切れているか、すでに使われています。", http.StatusBadRequest}
}

func (s *Server) grantCode(form url.Values) (*tokenAnswer, *tokenRefusal) {
	c := s.oauth.codes[form.Get("code")]
	switch {
	case c == nil || !s.now().Before(c.expires) || c.redirectURI != form.Get("redirect_uri"):
		return nil, invalidGrant()
	case c.used:
		s.oauth.revoked[c.family] = true
		return nil, invalidGrant()
	case c.challenge != "" && challengeOf(form.Get("code_verifier")) != c.challenge:
		return nil, invalidGrant()
	}
	c.used = true
	return s.issued(c.family), nil
}

func (s *Server) grantRefresh(form url.Values) (*tokenAnswer, *tokenRefusal) {
	t := s.oauth.refresh[form.Get("refresh_token")]
	switch {
	case t == nil || s.oauth.revoked[t.family]:
		return nil, invalidGrant()
	case t.used:
		s.oauth.revoked[t.family] = true
		return nil, invalidGrant()
	}
	t.used = true
	for text, a := range s.oauth.access {
		if a.family == t.family {
			delete(s.oauth.access, text) // dead before the client has the answer
		}
	}
	return s.issued(t.family), nil
}

func (s *Server) issued(family int) *tokenAnswer {
	now := s.now()
	accessToken, refreshToken := s.oauth.issue(family, now)
	return &tokenAnswer{
		AccessToken: accessToken, TokenType: "Bearer", ExpiresIn: int64(tokenLife.Seconds()), RefreshToken: refreshToken,
		Scope: "all", CreatedAt: now.Unix(),
	}
}

// Revoked reports whether anybody's tokens were taken away because something was used twice.
func (s *Server) Revoked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.oauth.revoked) > 0
}
