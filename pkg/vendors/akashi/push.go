package akashi

import (
	"context"
	"net/http"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// StampType is what a punch means (§6.6.2).
type StampType struct {
	Code int
	Name string // as typed
	Text string // as the vendor says it
}

// StampTypes lists the punches that can be made.
func StampTypes() []StampType {
	return []StampType{
		{11, "in", "出勤"},
		{12, "out", "退勤"},
		{21, "direct-in", "直行"},
		{22, "direct-out", "直帰"},
		{31, "break-start", "休憩入"},
		{32, "break-end", "休憩戻"},
	}
}

// Punch is a stamp to be made now. Type 0 leaves it to AKASHI to decide between in and out from the stamps so
// far. Timezone is the client's, "+09:00"; empty leaves it out.
type Punch struct {
	Type     int
	Timezone string
}

// PushStamp punches for the token's owner, once. The time that counts is the server's (§6.6.2), so stamped_at is
// not sent; clients in real use leave it out too. The answer's time is spelled stampedAt by
// the real server, stamped_at and stamped_aAt in the document.
func (c *Client) PushStamp(ctx context.Context, p Punch) (record.Record, error) {
	var members []record.Member
	if p.Type != 0 {
		members = append(members, record.Named("type", record.Int(int64(p.Type))))
	}
	if p.Timezone != "" {
		members = append(members, record.Named("timezone", record.String(p.Timezone)))
	}
	response, err := c.write(ctx, say.T("punch"), http.MethodPost, c.company+"/stamps", record.Object(members...))
	return done(say.T("punch"), response, err)
}
