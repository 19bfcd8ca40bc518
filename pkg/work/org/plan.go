package org

import (
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/work/people"
)

// Plan is what makes the target's departments like the source's: first units, parents before children; then people; the rest by hand.
type Plan struct {
	Create []Unit
	Move   people.Plan
	Hand   []people.Hand
}

// Plan makes the plan. Nothing is ever closed or deleted by it.
func (p Pairing) Plan() Plan {
	var plan Plan
	for _, d := range p.Diff() {
		switch {
		case d.Kind == Missing:
			plan.Create = append(plan.Create, d.Unit)
		case d.Kind == Unknown:
			plan.Hand = append(plan.Hand, people.Hand{Key: d.Unit.Code, Name: d.Unit.Path, What: say.T("the source doesn't have it: close or rename it when nobody is in it (members now: %d)", d.Unit.Members)})
		case d.Field == "path":
			plan.Hand = append(plan.Hand, people.Hand{Key: d.Target.Code, Name: d.TargetValue, What: say.T("to be at %s", d.SourceValue)})
		default:
			plan.Hand = append(plan.Hand, people.Hand{Key: d.Target.Code, Name: d.Target.Path, What: say.T("to be led by %s, now %s", d.SourceValue, d.TargetValue)})
		}
	}
	moves := people.Comparison{Source: p.Source, Target: p.planned(plan.Create), Match: p.Match, AsOf: p.AsOf, Fields: []string{"department", "concurrent"}}
	plan.Move = moves.Plan(false)
	plan.Move.Leavers, plan.Move.Held = nil, nil
	steps := plan.Move.Steps
	plan.Move.Steps = nil
	for _, s := range steps {
		if s.Target != nil { // who is missing is the roster's
			plan.Move.Steps = append(plan.Move.Steps, s)
		}
	}
	return plan
}

// planned returns the target with the units that will be made.
func (p Pairing) planned(create []Unit) *people.Roster {
	to := *p.Target
	to.Units = append([]people.Unit{}, to.Units...)
	for _, u := range create {
		to.Units = append(to.Units, people.Unit{Code: u.Code, Name: u.Name, Path: u.Path, Parent: u.Parent})
	}
	return &to
}
