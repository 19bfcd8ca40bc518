// Package sandbox plays the chat channels on loopback: it answers as their pages and live senders say they do, with their
// limits, and keeps what was posted. It must not know how genba posts.
package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Token is what the sandbox's Chatwork and LINE WORKS bot take.
const Token = "sandbox-notify-token-0001"

// Options are what a test decides.
type Options struct {
	Now func() time.Time // nil: time.Now
}

// Server is all channels together.
type Server struct {
	now func() time.Time
	mux *http.ServeMux

	mu     sync.Mutex
	posts  []Post
	recent map[string][]time.Time // posts that still count for a limit
	google map[string]string      // name of the message that a requestId made
}

// Post is a message that a channel shows.
type Post struct {
	Channel string `json:"channel"`
	Room    string `json:"room,omitempty"`
	Text    string `json:"text"`
}

// New returns a server.
func New(o Options) *Server {
	s := &Server{now: o.Now, mux: http.NewServeMux(), recent: map[string][]time.Time{}, google: map[string]string{}}
	if s.now == nil {
		s.now = time.Now
	}
	s.mux.HandleFunc("POST /slack/services/{team}/{hook}/{secret}", s.slack)
	s.mux.HandleFunc("POST /teams/workflows/{id}", s.teams)
	s.mux.HandleFunc("POST /google-chat/v1/spaces/{space}/messages", s.googleChat)
	s.mux.HandleFunc("POST /chatwork/v2/rooms/{room}/messages", s.chatwork)
	s.mux.HandleFunc("POST /lineworks/message/{secret}", s.lineworks)
	s.mux.HandleFunc("POST /worksapis/v1.0/bots/{bot}/channels/{channel}/messages", s.bot)
	s.mux.HandleFunc("GET /posts", s.list)
	return s
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Env returns the environment with which genba's channels are those of a server at base.
func Env(base string) []string {
	return []string{
		"GENBA_NOTIFY_CHATWORK_BASE_URL=" + base + "/chatwork/v2",
		"GENBA_NOTIFY_CHATWORK_TOKEN=" + Token,
		"GENBA_NOTIFY_GOOGLE_CHAT_URL=" + base + "/google-chat/v1/spaces/SANDBOX/messages?key=sandbox-key-000000000001&token=sandbox-token-0000000001",
		"GENBA_NOTIFY_LINEWORKS_BASE_URL=" + base + "/worksapis/v1.0",
		"GENBA_NOTIFY_LINEWORKS_URL=" + base + "/lineworks/message/sandbox-secret-000000001",
		"GENBA_NOTIFY_SLACK_URL=" + base + "/slack/services/TSANDBOX/BSANDBOX/sandbox-secret-000000001",
		"GENBA_NOTIFY_TEAMS_URL=" + base + "/teams/workflows/sandbox-workflow-0000001?sig=sandbox-signature-0000001",
	}
}

func (s *Server) keep(channel, room, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.posts = append(s.posts, Post{channel, room, text})
}

// Posts returns the messages so far.
func (s *Server) Posts() []Post {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Post(nil), s.posts...)
}

// full counts a post for a limit of so many in a time, and reports whether it is one too many and how many are left.
func (s *Server) full(limit string, most int, within time.Duration) (over bool, left int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, recent := s.now(), s.recent[limit]
	for len(recent) > 0 && now.Sub(recent[0]) >= within {
		recent = recent[1:]
	}
	if over = len(recent) >= most; !over {
		recent = append(recent, now)
	}
	s.recent[limit] = recent
	return over, most - len(recent)
}

// list shows them as NDJSON.
func (s *Server) list(w http.ResponseWriter, _ *http.Request) {
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for _, p := range s.Posts() {
		_ = lines.Encode(p)
	}
}

