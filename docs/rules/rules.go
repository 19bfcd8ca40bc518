// Package rules holds the documented examples of conversion rules, which genba logimeter progress rule init writes.
package rules

import _ "embed"

// LogimeterActual is the example for actual quantities.
//
//go:embed logimeter-actual.yaml
var LogimeterActual []byte

// LogimeterPlan is the example for planned quantities.
//
//go:embed logimeter-plan.yaml
var LogimeterPlan []byte
