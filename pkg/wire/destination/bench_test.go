//go:build unix

package destination_test

import (
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/postgrestest"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

// BenchmarkSQLite and BenchmarkPostgreSQL take stamps in, as pages of AKASHI bring them; an operation is one stamp.
func BenchmarkSQLite(b *testing.B) {
	benchmarkLoad(b, "sqlite:"+filepath.Join(b.TempDir(), "genba.db"))
}

func BenchmarkPostgreSQL(b *testing.B) {
	benchmarkLoad(b, postgrestest.Start(b).Database("stamps"))
}

func benchmarkLoad(b *testing.B, address string) {
	a, err := destination.Parse(address)
	if err != nil {
		b.Fatal(err)
	}
	d, err := destination.Open(b.Context(), a, destination.Options{LockWait: time.Second, Now: start(), Zone: tokyo()})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	l, err := d.Begin(b.Context(), "akashi_stamps")
	if err != nil {
		b.Fatal(err)
	}
	page := stampPage()
	b.ReportAllocs()
	b.ResetTimer()
	_, err = l.Replace(b.Context(), manyColumns(), march(1, 31), "akashi stamps pull", 3, stampsOf(page, b.N))
	if err == nil {
		err = l.Commit(b.Context())
	}
	if err != nil {
		b.Fatal(err)
	}
}

func manyColumns() destination.Shape {
	shape := stamps()
	for _, name := range []string{"local_time", "timezone", "attributes.method", "attributes.org_id", "attributes.workplace_id", "attributes.longitude"} {
		shape.Columns = append(shape.Columns, record.Column{Name: name, Time: name == "local_time"})
	}
	return shape
}

func stampPage() string {
	var page strings.Builder
	for n := range 930 {
		fmt.Fprintf(&page, `,{"staff_id":%d,"stamped_at":"2025/03/%02d 09:%02d:%02d","type":11,"local_time":"2025/03/%02d 09:%02d:%02d","timezone":"+09:00",`+
			`"attributes":{"method":1,"org_id":12,"workplace_id":3,"latitude":35.681236,"longitude":139.767125,"ip":"203.0.113.%d"}}`,
			1000+n%300, 1+n/30, n/60%60, n%60, 1+n/30, n/60%60, n%60, n%250)
	}
	return `{"stamps":[` + page.String()[1:] + `]}`
}

// stampsOf repeats the page until there are n.
func stampsOf(page string, n int) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		for n > 0 {
			for rec, err := range record.NewReader(strings.NewReader(page), "stamps").Records() {
				if n--; n < 0 || !yield(rec, err) {
					return
				}
			}
		}
	}
}
