package org_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/work/org"
	"github.com/genba-cli/genba/pkg/work/people"
)

// The departments of a service as a tree. Whoever has left is in none.
func ExampleOf() {
	roster := people.Roster{
		Service: "kaonavi",
		Units:   []people.Unit{{Path: "営業部", Name: "営業部"}, {Path: "営業部/東京", Name: "東京", Parent: "営業部"}},
		People: []people.Person{
			{Number: "000001", Departments: []string{"営業部"}},
			{Number: "000002", Departments: []string{"営業部/東京", "営業部"}},
			{Number: "000003", Departments: []string{"営業部/東京"}, Left: "2025-12-31"},
		},
	}
	fmt.Print(org.Of(&roster, "2026-03-01").Tree())
	// Output:
	// 営業部 1+1
	//   東京 1
}
