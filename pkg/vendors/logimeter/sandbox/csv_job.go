package sandbox

import (
	"fmt"
	"time"
)

// firstCSVJob is the id of the document's screenshot.
const firstCSVJob = 321759

// Status of a job, 作成状況ステータス (document, schema of the answer to a creation).
const (
	csvWaiting = 1 // 待機中
	csvWorking = 2 // 処理中
	csvDone    = 3 // 完了
	csvFlawed  = 4 // エラーあり完了
	csvFailed  = 5 // エラー
)

// csvJob makes one CSV file.
type csvJob struct {
	id       int64
	kind     int // csv_type
	groupID  int64
	group    csvGroup
	seed     int64
	from, to time.Time
	created  time.Time
	needs    int      // looks until it is done
	people   []Person // that are given
	looks    int
	told     bool // its errors were told
}

func (j *csvJob) done(now time.Time) bool {
	return j.looks >= j.needs || !now.Before(j.created.Add(csvDuration))
}

func (j *csvJob) status(now time.Time) int {
	switch {
	case j.done(now) && j.group.outcome != 0:
		return j.group.outcome
	case j.done(now):
		return csvDone
	case j.looks == 0:
		return csvWaiting
	}
	return csvWorking
}

func (j *csvJob) fileName() string {
	return fmt.Sprintf("%s_%s.csv", csvLayouts()[j.kind-1].file, j.created.Format("20060102150405"))
}

// csvView is a job as the vendor shows it. The request says start_date, the answer start_dt.
type csvView struct {
	ID       int64   `json:"id"`
	FileName string  `json:"csv_file_name"`
	Group    int64   `json:"budget_group_id"`
	Status   int     `json:"status"`
	Type     int     `json:"csv_type"`
	From     string  `json:"start_dt"`
	To       string  `json:"end_dt"`
	Ended    *string `json:"process_end_time"`
	Error    *string `json:"error_message"`
}

func (j *csvJob) view(now time.Time) csvView {
	v := csvView{
		ID: j.id, FileName: j.fileName(), Group: j.groupID, Status: j.status(now), Type: j.kind,
		From: j.from.Format(time.DateOnly), To: j.to.Format(time.DateOnly),
	}
	if j.done(now) {
		ended := now.Format(time.RFC3339)
		v.Ended = &ended
		if j.group.message != "" {
			v.Error = &j.group.message
		}
	}
	return v
}

// csvGroup is a budget group (管理グループ) and what its files are like.
type csvGroup struct {
	name     string
	encoding csvEncoding
	// crowded groups have so many rows that a month does not fit a file, and on crowdedDay more than one file holds.
	crowded bool
	// renamed groups have another header from renamedDay on.
	renamed bool
	outcome int    // how jobs end; 0: csvDone
	message string // error_message of the end
}

type csvEncoding int

const (
	csvUTF8 csvEncoding = iota
	csvUTF8BOM
	csvShiftJIS
)

// csvGroups returns the budget groups of the one workplace. What the document leaves open has a group of its own.
func csvGroups() map[int64]csvGroup {
	return map[int64]csvGroup{
		7001: {name: "1F 出荷"},
		7002: {name: "2F 入荷", encoding: csvShiftJIS},
		7003: {name: "3F 返品", encoding: csvUTF8BOM},
		7004: {name: "通販センター", crowded: true},
		7005: {name: "冷蔵", outcome: csvFlawed, message: "3行の作業に工程がありません。"},
		7006: {name: "閉鎖", outcome: csvFailed, message: "集計処理に失敗しました。"},
		7007: {name: "新センター", renamed: true},
	}
}
