package logimeter

// The vendor's limits on CSV files (§4-2).
const (
	CSVDays = 32      // days in one file, both ends counted
	CSVRows = 100_000 // data rows in one file; what is more is left out, and the file does not say so
	CSVJobs = 5       // unfinished jobs of one user at once
)
