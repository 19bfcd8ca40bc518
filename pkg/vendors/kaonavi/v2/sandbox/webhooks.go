package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// webhook is a setting, as POST and PATCH answer it.
type webhook struct {
	ID               int      `json:"id"`
	URL              string   `json:"url"`
	Events           []string `json:"events"`
	Secret           string   `json:"secret_token"`
	updated, created string
}

// events are what a webhook can be told of.
var events = []string{"member_created", "member_updated", "member_deleted"}

type seenWebhook struct {
	*webhook
	Updated string `json:"updated_at"`
	Created string `json:"created_at"`
}

func (c *call) listWebhooks() answer {
	all := []seenWebhook{}
	for _, w := range c.company.webhooks {
		all = append(all, seenWebhook{w, w.updated, w.created})
	}
	return ok(object{"webhook_data": all})
}

type sentWebhook struct {
	URL    string   `json:"url"`
	Events []string `json:"events"`
	Secret string   `json:"secret_token"`
}

func (s sentWebhook) wrong() string {
	switch {
	case !strings.HasPrefix(s.URL, "https://"):
		return "urlはhttpsで指定してください。"
	case len(s.Events) == 0:
		return "eventsは必須です。"
	}
	for i, e := range s.Events {
		if !slices.Contains(events, e) || slices.Contains(s.Events[:i], e) {
			return "eventsが正しくありません。"
		}
	}
	return ""
}

func (c *call) createWebhook() answer {
	s, err := decode[sentWebhook](c)
	if err != nil {
		return badBody(err)
	}
	if why := s.wrong(); why != "" {
		return refuse(http.StatusBadRequest, why)
	}
	now := c.now.Format(moment)
	w := &webhook{ID: c.company.id(), URL: s.URL, Events: s.Events, Secret: s.Secret, updated: now, created: now}
	c.company.webhooks = append(c.company.webhooks, w)
	return ok(w)
}

func (c *call) webhook() *webhook {
	if i := slices.IndexFunc(c.company.webhooks, func(w *webhook) bool { return strconv.Itoa(w.ID) == c.ids[0] }); i >= 0 {
		return c.company.webhooks[i]
	}
	return nil
}

func (c *call) updateWebhook() answer {
	w := c.webhook()
	if w == nil {
		return notFound("Webhook")
	}
	s, err := decode[sentWebhook](c)
	if err != nil {
		return badBody(err)
	}
	if why := s.wrong(); why != "" {
		return refuse(http.StatusBadRequest, why)
	}
	w.URL, w.Events, w.Secret, w.updated = s.URL, s.Events, s.Secret, c.now.Format(moment)
	return ok(w)
}

func (c *call) deleteWebhook() answer {
	w := c.webhook()
	if w == nil {
		return notFound("Webhook")
	}
	c.company.webhooks = slices.DeleteFunc(c.company.webhooks, func(other *webhook) bool { return other == w })
	return answer{status: http.StatusNoContent}
}
