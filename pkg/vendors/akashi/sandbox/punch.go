package sandbox

import (
	"slices"
	"time"
)

var stampKinds = []int64{11, 12, 21, 22, 31, 32}

// pushStamp (6.6) punches for the token's owner at the server's own time, whatever stamped_at says.
// The same punch sent twice is two stamps; no call takes one back.
func (c *call) pushStamp() (answer, *failure) {
	kind := int64(c.nextKind())
	if c.params.Has("type") {
		var ok bool
		if kind, ok = c.params.Integer("type"); !ok || !slices.Contains(stampKinds, kind) {
			return answer{}, invalid("打刻種別が正しくありません。")
		}
	}
	c.pushed[c.owner.id] = append(c.pushed[c.owner.id], stamp{
		at: c.now, local: c.now, kind: int(kind), method: 3, organization: c.owner.organization, ip: "127.0.0.1",
	})
	n := c.names()
	response := object{
		{"login_company_code", CompanyID},
		{"staff_id", c.owner.id},
		{"type", kind},
		{n.stampedAt, c.now.Format(dateTime)},
	}
	if n.stampExtras {
		response = append(response, member{"alertCount", nil}, member{"overtimeExceeded", nil})
	}
	return answer{response: response}, nil
}

// nextKind decides from the last two days: in when the last punch was a way out, else out.
func (c *call) nextKind() int {
	past := c.stampsOf(c.owner, c.now.Add(-48*time.Hour), c.now)
	if len(past) == 0 {
		return 11
	}
	if last := past[len(past)-1].kind; last == 12 || last == 22 {
		return 11
	}
	return 12
}
