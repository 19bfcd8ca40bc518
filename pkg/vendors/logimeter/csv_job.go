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

// The statuses of a job, 作成状況ステータス.
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

// CSVJobColumns returns the columns of a job. The request says start_date and the answer start_dt; both are read.
func CSVJobColumns() []record.Column {
	types := map[string]string{}
	for _, t := range CSVTypes() {
		types[strconv.Itoa(t.Number)] = t.Title
	}
	return []record.Column{
		{Name: "id"},
		{Name: "csv_type", Labels: types},
		{Name: "csv_file_name"},
		{Name: "budget_group_id"},
		{Name: "start_dt", Alt: []string{"start_date"}},
		{Name: "end_dt", Alt: []string{"end_date"}},
		{Name: "status", Labels: csvStatusLabels()},
		{Name: "error_message"},
		{Name: "process_end_time"},
	}
}

// ErrTooManyJobs is the cause of a refusal because other jobs of this user are unfinished.
var ErrTooManyJobs = say.Sentinel("too many unfinished CSV jobs")

// CreateCSV starts a job, once. If it is not certain whether it was started, the error is Ambiguous and says what that means. A
// refusal because of unfinished jobs is fault.Temporary and wraps ErrTooManyJobs.
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
		return CSVJob{}, csvCreateError(q, got, err)
	}
	job, ok := readCSVJob(got.Body)
	if !ok || job.ID == 0 {
		return CSVJob{}, csvUnsure(q, &fault.Error{Kind: fault.Temporary, Status: got.Status, Message: say.T("the answer names no job"), Hint: say.T(addressHint)})
	}
	return job, nil
}

// readCSVJob reads a job, and reports whether the document is one. The status of another document, such as 404, is not that of a
// job.
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

// csvCreateError returns the error of a creation that failed, or may have.
func csvCreateError(q CSVRequest, got *transport.Response, err error) error {
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
			Hint:    say.T("ask again when some are done"), Err: fmt.Errorf("%w: %w", ErrTooManyJobs, err),
		}
	}
	return err
}

// tooManyJobs reports whether a refusal is that of a sixth job, and not of a wrong request. No public document shows it, so it
// looks for words that such a refusal is likely to have.
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

// csvUnsure returns the error of a request that may have created a job.
func csvUnsure(q CSVRequest, f *fault.Error) error {
	why := error(f)
	if f.Err != nil { // f itself says that it is not certain, as this message does
		why = f.Err
	}
	return (&fault.Error{
		Kind: f.Kind, Ambiguous: true, Err: f,
		Message: say.T("the job for %s may or may not have been created; it was sent once and is not sent again: %s", q.Days, why),
	}).WithHint("a job changes no data: at worst it holds one of the %d places until it is done. Run the command again; "+
		"LOGIMETER's page 作成状況 lists the jobs, the API does not", CSVJobs)
}

// Outcome returns the error of a job that ended badly: fault.Refused for status 5, fault.Partial for 4.
func (j CSVJob) Outcome(days Days) error {
	switch j.Status {
	case csvFailed:
		return csvFailure(j.ID, days.text(), j.Error)
	case csvFlawed:
		return &fault.Error{Kind: fault.Partial, Message: csvFlaw(j.ID, days.text(), j.Error)}
	}
	return nil
}
