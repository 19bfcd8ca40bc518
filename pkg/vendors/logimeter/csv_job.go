package logimeter

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Status of a job, 作成状況ステータス.
const (
	csvWaiting = 1
	csvWorking = 2
	csvDone    = 3
	csvFlawed  = 4 // done, with errors
	csvFailed  = 5
)

func csvStatusLabels() map[string]string {
	return map[string]string{"1": "待機中", "2": "処理中", "3": "完了", "4": "エラーあり完了", "5": "エラー"}
}

// CSVRequest says what is in a CSV file.
type CSVRequest struct {
	Type  CSVType
	Group int64 // budget_group_id (管理グループ)
	Days  Days
}

// CSVJob is a file that LOGIMETER is making, or has made.
type CSVJob struct {
	ID     int64
	Status int
	Error  string        // error_message
	Record record.Record // as the vendor sent it
}

// CSVJobColumns are the columns of a job. The request says start_date where the answer says start_dt; both are read.
func CSVJobColumns() []record.Column {
	types := map[string]string{}
	for _, t := range CSVTypes() {
		types[strconv.Itoa(t.Number)] = t.Title
	}
	return []record.Column{
		{Name: "id"}, {Name: "csv_type", Labels: types}, {Name: "csv_file_name"}, {Name: "budget_group_id"},
		{Name: "start_dt", Alt: []string{"start_date"}}, {Name: "end_dt", Alt: []string{"end_date"}},
		{Name: "status", Labels: csvStatusLabels()}, {Name: "error_message"}, {Name: "process_end_time"},
	}
}

// ErrTooManyJobs is wrapped in the refusal of a job because others of this user are unfinished.
var ErrTooManyJobs = errors.New("too many unfinished CSV jobs")

// CreateCSV starts a job, once. Where nobody can say whether it was started, the error is Ambiguous and says what that
// means. A refusal because of the jobs that are unfinished is fault.Temporary and wraps ErrTooManyJobs.
func (c *Client) CreateCSV(ctx context.Context, q CSVRequest) (CSVJob, error) {
	r, err := c.endpoint("csv_create", nil)
	if err != nil {
		return CSVJob{}, err
	}
	r.Kind = transport.Write
	r.Body = transport.JSON(fmt.Appendf(nil, `{"csv_type":%d,"budget_group_id":%d,"start_date":%q,"end_date":%q}`,
		q.Type.Number, q.Group, q.Days.First.Format(time.DateOnly), q.Days.Last.Format(time.DateOnly)))
	got, err := r.do(ctx)
	if err != nil {
		return CSVJob{}, csvNotCreated(q, got, err)
	}
	job, ok := readCSVJob(got.Body)
	if !ok || job.ID == 0 {
		return CSVJob{}, csvUnsure(q, &fault.Error{Kind: fault.Temporary, Status: got.Status, Message: say.T("the answer names no job"), Hint: say.T(addressHint)})
	}
	return job, nil
}

// readCSVJob reads a job; ok says that the document is one. A failed answer may have a status of its own, such as 404.
func readCSVJob(body []byte) (job CSVJob, ok bool) {
	v, err := record.ParseValue(bytes.TrimPrefix(body, []byte("\ufeff")))
	if err != nil {
		return CSVJob{}, false
	}
	status, known := v.Field("status").Int()
	if !known || status < csvWaiting || status > csvFailed {
		return CSVJob{}, false
	}
	id, _ := v.Field("id").Int()
	r, err := record.Of(v)
	return CSVJob{ID: id, Status: int(status), Error: v.Field("error_message").Text(), Record: r}, err == nil
}

// csvNotCreated is the error of a creation.
func csvNotCreated(q CSVRequest, got *transport.Response, err error) error {
	var f *fault.Error
	switch {
	case !errors.As(err, &f):
		return err
	case f.Ambiguous:
		return csvUnsure(q, f)
	case got != nil && tooManyJobs(got.Status, f):
		return &fault.Error{
			Kind: fault.Temporary, Code: f.Code, Status: f.Status,
			Message: say.T("LOGIMETER takes no further CSV job now, at most %d may be unfinished: %s", CSVJobs, f.Message),
			Hint:    say.T("run it again when some are done; with --wait genba waits for that"), Err: fmt.Errorf("%w: %w", ErrTooManyJobs, err),
		}
	}
	return err
}

// tooManyJobs tells the refusal of a sixth job from that of a wrong request. No public document says what it looks
// like, so it is told by what such a refusal is likely to say.
func tooManyJobs(status int, f *fault.Error) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusConflict, http.StatusLocked: // what else could be in the way of a new job?
		return true
	case http.StatusOK, http.StatusBadRequest, http.StatusForbidden, http.StatusUnprocessableEntity:
	default:
		return false
	}
	said := strings.ToLower(f.Code + " " + f.Message.String())
	for _, word := range []string{"上限", "同時", "件まで", "limit", "too many", "concurrent", "simultaneous"} {
		if strings.Contains(said, word) {
			return true
		}
	}
	return false
}

// csvUnsure is the error of a creation that may have been one.
func csvUnsure(q CSVRequest, f *fault.Error) error {
	why := error(f)
	if f.Err != nil { // the same without that it is not certain, which is said here
		why = f.Err
	}
	return (&fault.Error{
		Kind: f.Kind, Ambiguous: true, Err: f,
		Message: say.T("the job for %s may or may not have been created; it was sent once and is not sent again: %s", q.Days, why),
	}).WithHint("a job changes no data: at worst it holds one of the %d places until it is done. Run the command again; "+
		"LOGIMETER's page 作成状況 lists the jobs, the API does not", CSVJobs)
}

// Outcome is the error that a job which has ended badly stands for: fault.Refused for status 5, fault.Partial for 4.
func (j CSVJob) Outcome(days Days) error {
	switch j.Status {
	case csvFailed:
		return csvFailure(j.ID, days.String(), j.Error)
	case csvFlawed:
		return fault.Errorf(fault.Partial, "%s", csvFlaw(j.ID, days.String(), j.Error))
	}
	return nil
}
