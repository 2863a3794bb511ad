package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/vmware/govmomi/vim25/types"
)

// rule says what goes wrong with which call. All of Method, Object and Match that are given must
// hold. A rule with a delay and nothing else only delays.
type rule struct {
	Method string `json:"method"`           // `CloneVM_Task`, `PUT /nfc`, or `*`
	Object string `json:"object,omitempty"` // managed object id or name
	Match  string `json:"match,omitempty"`  // text within the request's body
	Nth    int    `json:"nth,omitempty"`    // the first matching call it acts on, from 1; 0: every one
	Times  int    `json:"times,omitempty"`  // on how many calls from there on; 0: one if nth is given, else all

	When        string          `json:"when,omitempty"`   // `before` the effect (default) or `after` it
	Fault       string          `json:"fault,omitempty"`  // vim25 type, `NoPermission`
	Fields      json.RawMessage `json:"fields,omitempty"` // properties of the fault, `{"privilegeId": "..."}`
	Message     string          `json:"message,omitempty"`
	Task        bool            `json:"task,omitempty"`     // the call succeeds, its task fails with the fault
	Off         bool            `json:"off,omitempty"`      // the machine that the failing task made is left off
	Cut         bool            `json:"cut,omitempty"`      // the connection is cut instead of a reply
	Status      int             `json:"status,omitempty"`   // an HTML page with this HTTP status instead of a reply
	Location    string          `json:"location,omitempty"` // the header of a status that redirects
	Percent     *int            `json:"percent,omitempty"`  // of a file's bytes get through before the cut or the status
	Replace     string          `json:"replace,omitempty"`  // text within the reply
	By          string          `json:"by,omitempty"`       // what stands there instead
	DelayMillis int             `json:"delayMillis,omitempty"`

	Seen  int `json:"seen"`  // calls that matched
	Fired int `json:"fired"` // calls it acted on
}

func (r *rule) after() bool { return r.When == "after" }

func (r *rule) acts() bool { return r.Cut || r.Status != 0 || r.Fault != "" }

// check refuses what could never act, so that no test passes because its rule was a typing error.
func (r *rule) check() error {
	if r.Method == "" {
		return fmt.Errorf("a rule needs a `method`, or `*`")
	}
	if r.When != "" && r.When != "before" && r.When != "after" {
		return fmt.Errorf("`when` is `before` or `after`, not `%s`", r.When)
	}
	if !r.acts() && r.DelayMillis == 0 && r.Replace == "" {
		return fmt.Errorf("the rule for %s does nothing: it needs `fault`, `cut`, `status`, `replace` or `delayMillis`", r.Method)
	}
	if r.Replace != "" && (r.acts() || !r.after()) {
		return fmt.Errorf("`replace` goes with no other harm, and after the effect")
	}
	if r.Percent != nil && (*r.Percent < 0 || *r.Percent > 100 || r.after() || !r.Cut && r.Status == 0) {
		return fmt.Errorf("`percent` is 0 to 100, and goes with `cut` or `status` before the effect")
	}
	if r.Location != "" && r.Status/100 != 3 {
		return fmt.Errorf("`location` goes with a `status` that redirects")
	}
	if r.Task && (r.Fault == "" || !strings.HasSuffix(r.Method, "_Task")) {
		return fmt.Errorf("`task` needs a `fault` and a method that ends in _Task")
	}
	if r.Off && (!r.Task || !r.after()) {
		return fmt.Errorf("`off` goes with `task` after the effect")
	}
	if r.Fault != "" {
		_, err := r.newFault(call{})
		return err
	}
	return nil
}

// newFault makes the fault with the properties that vCenter always sends with it.
func (r *rule) newFault(c call) (types.BaseMethodFault, error) {
	kind, ok := types.TypeFunc()(r.Fault)
	if !ok {
		return nil, fmt.Errorf("vim25 has no type `%s`", r.Fault)
	}
	fault, ok := reflect.New(kind).Interface().(types.BaseMethodFault)
	if !ok {
		return nil, fmt.Errorf("`%s` is not a fault", r.Fault)
	}
	switch f := fault.(type) {
	case *types.NotAuthenticated:
		f.Object, f.PrivilegeId = &c.Object, "System.View"
	case *types.NoPermission:
		f.Object, f.PrivilegeId = &c.Object, "System.Modify"
	case *types.TaskInProgress:
		f.Task = types.ManagedObjectReference{Type: "Task", Value: "task-0"}
	case *types.ManagedObjectNotFound:
		f.Obj = c.Object
	}
	if len(r.Fields) > 0 {
		if err := json.Unmarshal(r.Fields, fault); err != nil {
			return nil, fmt.Errorf("the fields of %s: %w", r.Fault, err)
		}
	}
	return fault, nil
}

func (r *rule) message() string {
	if r.Message != "" {
		return r.Message
	}
	return "a rule of the referee says " + r.Fault
}

// rules are tried in the order in which they came.
type rules struct {
	mu  sync.Mutex
	all []*rule
}

func (s *rules) add(more []*rule) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, more...)
}

func (s *rules) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = nil
}

func (s *rules) list() []rule {
	s.mu.Lock()
	defer s.mu.Unlock()
	copies := make([]rule, 0, len(s.all))
	for _, r := range s.all {
		copies = append(copies, *r)
	}
	return copies
}

// take returns the rules that act on this call: any that only delay, then at most one that does more.
func (s *rules) take(c call, nameOf func(types.ManagedObjectReference) string) []rule {
	s.mu.Lock()
	defer s.mu.Unlock()
	var due []rule
	decided := false
	for _, r := range s.all {
		if decided && r.acts() || !r.matches(c, nameOf) {
			continue
		}
		r.Seen++
		if !r.isDue() {
			continue
		}
		r.Fired++
		decided = decided || r.acts()
		due = append(due, *r)
	}
	return due
}

func (r *rule) matches(c call, nameOf func(types.ManagedObjectReference) string) bool {
	return (r.Method == "*" || r.Method == c.Method) &&
		(r.Match == "" || strings.Contains(string(c.Body), r.Match)) &&
		(r.Object == "" || r.Object == c.Object.Value || r.Object == nameOf(c.Object))
}

func (r *rule) isDue() bool {
	first, times := r.Nth, r.Times
	if first == 0 {
		first = 1
	} else if times == 0 {
		times = 1
	}
	return r.Seen >= first && (times == 0 || r.Fired < times)
}
