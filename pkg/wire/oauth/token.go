package oauth

import (
	"bytes"
	"cmp"
	"context"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Application is what the vendor registered, and how it wants to be asked for tokens.
type Application struct {
	ClientID, ClientSecret string
	RedirectURL            string
	// URLEncoded sends application/x-www-form-urlencoded, as RFC 6749 has it, instead of multipart/form-data.
	URLEncoded bool
}

// Token is what a token endpoint gave.
type Token struct {
	Access  string
	Refresh string        // empty: none was given
	Life    time.Duration // of the access token from the answer on; 0: not said
}

// TokenEndpoint asks for tokens. Each request is sent once, and not interrupted: codes and refresh tokens may work only once.
type TokenEndpoint struct {
	http *transport.Client
	app  Application
}

// NewTokenEndpoint returns the endpoint whose address is options.BaseURL. options.Auth and Check are set here.
func NewTokenEndpoint(options transport.Options, app Application) (*TokenEndpoint, error) {
	options.Auth, options.Check = nil, checkToken
	options.Redact.Add(app.ClientSecret)
	http, err := transport.New(options)
	if err != nil {
		return nil, err
	}
	return &TokenEndpoint{http: http, app: app}, nil
}

// Exchange turns a code into tokens. A refused code or client is fault.Auth; an error that leaves open what became of the
// code is ambiguous.
func (e *TokenEndpoint) Exchange(ctx context.Context, code, verifier string) (Token, error) {
	// response_type belongs to the authorization request; a vendor that wants it here, too, is known.
	fields := fields{
		{"response_type", "code"},
		{"grant_type", "authorization_code"},
		{"client_id", e.app.ClientID},
		{"client_secret", e.app.ClientSecret},
		{"code", code},
		{"redirect_uri", e.app.RedirectURL},
	}
	if verifier != "" {
		fields = append(fields, [2]string{"code_verifier", verifier})
	}
	return e.ask(ctx, say.T("token request"), fields)
}

// Refresh turns a refresh token into new tokens. Where the vendor rotates, the old one is dead from the answer on;
// whoever calls this stores the new one before anything else. Without a new one in the answer the old one goes on.
func (e *TokenEndpoint) Refresh(ctx context.Context, refreshToken string) (Token, error) {
	t, err := e.ask(ctx, say.T("token refresh"), fields{
		{"grant_type", "refresh_token"},
		{"client_id", e.app.ClientID},
		{"client_secret", e.app.ClientSecret},
		{"refresh_token", refreshToken},
		{"redirect_uri", e.app.RedirectURL},
	})
	if err == nil {
		t.Refresh = cmp.Or(t.Refresh, refreshToken)
	}
	return t, err
}

func (e *TokenEndpoint) ask(ctx context.Context, name say.Text, f fields) (Token, error) {
	body, err := f.body(e.app.URLEncoded)
	if err != nil {
		return Token{}, err
	}
	got, err := e.http.Do(ctx, transport.Request{Name: name, Method: http.MethodPost, Body: body, Kind: transport.Write, Unbroken: true})
	if err != nil {
		return Token{}, err
	}
	t, _ := got.Meaning.(Token)
	return t, nil
}

// fields are the names and values of a form, in their order.
type fields [][2]string

func (f fields) body(urlencoded bool) (*transport.Body, error) {
	if urlencoded {
		var pairs []string
		for _, p := range f {
			pairs = append(pairs, p[0]+"="+url.QueryEscape(p[1]))
		}
		return &transport.Body{ContentType: "application/x-www-form-urlencoded", Data: []byte(strings.Join(pairs, "&"))}, nil
	}
	var data bytes.Buffer
	m := multipart.NewWriter(&data)
	for _, p := range f {
		if err := m.WriteField(p[0], p[1]); err != nil {
			return nil, err
		}
	}
	if err := m.Close(); err != nil {
		return nil, err
	}
	return &transport.Body{ContentType: m.FormDataContentType(), Data: data.Bytes()}, nil
}

// checkToken reads a token answer, or why there is none (RFC 6749 §5). No message repeats the answer: it may hold tokens.
func checkToken(r *transport.Response) error {
	v, err := record.ParseValue(r.Body)
	if r.Status < 300 && err != nil {
		return &fault.Error{Kind: fault.Other, Status: r.Status, Message: say.T("the answer of the token endpoint is not valid JSON"), Hint: say.T("check token_url and base_url")}
	}
	if err != nil {
		v = nil
	}
	if code := v.Field("error"); code.Kind() == record.KindString && code.Text() != "" || r.Status >= 300 {
		return refusedToken(r.Status, v)
	}
	access := v.Field("access_token")
	if access.Kind() != record.KindString || access.Text() == "" {
		return &fault.Error{Kind: fault.Other, Status: r.Status, Message: say.T("the answer of the token endpoint has no access_token"), Hint: say.T("check token_url and base_url")}
	}
	t := Token{Access: access.Text(), Life: life(v.Field("expires_in"))}
	if refresh := v.Field("refresh_token"); refresh.Kind() == record.KindString {
		t.Refresh = refresh.Text()
	}
	r.Meaning = t
	return nil
}

// life reads expires_in, a number that some send as text. created_at is not added to it: the vendor's clock is not
// this machine's. What can't be read costs the knowledge of the expiry, never the token.
func life(v record.Value) time.Duration {
	seconds, err := strconv.ParseFloat(v.Text(), 64)
	const most = 10 * 365 * 24 * 60 * 60
	if err != nil || seconds <= 0 || seconds > most {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// refusedToken returns a refusal of the token endpoint. A refused code, refresh token or client means that somebody has to
// log in again.
func refusedToken(status int, v record.Value) error {
	code := v.Field("error")
	e := &fault.Error{Kind: fault.Refused, Status: status, Message: say.T("the token endpoint refused the request and gave no reason")}
	if code.Kind() == record.KindString {
		e.Code = code.Text()
		e.Message = say.T("the token endpoint refused the request")
	} else if inner := code; inner.Kind() == record.KindObject {
		e.Code, v = inner.Field("code").Text(), inner
	}
	e.Message = say.Or(say.Verbatim(v.Field("error_description", "message").Text()), e.Message)
	switch {
	case status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500:
		e.Kind = fault.Temporary
	case e.Code == "invalid_grant", e.Code == "invalid_client", e.Code == "unauthorized_client", status == http.StatusUnauthorized:
		e.Kind = fault.Auth
	}
	return e
}
