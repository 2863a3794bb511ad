package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

// control is the port for the tests:
//
//	GET  /calls        calls by method; ?of=govc those of the independent client, which are left out else
//	GET  /mutating     the same for the calls that are not in the reading list, but for files that
//	                   were sent to where there is nothing
//	GET  /concurrent   by method, the most that were under way at one time
//	GET  /leases       how many leases were made, whose calls are in neither of these
//	GET  /log          the last calls, ?n=200, ?bodies=true with the requests
//	GET  /uploads      files received, with size and sha256
//	GET  /sessions     live sessions
//	POST /expire       ends all sessions on the server's side
//	GET  /faults       the rules, with how often each was seen and fired
//	POST /faults       adds rules: one, or a list
//	POST /tasks/slow   ?method=CloneVM_Task&millis=2000: its tasks take so long, with progress
//	POST /trouble      something befalls a machine, see trouble.go
//	POST /faults/reset, POST /calls/reset
func (g *gate) control() http.Handler {
	mux := http.NewServeMux()
	count := func(calls func(govc bool) map[string]int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			writeJSON(w, calls(r.URL.Query().Get("of") == "govc"))
		}
	}
	mux.HandleFunc("GET /calls", count(func(govc bool) map[string]int {
		return g.ledger.calls(govc, func(string) bool { return true })
	}))
	mux.HandleFunc("GET /mutating", count(g.ledger.mutating))
	mux.HandleFunc("GET /leases", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, map[string]int{"made": g.ledger.leases()})
	})
	mux.HandleFunc("GET /concurrent", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, g.ledger.concurrent())
	})
	mux.HandleFunc("GET /log", func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(r.URL.Query().Get("n"))
		if err != nil {
			n = 200
		}
		writeJSON(w, g.ledger.last(n, r.URL.Query().Get("bodies") == "true"))
	})
	mux.HandleFunc("GET /uploads", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, g.ledger.received())
	})
	mux.HandleFunc("GET /sessions", func(w http.ResponseWriter, _ *http.Request) {
		all := append([]types.UserSession{}, g.sessions()...)
		writeJSON(w, map[string]any{"count": len(all), "sessions": all})
	})
	mux.HandleFunc("POST /expire", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, map[string]any{"expired": g.expire()})
	})
	mux.HandleFunc("GET /faults", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, g.rules.list())
	})
	mux.HandleFunc("POST /faults", g.addRules)
	mux.HandleFunc("POST /trouble", g.trouble)
	mux.HandleFunc("POST /tasks/slow", func(w http.ResponseWriter, r *http.Request) {
		method := r.URL.Query().Get("method")
		millis, err := strconv.Atoi(r.URL.Query().Get("millis"))
		if err != nil || method == "" {
			http.Error(w, "`method` and `millis` are needed", http.StatusBadRequest)
			return
		}
		g.hook.slowDown(method, time.Duration(millis)*time.Millisecond)
		writeJSON(w, struct{}{})
	})
	mux.HandleFunc("POST /faults/reset", func(w http.ResponseWriter, _ *http.Request) {
		g.rules.reset()
		writeJSON(w, struct{}{})
	})
	mux.HandleFunc("POST /calls/reset", func(w http.ResponseWriter, _ *http.Request) {
		g.ledger.reset()
		writeJSON(w, struct{}{})
	})
	return mux
}

func (g *gate) addRules(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if body = bytes.TrimSpace(body); !bytes.HasPrefix(body, []byte("[")) {
		body = append(append([]byte("["), body...), ']')
	}
	var more []*rule
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err = decoder.Decode(&more); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	for _, one := range more {
		if err = one.check(); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
	}
	g.rules.add(more)
	writeJSON(w, struct{}{})
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}
