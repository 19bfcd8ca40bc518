package sandbox

// Spelling chooses among the names that the document's tables, its examples and real servers use
// for the same thing.
type Spelling string

// The spellings. Every client must read all of them.
const (
	Recorded Spelling = "recorded" // as real servers and live clients have it
	Document Spelling = "document" // as the document's tables have it, stray spaces included
	Examples Spelling = "examples" // as the document's examples, and a client written from them, have it
)

// names are what differs between the spellings.
type names struct {
	stampedAt         string // answer to a punch
	count, totalCount string // staffs
	staffs            string // answer to a staff update
	rowCode           string
	message           string // errors of organizations
	punchIn, punchOut string // working records
	wrapped           bool   // working records: an object around the array
	timezone          string // now and then, instead of +09:00
	emptyText         any    // code and label of an organization that has none
	companyCode       any    // of staffs
	topParent         any    // parent of an organization created right below 企業; nil: its real id
	stampExtras       bool   // alertCount and overtimeExceeded
}

// names returns those of the spelling. Those of an unknown one are the recorded ones: the zero option must work.
func (s *Server) names() names {
	switch s.o.Spelling {
	case Document:
		return names{
			stampedAt: "stamped_at", count: "Count", totalCount: "totalCount", staffs: "staffs ", rowCode: " " + codeRow, message: "messages",
			punchIn: "attendance_punch_time", punchOut: "leaving_punch_time", wrapped: true, timezone: "+9.0", emptyText: "", companyCode: 1, topParent: 0,
		}
	case Examples:
		return names{
			stampedAt: "stamped_aAt", count: "count", totalCount: "total_count", staffs: "staffs", rowCode: " " + codeRow, message: "message",
			punchIn: "attendance_punch_time", punchOut: "leaving_punch_time", timezone: "+9.00", companyCode: CompanyID,
		}
	case Recorded:
	}
	return names{
		stampedAt: "stampedAt", count: "Count", totalCount: "TotalCount", staffs: "staffs", rowCode: codeRow, message: "message",
		punchIn: "start_punch_time", punchOut: "end_punch_time", timezone: "+9.0", companyCode: CompanyID, stampExtras: true,
	}
}
