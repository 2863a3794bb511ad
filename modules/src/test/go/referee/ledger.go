package main

import (
	"strings"
	"sync"
	"time"
)

// entry is one line of the log.
type entry struct {
	Number    int    `json:"number"`
	Method    string `json:"method"`
	Object    string `json:"object,omitempty"` // Type:value
	Operation string `json:"operationID,omitempty"`
	Session   string `json:"session,omitempty"`
	Agent     string `json:"agent,omitempty"`
	Outcome   string `json:"outcome"` // open, ok, fault, or what a rule did
	Millis    int64  `json:"millis"`
	Body      string `json:"body,omitempty"`
}

// upload is one file that was sent, to an NFC lease or to a datastore's /folder.
type upload struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	Head   string `json:"head"` // the first 4 bytes as text: `KDMV` for a sparse VMDK
	Status int    `json:"status"`
}

const logLimit = 5000

// ledger keeps what came in. Safe for use by many requests at once.
type ledger struct {
	mu      sync.Mutex
	number  int
	counts  map[bool]map[string]int // by whether it was govc, the independent client
	running map[string]int
	most    map[string]int
	log     []*entry
	uploads []upload
	leased  int
	nowhere map[string]int // of counts[false], files that were sent to where there is nothing
}

func newLedger() *ledger {
	l := &ledger{running: make(map[string]int)}
	l.reset()
	return l
}

// reset forgets everything but what is under way.
func (l *ledger) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counts = map[bool]map[string]int{true: {}, false: {}}
	l.nowhere = make(map[string]int)
	l.most = make(map[string]int)
	for method, n := range l.running {
		if n > 0 {
			l.most[method] = n
		}
	}
	l.log = nil
	l.uploads = []upload{}
}

// isGovc knows the independent client, which sends files under the name of Go's own HTTP client.
func isGovc(agent string) bool {
	return strings.HasPrefix(agent, "govc/") || strings.HasPrefix(agent, "Go-http-client/")
}

// begin books a call and returns what books its end. Those of leases are not counted.
func (l *ledger) begin(c call, lease bool) (e *entry, end func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	start := time.Now()
	l.number++
	e = &entry{Number: l.number, Method: c.Method, Operation: c.Operation, Session: c.Session,
		Agent: c.Agent, Outcome: "open", Body: string(c.Body)}
	if c.Object.Value != "" {
		e.Object = c.Object.String()
	}
	l.log = append(l.log, e)
	if len(l.log) > logLimit {
		l.log = l.log[len(l.log)-logLimit:]
	}
	if !lease {
		l.counts[isGovc(c.Agent)][c.Method]++
	} else if c.Method == "CreateFolder" {
		l.leased++
	}
	l.running[c.Method]++
	l.most[c.Method] = max(l.most[c.Method], l.running[c.Method])
	return e, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		e.Millis = time.Since(start).Milliseconds()
		l.running[c.Method]--
	}
}

func (l *ledger) settle(e *entry, outcome string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e.Outcome = outcome
}

func (l *ledger) uploaded(u upload) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.uploads = append(l.uploads, u)
}

// sentNowhere books that a file was sent to a datastore or lease that is not there: that was no
// change.
func (l *ledger) sentNowhere(c call) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !isGovc(c.Agent) {
		l.nowhere[c.Method]++
	}
}

// mutating counts by method the calls that are no reads.
func (l *ledger) mutating(govc bool) map[string]int {
	counts := l.calls(govc, mutates)
	l.mu.Lock()
	defer l.mu.Unlock()
	for method, n := range l.nowhere {
		if !govc && counts[method] > n {
			counts[method] -= n
		} else if !govc {
			delete(counts, method)
		}
	}
	return counts
}

// calls counts by method: those of govc, or everybody else's.
func (l *ledger) calls(govc bool, which func(string) bool) map[string]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	counts := make(map[string]int)
	for method, n := range l.counts[govc] {
		if which(method) {
			counts[method] = n
		}
	}
	return counts
}

// leases counts those that were made, also before a reset.
func (l *ledger) leases() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.leased
}

// concurrent is the largest number of calls of a method that were under way at one time.
func (l *ledger) concurrent() map[string]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	counts := make(map[string]int, len(l.most))
	for method, n := range l.most {
		counts[method] = n
	}
	return counts
}

// last returns a copy of the newest n lines, oldest first.
func (l *ledger) last(n int, bodies bool) []entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	from := max(0, len(l.log)-n)
	lines := make([]entry, 0, len(l.log)-from)
	for _, e := range l.log[from:] {
		line := *e
		if !bodies {
			line.Body = ""
		}
		lines = append(lines, line)
	}
	return lines
}

func (l *ledger) received() []upload {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]upload{}, l.uploads...)
}