// slack answers in plain text. The name of the webhook says which trouble is played.
func (s *Server) slack(w http.ResponseWriter, r *http.Request) {
	trouble := map[string]struct {
		status int
		body   string
	}{
		"B-gone": {404, "no_service"}, "B-archived": {410, "channel_is_archived"}, "B-forbidden": {403, "action_prohibited"},
		"B-payload": {400, "invalid_payload"}, "B-down": {500, "rollup_error"}, "B-busy": {429, ""}, "B-silent": {200, ""},
	}
	if played, ok := trouble[r.PathValue("hook")]; ok {
		w.WriteHeader(played.status)
		fmt.Fprint(w, played.body)
		return
	}
	var body struct{ Text string }
	if json.NewDecoder(r.Body).Decode(&body) != nil || body.Text == "" {
		http.Error(w, "invalid_payload", http.StatusBadRequest)
		return
	}
	if full, _ := s.full("slack", 2, time.Second); full { // about one a second, with short bursts
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	if runes := []rune(body.Text); len(runes) > 40_000 {
		body.Text = string(runes[:40_000]) // without a word
	}
	s.keep("slack", "", body.Text)
	fmt.Fprint(w, "ok")
}

// teams starts a workflow and says no more; a body that is too large it refuses.
func (s *Server) teams(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Attachments []struct {
			Content struct{ Body []struct{ Text string } }
		}
	}
	limited := http.MaxBytesReader(w, r.Body, 28<<10)
	err := json.NewDecoder(limited).Decode(&body)
	switch {
	case err != nil && strings.Contains(err.Error(), "too large"):
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	case r.URL.Query().Get("sig") == "":
		w.WriteHeader(http.StatusUnauthorized)
		return
	case r.PathValue("id") == "gone":
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if full, _ := s.full("teams", 4, time.Second); full {
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	if err == nil && len(body.Attachments) > 0 && len(body.Attachments[0].Content.Body) > 0 {
		s.keep("teams", "", body.Attachments[0].Content.Body[0].Text) // another card fails later, inside the workflow
	}
	w.WriteHeader(http.StatusAccepted)
}

// googleChat gives the message made before for a requestId that comes again.
func (s *Server) googleChat(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("key") == "" || r.URL.Query().Get("token") == "" {
		http.Error(w, `{"error":{"code":403,"message":"The caller does not have permission","status":"PERMISSION_DENIED"}}`, http.StatusForbidden)
		return
	}
	switch {
	case r.PathValue("space") == "GONE":
		http.Error(w, `{"error":{"code":404,"message":"Space not found.","status":"NOT_FOUND"}}`, http.StatusNotFound)
		return
	case r.URL.Query().Get("key") == "wrong":
		http.Error(w, `{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}`, http.StatusBadRequest)
		return
	}
	if full, _ := s.full("google-chat "+r.PathValue("space"), 1, time.Second); full {
		http.Error(w, `{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}}`, http.StatusTooManyRequests)
		return
	}
	var body struct{ Text string }
	if json.NewDecoder(r.Body).Decode(&body) != nil || body.Text == "" || len(body.Text) > 32_000 {
		http.Error(w, `{"error":{"code":400,"message":"Message cannot be empty.","status":"INVALID_ARGUMENT"}}`, http.StatusBadRequest)
		return
	}
	id := r.URL.Query().Get("requestId")
	s.mu.Lock()
	name, again := s.google[id]
	if !again {
		name = fmt.Sprintf("spaces/%s/messages/%d", r.PathValue("space"), len(s.posts)+1)
		if id != "" {
			s.google[id] = name
		}
	}
	s.mu.Unlock()
	if !again {
		s.keep("google-chat", r.PathValue("space"), body.Text)
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"name": name, "text": body.Text, "thread": map[string]string{"name": name + ".thread"}})
}

// chatwork takes a form, ten in ten seconds in a room.
func (s *Server) chatwork(w http.ResponseWriter, r *http.Request) {
	refuse := func(status int, words string) {
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string][]string{"errors": {words}})
	}
	body := r.PostFormValue("body")
	switch {
	case r.Header.Get("X-ChatWorkToken") != Token:
		refuse(http.StatusUnauthorized, "Invalid API token")
		return
	case body == "":
		refuse(http.StatusBadRequest, "Parameter 'body' is required")
		return
	}
	room, now := r.PathValue("room"), s.now()
	if room == "999" { // a room that the token's owner is not in
		refuse(http.StatusForbidden, "You don't have permission to send message in this room")
		return
	}
	calls, left := s.full("chatwork", 300, 5*time.Minute)
	w.Header().Set("X-Ratelimit-Limit", "300")
	w.Header().Set("X-Ratelimit-Remaining", strconv.Itoa(left))
	w.Header().Set("X-Ratelimit-Reset", strconv.FormatInt(now.Add(5*time.Minute).Unix(), 10))
	if calls {
		refuse(http.StatusTooManyRequests, "Rate limit exceeded")
		return
	}
	if full, _ := s.full("chatwork "+room, 10, 10*time.Second); full {
		refuse(http.StatusTooManyRequests, "Rate limit for message posting per room exceeded")
		return
	}
	s.keep("chatwork", room, body)
	_ = json.NewEncoder(w).Encode(map[string]string{"message_id": strconv.FormatInt(now.UnixNano(), 10)})
}

// worksFull keeps the free plan's limit, 60 a minute.
func (s *Server) worksFull(w http.ResponseWriter) bool {
	full, left := s.full("lineworks", 60, time.Minute)
	w.Header().Set("RateLimit-Limit", "60")
	w.Header().Set("RateLimit-Remaining", strconv.Itoa(left))
	if full {
		http.Error(w, `{"code":"TOO_MANY_REQUESTS","description":"Too many requests"}`, http.StatusTooManyRequests)
	}
	return full
}

func (s *Server) lineworks(w http.ResponseWriter, r *http.Request) {
	if r.PathValue("secret") == "gone" {
		http.Error(w, `{"code":"NOT_FOUND","description":"Webhook not found"}`, http.StatusNotFound)
		return
	}
	if s.worksFull(w) {
		return
	}
	var body struct{ Body struct{ Text string } }
	if json.NewDecoder(r.Body).Decode(&body) != nil || body.Body.Text == "" {
		http.Error(w, `{"code":"INVALID_PARAMETER","description":"body.text is required"}`, http.StatusBadRequest)
		return
	}
	s.keep("lineworks", "", body.Body.Text)
	w.WriteHeader(http.StatusOK)
}

func (s *Server) bot(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer "+Token {
		http.Error(w, `{"code":"UNAUTHORIZED","description":"Authentication failed"}`, http.StatusUnauthorized)
		return
	}
	if s.worksFull(w) {
		return
	}
	var body struct{ Content struct{ Type, Text string } }
	if json.NewDecoder(r.Body).Decode(&body) != nil || body.Content.Type != "text" || body.Content.Text == "" {
		http.Error(w, `{"code":"INVALID_PARAMETER","description":"content is invalid"}`, http.StatusBadRequest)
		return
	}
	s.keep("lineworks", r.PathValue("channel"), body.Content.Text)
	w.WriteHeader(http.StatusCreated)
}
